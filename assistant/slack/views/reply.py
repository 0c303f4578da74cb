"""An answer or a no, as Slack shows it."""

from assistant.answer import Answer
from assistant.slack.views.answer import answer_message
from assistant.slack.views.fallback import fallback_text
from assistant.slack.views.message import Message
from assistant.slack.views.no import no_message
from assistant.slack.views.reply_context import Shown

__all__ = ["fallback_text", "reply_message"]


def reply_message(answer: Answer, shown: Shown) -> Message:
    """Return the message that replies to a question."""
    return answer_message(answer, shown) if answer.answered else no_message(answer, shown)
