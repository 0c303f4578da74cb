"""Asking a person: what the owner gets, and what the thread hears of it."""

from assistant.answer import Answer
from assistant.slack.views.elements import person, rich_text, section, text
from assistant.slack.views.message import Message
from assistant.slack.views.phrases import ENGLISH, Phrases
from assistant.slack.views.shown import Shown
from assistant.slack.views.text import escaped


def person_request(
    answer: Answer, shown: Shown, *, owner: str, asker: str, permalink: str
) -> Message:
    """Return what an owner gets: who asks what, the near misses, the thread, "mark answered".

    `owner` is a user, user group or channel, `asker` a user; `permalink` opens the question.
    The button carries `shown.answer_id`.
    """
    return _line(person(asker), text(f" {shown.phrases['person_wanted']} {answer.question}"))


def request_closed(request: Message, *, by: str, phrases: Phrases = ENGLISH) -> Message:
    """Return the owner's message once it is marked answered: no button, who marked it."""
    return request


def person_asked(owner: str, phrases: Phrases = ENGLISH) -> Message:
    """Return what the thread hears when the question has been passed on."""
    return _line(text(phrases["person_asked"] + " "), person(owner))


def person_answered(by: str, phrases: Phrases = ENGLISH) -> Message:
    """Return what the thread hears when user `by` has marked the question answered."""
    return _line(text(phrases["person_answered"] + " "), person(by))


def _line(*elements: dict[str, object]) -> Message:
    words = "".join(str(held.get("text", "")) for held in elements)
    return Message(blocks=(rich_text(section(*elements)),), text=escaped(words))
