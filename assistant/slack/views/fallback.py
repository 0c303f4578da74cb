"""A reply in plain words: for notifications, screen readers, and where its blocks are refused."""

from assistant.answer import Answer
from assistant.slack.views.message import MOST_FALLBACK
from assistant.slack.views.shown import Shown
from assistant.slack.views.text import cut, escaped


def fallback_text(answer: Answer, shown: Shown) -> str:
    """Return the reply as text for mrkdwn, escaped, at most MOST_FALLBACK characters."""
    if answer.reason:
        return cut(escaped(shown.replies[answer.reason]), MOST_FALLBACK)
    first = answer.citations[0]
    return cut(escaped(f"{first.passage.text}\n{first.link}"), MOST_FALLBACK)
