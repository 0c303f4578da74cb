"""An answer as Slack shows it: the quote, where it stands, what else is relevant, buttons."""

from assistant.answer import Answer
from assistant.slack.views.elements import line, link, rich_text, section
from assistant.slack.views.fallback import fallback_text
from assistant.slack.views.message import Message
from assistant.slack.views.shown import Shown


def answer_message(answer: Answer, shown: Shown) -> Message:
    """Return an answer's message."""
    first = answer.citations[0]
    blocks = (
        line(first.passage.text[:9000]),
        rich_text(section(link(first.link, shown.phrases["read_there"]))),
    )
    return Message(blocks=blocks, text=fallback_text(answer, shown))
