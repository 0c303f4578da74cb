"""A reply says what the terminal says, in the order in which it is needed."""

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from splitting.cutting import cut

from assistant import terminal
from assistant.answer import Answer, ask
from assistant.answering.confidence import Reason
from assistant.phrases.en import ENGLISH
from assistant.slack.views.block_kit import action_ids
from assistant.slack.views.block_kit.message import Message
from assistant.slack.views.reply import fallback_text, no_message, reply_message
from assistant.slack.views.reply_context import ReplyContext
from index_builder.index.generation import Generation, open_current
from index_builder.index.passage import Passage
from slack.fake.block_kit import BlockKit

from .showing import SHOWN, answer, buttons, citation, elements, letters, quote, texts

SLACK = BlockKit()
URL = "https://example.org/page/#hay"


def passage(text: str = "Goats eat hay. Never cake.", **fields: object) -> Passage:
    """A passage of a page with an address."""
    (found,) = cut(f"---\ntitle: Goats\n---\n## Hay\n\n{text}\n").passages
    return replace(found, **{"url": URL, **fields})


def told(message: Message) -> list[str]:
    """What a message shows, text by text; Slack takes it."""
    assert not SLACK.message(list(message.blocks))
    return texts(list(message.blocks))


@pytest.fixture(scope="module")
def generation(index: Path) -> Generation:
    """The real content by the real encoder."""
    return open_current(index)


QUESTIONS = (
    "How do I request data through P20 WIN?",
    "What is the file size limit of the encrypted external drive?",
    "How many business days does OPM take to review a proposal?",
    "minimum password length for sft.ct.gov",
    "What is an E-MUO?",
    "How long do parking permits last?",
    "how long?",
    "hello",
    "",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_it_says_what_the_terminal_says(
    generation: Generation, question: str, capsys: pytest.CaptureFixture[str]
):
    """Each line that the terminal prints is in the message: titles, links, places, words."""
    found = ask(generation, question)
    terminal.show(found, echo=False, explained=False)
    shown = told(reply_message(found, SHOWN))
    links = [one["url"] for one in elements(reply_message(found, SHOWN).blocks, "link")]
    quoted = [*found.citations[:1], *found.continued, *([found.contact] if found.contact else [])]
    quotes = {held.passage.quote for held in quoted}  # shown without their marks: see there
    words = letters("".join([*shown, *links]))
    for line in capsys.readouterr().out.splitlines():
        in_quote = any(line.strip() in held for held in quotes)
        is_side_place = ".md:" in line and line.strip() not in shown
        assert in_quote or is_side_place or letters(line) in words, line


@pytest.mark.parametrize("reason", get_args(Reason) and [
    "empty", "too_long", "too_vague", "not_a_question", "not_in_playbook", "off_topic",
])  # fmt: skip
def test_a_no_says_why(reason: Reason):
    """It has the sentence for its reason, and links only if there is something related."""
    near = [citation(passage(), row=row) for row in range(7)]
    message = reply_message(answer(*near, reason=reason), SHOWN)
    assert ENGLISH[reason] in told(message)
    assert ENGLISH[reason] in message.text
    related = reason == "not_in_playbook"
    assert ("Related, not an answer:" in told(message)) == related
    assert len(elements(message.blocks, "link")) == (5 if related else 0)
    assert not quote(message.blocks)
    assert (URL in message.text) == related


def test_an_answer_is_no_no():
    """Asking for the wrong view is an error that says so."""
    with pytest.raises(ValueError, match="has an answer"):
        no_message(answer(citation(passage())), SHOWN)


def test_whom_to_ask_is_quoted():
    """The contact's sentence alone, and where it stands; not bold, since it does not answer."""
    held = passage("Goats are loud. Call the vet at 1-800. Never cake.")
    contact = citation(held, held.sentences[1])
    message = reply_message(answer(contact, reason="not_in_playbook", contact=contact), SHOWN)
    assert quote(message.blocks) == "Call the vet at 1-800."
    assert "Who to ask, in the playbook's words:" in told(message)
    assert "Call the vet at 1-800." in message.text


def test_an_answer_that_only_may_be_one_says_so_first():
    """It says so before the quote, and first in the fallback."""
    message = reply_message(answer(citation(passage()), sure=False), SHOWN)
    assert told(message)[0] == ENGLISH["may_answer"]
    assert message.text.startswith(ENGLISH["may_answer"])
    sure = reply_message(answer(citation(passage())), SHOWN)
    assert ENGLISH["may_answer"] not in told(sure)


def test_an_unsure_answer_says_what_is_not_mentioned_there():
    """On the line below the reserve, as the asker wrote it, nothing in it parsed."""
    unsure = answer(citation(passage()), sure=False, missing=("San Diego", "a number of *days*"))
    message = reply_message(unsure, SHOWN)
    told(message)
    assert message.blocks[0] == {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": ENGLISH["may_answer"], "style": {"italic": True}},
                    {"type": "text", "text": "\nNot mentioned there: "},
                    {
                        "type": "text",
                        "text": "San Diego, a number of *days*",
                        "style": {"bold": True},
                    },
                ],
            }
        ],
    }
    assert message.text == (
        f"{ENGLISH['may_answer']}\nNot mentioned there: San Diego, a number of *days*\n"
        f"Goats eat hay. Never cake.\nGoats › Hay: {URL}"
    )


def test_one_long_word_leaves_room_for_the_quote():
    """What is missing is cut, in the blocks and in their text."""
    message = reply_message(answer(citation(passage()), sure=False, missing=("x" * 900,)), SHOWN)
    assert max(map(len, told(message)[:3])) == 300
    assert max(map(len, message.text.splitlines())) <= 300
    assert "Goats eat hay. Never cake." in message.text


