"""The bot's own short sentences: help, a moment, apologies, thanks."""

from collections.abc import Sequence

from assistant.slack.views.elements import line
from assistant.slack.views.message import MOST_FALLBACK, Message
from assistant.slack.views.phrases import ENGLISH, PhraseCode, Phrases, filled
from assistant.slack.views.text import cut, escaped


def said(code: PhraseCode, phrases: Phrases = ENGLISH, **values: str) -> Message:
    """Return a fixed phrase as a message: "thanks", "moment", "outsiders", "gone", "not_allowed"."""
    words = filled(phrases, code, **values)
    return Message(blocks=(line(words),), text=cut(escaped(words), MOST_FALLBACK))


def error_message(reference: str, phrases: Phrases = ENGLISH) -> Message:
    """Return the apology for an error; `reference` is what stands in the log beside it."""
    return said("error", phrases, reference=reference)


def help_message(command: str = "/playbook", phrases: Phrases = ENGLISH) -> Message:
    """Return how to ask."""
    return said("help", phrases, command=command)


def status_message(facts: Sequence[tuple[str, str]], phrases: Phrases = ENGLISH) -> Message:
    """Return what the bot says of itself, one line a fact: its name and its value."""
    words = "\n".join(f"{name}: {value}" for name, value in facts)
    return Message(blocks=(line(words),), text=cut(escaped(words), MOST_FALLBACK))
