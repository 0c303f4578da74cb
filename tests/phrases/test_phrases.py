"""The fixed sentences: one for every code in every language, and one place that replaces a set."""

import re
from collections.abc import Iterator
from typing import get_args

import pytest
from slack.views.showing import SHOWN, answer, citation, texts
from splitting.cutting import cut

from assistant.asking.typed_text import Reason
from assistant.phrases.codes import CODES, PhraseCode, Phrases
from assistant.phrases.en import ENGLISH
from assistant.phrases.phrasebook import LANGUAGES, phrase, speak
from assistant.slack.setup.settings import SettingsError, parse_settings
from assistant.slack.views.reply import reply_message
from assistant.slack.views.short_messages import help_message

# What stands in the place of an answer, or before one that is unsure.
REPLIES: tuple[PhraseCode, ...] = (*get_args(Reason), "not_in_playbook", "off_topic", "may_answer")
_NAME = re.compile(r"\{\w+\}")


@pytest.mark.parametrize("phrases", LANGUAGES.values(), ids=LANGUAGES)
def test_every_language_has_a_phrase_for_every_code(phrases: Phrases) -> None:
    """None is missing, none is left over, and each has the names in braces that English has."""
    assert set(phrases) == set(CODES)
    assert all(phrases.values())
    for code in CODES:
        assert sorted(_NAME.findall(phrases[code])) == sorted(_NAME.findall(ENGLISH[code]))


def test_no_two_reasons_share_a_reply() -> None:
    """Readers can tell one from another."""
    assert len({ENGLISH[code] for code in REPLIES}) == len(REPLIES)


def test_phrases_are_frozen() -> None:
    """Another language is another mapping, not a change of this one."""
    with pytest.raises(TypeError):
        ENGLISH["empty"] = "changed"  # type: ignore[index]


def test_an_unsure_answer_has_a_heading() -> None:
    """It is a few words, since a heading has no second line."""
    assert ENGLISH["may_answer"] == "Not sure: this may help"


@pytest.mark.parametrize("code", [code for code in REPLIES if code != "may_answer"])
def test_a_reply_is_short_plain_text(code: PhraseCode) -> None:
    """One to three sentences, one line, no markup that a terminal or Slack would show or turn."""
    reply = ENGLISH[code]
    assert 1 <= reply.count(". ") + reply.count("! ") + 1 <= 3
    assert reply[0].isupper() and reply.endswith(".")
    assert reply.isascii() and reply.isprintable()
    assert len(reply) <= 160
    assert not set(reply) & set("*_`<>#")


def test_a_phrase_is_filled_in_by_name_alone() -> None:
    """What is filled in is not read again: braces in it stay."""
    assert phrase("changed", date="{date} {x}") == "page last changed on {date} {x}"


@pytest.fixture
def upper_case(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Register a language of our own, English in capitals, and speak English again afterwards."""
    loud = {
        code: _NAME.sub(lambda name: name[0].lower(), text.upper())
        for code, text in ENGLISH.items()
    }
    monkeypatch.setitem(LANGUAGES, "loud", loud)
    yield
    speak("en")


def test_a_new_language_is_one_set_and_one_registration(upper_case: None) -> None:
    """Registered, it can be set in playbook.toml, and everything that is said is said in it."""
    (passage,) = cut("## Hay\n\nGoats eat hay.\n").passages
    speak(parse_settings('language = "loud"', "playbook.toml").language)
    said = [
        *texts(list(reply_message(answer(citation(passage), sure=False), SHOWN).blocks)),
        *texts(list(reply_message(answer(reason="off_topic"), SHOWN).blocks)),
        *texts(list(help_message().blocks)),
    ]
    shown = "\n".join(said)
    for code in ("may_answer", "helpful", "off_topic"):
        assert ENGLISH[code] not in shown
        assert ENGLISH[code].upper() in shown
    assert "TYPE /playbook AND YOUR QUESTION" in shown


def test_a_language_that_is_not_registered_is_refused() -> None:
    """With those that are."""
    with pytest.raises(SettingsError, match='language: found "xx", wanted en'):
        parse_settings('language = "xx"', "playbook.toml")
