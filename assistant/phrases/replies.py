"""The short sentences said where there is no answer to quote, or none that is sure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

ReplyCode = Literal[
    "empty",
    "too_long",
    "too_vague",
    "not_a_question",
    "not_in_playbook",
    "off_topic",
    "may_answer",  # the middle between an answer and a no
]
Replies = Mapping[ReplyCode, str]

# Each says what is the matter and what to do next. No apologies, no blame, nothing a screen reader
# would stumble over; another language is another mapping of the same codes.
ENGLISH: Replies = MappingProxyType(
    {
        "empty": "There is no question here that I can read. Ask one in your own words.",
        "too_long": (
            "That is more text than I can read at once. "
            "Ask the one thing you need to know, in a sentence or two."
        ),
        "too_vague": (
            "I can't tell what this is about. Name the subject and what you need to know about it."
        ),
        "not_a_question": (
            "Hello! I look things up in the playbook and quote its own words. "
            "Ask me a question about what it covers."
        ),
        "not_in_playbook": (
            "The playbook does not answer this. "
            "If other words might be used for it there, ask again with those."
        ),
        "off_topic": (
            "This is outside what the playbook covers. Ask me about something it is meant for."
        ),
        "may_answer": "This may answer it. Read it at its source before you rely on it.",
    }
)