def test_what_was_searched_for_is_said_where_it_is_not_what_was_asked():
    """For a follow-up and for corrected words, but not if nothing was near."""
    changed = {"changed": True, "searched": "what do goats eat"}
    for found, is_said in (
        (answer(citation(passage()), **changed), True),
        (answer(citation(passage()), earlier=("goats?",), searched="and hay? goats?"), True),
        (answer(citation(passage())), False),
        (answer(citation(passage()), reason="off_topic", **changed), False),
    ):
        shown = told(reply_message(found, SHOWN))
        assert any(one.startswith("Searched for: ") for one in shown) == is_said


def test_the_place_is_named_and_the_page_s_last_change():
    """File and lines as editors name them; the date only where it is known."""
    held = citation(passage())
    dated = replace(SHOWN, changed={"page.md": "2022-10-26"})
    assert "page.md:4-6 · page last changed on 2022-10-26" in told(
        reply_message(answer(held), dated)
    )
    assert "page.md:4-6" in told(reply_message(answer(held), SHOWN))


def test_the_breadcrumb_is_the_link_with_the_words():
    """It carries the text fragment; one too long for a message opens the section instead."""
    words = f"{URL}:~:text=Goats%20eat"
    for link, expected in ((words, words), (f"{words}{'x' * 400}", URL), ("/page/", None)):
        held = citation(passage(), link=link)
        held = (
            held if expected else replace(held, hit=replace(held.hit, passage=passage(url="/p/")))
        )
        message = reply_message(answer(held), SHOWN)
        found = [one["url"] for one in elements(message.blocks, "link")]
        assert found == ([expected] if expected else [])
        assert "Goats › Hay" in told(message)
        assert "Goats › Hay" in message.text


def test_neighbours_stand_before_and_after_by_their_place():
    """They are one quote with it, in the page's order, since the answer is not whole without."""
    first = citation(passage("Second."), row=5)
    sides = [citation(passage("First."), row=4), citation(passage("Third."), row=6)]
    message = reply_message(answer(first, continued=sides), SHOWN)
    assert quote(message.blocks).split() == ["First.", "Second.", "Third."]


def test_notices_are_shown_when_they_are_given():
    """The playbook's own as a quote with its link, the administrators' as small print."""
    own = citation(passage("This is no legal advice."))
    noticed = replace(SHOWN, notice=own, extra_notice="Ask Ana about exceptions.")
    shown = told(reply_message(answer(citation(passage())), noticed))
    assert "This is no legal advice." in shown
    assert "Ask Ana about exceptions." in shown
    assert shown.index("Ask Ana about exceptions.") < shown.index("Helpful")


ROWS = {
    "an answer": ({}, None, [action_ids.HELPFUL, action_ids.NOT_HELPFUL]),
    "more in its section": (
        {"has_more": True},
        None,
        [action_ids.HELPFUL, action_ids.NOT_HELPFUL, action_ids.MORE],
    ),
    "somebody to ask": (
        {"has_owner": True},
        None,
        [action_ids.HELPFUL, action_ids.NOT_HELPFUL, action_ids.ASK_PERSON],
    ),
    "only the asker sees it": (
        {"shareable": True},
        None,
        [action_ids.HELPFUL, action_ids.NOT_HELPFUL, action_ids.SHARE],
    ),
    "a no": ({}, "not_in_playbook", []),
    "a no, somebody to ask": ({"has_owner": True}, "not_in_playbook", [action_ids.ASK_PERSON]),
    "off the subject, somebody to ask": ({"has_owner": True}, "off_topic", [action_ids.ASK_PERSON]),
}


@pytest.mark.parametrize(("fields", "reason", "expected"), ROWS.values(), ids=ROWS)
def test_the_buttons_that_make_sense(fields: dict[str, bool], reason, expected: list[str]):
    """Each carries the answer's id."""
    message = reply_message(answer(citation(passage()), reason=reason), replace(SHOWN, **fields))
    told(message)
    assert buttons(message) == expected
    assert {one["value"] for one in elements(message.blocks, "button")} <= {"q1"}


def test_nothing_to_press_where_nothing_was_looked_up():
    """A greeting is not passed on to anybody."""
    message = reply_message(answer(reason="not_a_question"), replace(SHOWN, has_owner=True))
    assert buttons(message) == []


def test_the_question_is_shown_where_it_is_not_to_be_seen():
    """Shared in a channel, it names the asker; shown to the asker alone, it is repeated."""
    found: Answer = answer(citation(passage()), question="What do <@U9> eat?")
    shared = reply_message(found, replace(SHOWN, asker="U7"))
    assert [one["user_id"] for one in elements(shared.blocks, "user")] == ["U7"]
    assert "What do <@U9> eat?" in told(shared)
    alone = told(reply_message(found, replace(SHOWN, shareable=True)))
    assert alone[:2] == ["You asked: ", "What do <@U9> eat?"]
    assert "What do <@U9> eat?" not in told(reply_message(found, SHOWN))


def test_an_id_that_no_button_carries_is_an_error():
    """The error comes before Slack would refuse the message."""
    for value in ("", "x" * 2_001):
        with pytest.raises(ValueError, match="1 to 2000 characters"):
            reply_message(answer(citation(passage())), ReplyContext(answer_id=value))


def test_the_fallback_is_the_message_s_text():
    """The words that answer, their place, and what else is relevant."""
    first = citation(passage("Goats eat hay. Never cake."))
    first = replace(first, marks=first.passage.sentences[:1])
    also = replace(citation(passage("Hay is dry."), row=1))
    found = answer(first, also)
    assert reply_message(found, SHOWN).text == fallback_text(found)
    assert fallback_text(found) == (
        f"Goats eat hay.\nGoats › Hay: {URL}\nAlso relevant:\nGoats › Hay: {URL}"
    )
