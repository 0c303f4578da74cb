"""Sentences of the bot's own that are no reply to a question."""

from assistant.slack.views.elements import line
from assistant.slack.views.message import Message
from assistant.slack.views.text import escaped

NOT_A_MEMBER = "I am not in this channel. Invite me here, then share it again."
ASKED_ALREADY = "This has been passed on already."


def sentence(words: str) -> Message:
    """Return a sentence as a message."""
    return Message(blocks=(line(words),), text=escaped(words))
