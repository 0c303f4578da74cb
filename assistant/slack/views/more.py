"""The whole of a section, quoted."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.slack.views.block_kit import link, rich_text, section
from assistant.slack.views.fallback import linked, quoted_text
from assistant.slack.views.message import Message
from assistant.slack.views.passage_parts import Part, parts_of
from assistant.slack.views.quote import address, crumb, holds, rest
from assistant.slack.views.reply_context import Shown
from assistant.slack.views.rich_text import quoted
from index_builder.index.passage import Passage

FULL = 6_000  # characters of a message: a reader's patience ends before Slack's room does
MOST_MESSAGES = 3  # a section that is longer is read on its page


def section_messages(passages: Sequence[Passage], shown: Shown) -> list[Message]:
    """Return a section's passages in order, in MOST_MESSAGES messages at the most.

    What has no room is left away with a sentence that says so and links to it.
    """
    parts = _parts(passages)
    messages: list[Message] = []
    while parts and len(messages) < MOST_MESSAGES:
        count = holds(parts, FULL)
        kept, parts = parts[:count], parts[max(count, 1) :]
        is_cut = not count or (parts and len(messages) + 1 == MOST_MESSAGES)
        messages.append(_message(passages[0], kept, shown, is_cut=bool(is_cut)))
    return messages


def _parts(passages: Sequence[Passage]) -> list[Part]:
    """Return the parts of all passages, parted where one ends as the page parts them."""
    parts = [*parts_of(passages[0])] if passages else []
    for before, after in pairwise(passages):
        # Without an empty line between them, they were cut within a block.
        joint = " " if after.lines[0] - before.lines[1] < 2 else "\n\n"
        first, *others = parts_of(after) or [None]
        parts += [replace(first, joint=joint)] if first else []
        parts += [held for held in others if held]
    return parts


def _message(passage: Passage, parts: Sequence[Part], shown: Shown, *, is_cut: bool) -> Message:
    url = address(passage.url)
    head = section(link(url, crumb(passage), bold=True))
    tail = [section(*rest(passage, "rest" if parts else "not_shown", shown))] if is_cut else []
    place = linked(crumb(passage), url)
    text = "\n".join(quoted_text(parts, place, 0, shown))
    return Message(blocks=(rich_text(head, *quoted(parts), *tail),), text=text)
