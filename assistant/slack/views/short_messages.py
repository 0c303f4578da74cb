"""The bot's own short messages: help, status, "a moment please", apologies, thanks."""

from collections.abc import Sequence

from assistant.phrases.codes import PhraseCode
from assistant.phrases.phrasebook import phrase
from assistant.slack.setup.app_manifest import COMMAND, SHORTCUT
from assistant.slack.views.block_kit import action_ids
from assistant.slack.views.block_kit.elements import (
    actions,
    bullets,
    button,
    line,
    rich_text,
    section,
    text,
)
from assistant.slack.views.block_kit.message import MOST_FALLBACK, Message
from assistant.slack.views.block_kit.safe_text import cut, escaped_cut

MOST_SAID = 3_000  # characters of a fixed phrase, filled in


def phrase_message(code: PhraseCode, **values: str) -> Message:
    """Return a fixed phrase as a message, its names in braces filled in."""
    words = cut(phrase(code, **values), MOST_SAID)
    return Message(blocks=(line(words),), text=escaped_cut(words, MOST_FALLBACK))


def error_message(reference: str) -> Message:
    """Return the apology for an error; `reference` finds the reason in the log."""
    return phrase_message("error", reference=reference)


def person_offer(answer_id: str | None, *, question: str = "") -> Message:
    """Return what somebody gets who would rather ask a person.

    The button passes on the question whose reply has the id `answer_id`; None: nobody takes
    questions here. `question` is repeated, if it is not the message replied to.
    """
    if answer_id is None:
        return phrase_message("nobody_set")
    words = phrase("offer_person")
    asked = [text(f"\n{phrase('your_question')} "), text(cut(question, 300), italic=True)]
    said = rich_text(section(text(words), *(asked if question else [])))
    row = actions(
        action_ids.REPLY, [button(action_ids.ASK_PERSON, phrase("ask_person"), answer_id)]
    )
    return Message(blocks=(said, row), text=escaped_cut(words, MOST_FALLBACK))


def help_message() -> Message:
    """Return the ways to ask, one a line."""
    title, *ways = phrase("help", command=COMMAND, shortcut=SHORTCUT).split("\n")
    items = [section(text(way)) for way in ways]
    words = "\n".join([title, *ways])
    block = rich_text(section(text(title, bold=True)), *([bullets(items)] if items else []))
    return Message(blocks=(block,), text=escaped_cut(words, MOST_FALLBACK))


def status_message(facts: Sequence[tuple[str, str]]) -> Message:
    """Return what the bot says of itself, one line for each fact: its name and its value."""
    elements = [text(phrase("status"), bold=True)]
    room = MOST_SAID
    for name, value in facts:
        room -= len(name) + len(value) + 3
        if room < 0:
            break
        elements += [text(f"\n{name}: "), text(value)]
    words = "".join(element["text"] for element in elements)
    return Message(blocks=(rich_text(section(*elements)),), text=escaped_cut(words, MOST_FALLBACK))
