"""The fixed words around what is quoted; another language is another mapping of the same codes."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

from assistant.phrases.around_quotes import (
    AFTER,
    ALSO,
    BEFORE,
    CONTACT,
    MISSING,
    NEAREST,
    SEARCHED_FOR,
)

PhraseCode = Literal[
    "searched_for",
    "asked",
    "you_asked",
    "no_more",
    "also",
    "nearest",
    "before",
    "after",
    "missing",
    "contact",
    "changed",
    "rest",
    "not_shown",
    "rest_link",
    "too_long",
    "helpful",
    "not_helpful",
    "more",
    "ask_person",
    "share",
    "feedback_title",
    "feedback_send",
    "feedback_cancel",
    "feedback_what",
    "wrong",
    "incomplete",
    "out_of_date",
    "feedback_comment",
    "feedback_hint",
    "thanks",
    "person_wanted",
    "person_near",
    "person_thread",
    "mark_answered",
    "person_asked",
    "passed_to",
    "person_answered",
    "content_changed",
    "no_longer",
    "home_title",
    "home_what",
    "home_covers",
    "home_changed",
    "home_more",
    "home_try",
    "home_ask",
    "sample",
    "home_stored",
    "stored",
    "help",
    "status",
    "error",
    "moment",
    "outsiders",
    "gone",
    "not_allowed",
    "not_a_member",
    "asked_already",
    "looking",
]
PHRASES: tuple[PhraseCode, ...] = get_args(PhraseCode)
Phrases = Mapping[PhraseCode, str]

# A name in braces is filled in: see `filled`.
ENGLISH: Phrases = MappingProxyType(
    {
        "searched_for": SEARCHED_FOR,
        "asked": "asked:",
        "you_asked": "You asked:",
        "also": ALSO,
        "nearest": NEAREST,
        "before": BEFORE,
        "after": AFTER,
        "missing": MISSING,
        "contact": CONTACT,
        "changed": "page last changed on {date}",
        "no_more": "That was all of this section.",
        "rest": "There is no room here for all of it. Read the whole",
        "not_shown": "This is too long to show here. Read it",
        "too_long": "The answer is too long to show here. Read it in the playbook:",
        "rest_link": "in the playbook",
        "helpful": "Helpful",
        "not_helpful": "Not helpful",
        "more": "Show more of this section",
        "ask_person": "Ask a person",
        "share": "Share in this channel",
        "feedback_title": "What is wrong with it?",
        "feedback_send": "Send",
        "feedback_cancel": "Cancel",
        "feedback_what": "The answer is",
        "wrong": "Wrong: it does not answer my question",
        "incomplete": "Incomplete: something is missing",
        "out_of_date": "Out of date: the playbook has to change",
        "feedback_comment": "In a sentence, if you like",
        "feedback_hint": "The playbook's editors read it. Leave out personal data.",
        "thanks": "Thank you. The playbook's editors will see this.",
        "person_wanted": "could not find this in the playbook and asks you:",
        "person_near": "The nearest the playbook has:",
        "person_thread": "Answer in the thread",
        "mark_answered": "Mark as answered",
        "person_asked": "I have passed this on. Somebody will answer here.",
        "passed_to": "I have passed this on to",
        "person_answered": "This was marked as answered by",
        "content_changed": "The playbook has changed since this was answered.",
        "no_longer": "What was quoted here no longer stands in the playbook.",
        "home_title": "The playbook, in its own words",
        "home_what": (
            "Ask a question and get the passage that answers it, word for word, with a link to the "
            "place. Where the playbook does not answer, you are told so. Nothing is made up."
        ),
        "home_covers": "What it covers",
        "home_changed": "The playbook last changed on {date}.",
        "home_more": "… and {count} more pages",
        "sample": "{heading}: what does the playbook say?",
        "home_try": "Try one of these",
        "home_ask": "Write to me under Messages, mention me in a channel, or type {command}.",
        "home_stored": "How questions are stored",
        "stored": (
            "Questions are kept so that a thread can go on and the editors see what is missing."
        ),
        "help": (
            "I answer from the playbook, in its own words:\n"
            "Mention me in a channel and ask; I answer in the thread, where you can go on asking.\n"
            "Write to me directly.\n"
            "Type {command} and your question; only you see the answer, and can share it.\n"
            "Choose “Find this in the playbook” from the menu of somebody's message.\n"
            "If you edit your question, the answer changes with it."
        ),
        "status": "Status",
        "error": (
            "Something went wrong here, and your question is not answered. Please ask again in a "
            "minute. If it stays so, give this number to whoever runs me: {reference}"
        ),
        "moment": "Many questions at once. Yours is in the queue, a moment please.",
        "outsiders": (
            "People from outside can read this channel, so I do not answer here. "
            "Write to me directly."
        ),
        "gone": "I no longer have that answer. Please ask again.",
        "not_allowed": "That is only for those who look after me.",
        "not_a_member": "I am not in this channel. Invite me here, then share it again.",
        "asked_already": "This has been passed on already.",
        "looking": "is looking in the playbook…",
    }
)


def filled(phrases: Phrases, code: PhraseCode, **values: str) -> str:
    """Return a phrase with its names in braces filled in; other braces stay as they are."""
    text = phrases[code]
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
