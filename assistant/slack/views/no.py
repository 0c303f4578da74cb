"""An honest no as Slack shows it: why, whom to ask, and what is related."""

from assistant.answer import Answer
from assistant.slack.views.elements import line
from assistant.slack.views.fallback import fallback_text
from assistant.slack.views.message import Message
from assistant.slack.views.shown import Shown


def no_message(answer: Answer, shown: Shown) -> Message:
    """Return the message of an abstention."""
    assert answer.reason
    text = fallback_text(answer, shown)
    return Message(blocks=(line(shown.replies[answer.reason]),), text=text)
