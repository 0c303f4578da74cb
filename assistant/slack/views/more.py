"""The rest of a section, quoted."""

from collections.abc import Sequence

from assistant.slack.views.elements import line
from assistant.slack.views.message import Message
from assistant.slack.views.shown import Shown
from assistant.slack.views.text import cut, escaped
from index_builder.passage import Passage


def section_messages(passages: Sequence[Passage], shown: Shown) -> list[Message]:
    """Return a section's passages, in order, as few messages as hold them."""
    return [
        Message(blocks=(line(held.text[:9000]),), text=cut(escaped(held.text), 3000))
        for held in passages
    ]
