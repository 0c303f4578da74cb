"""The whole of a section, quoted."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.slack.views.block_kit.elements import link, rich_text, section
from assistant.slack.views.block_kit.message import Message
from assistant.slack.views.fallback import linked, quoted_text
from assistant.slack.views.quoting.passage_parts import Part, passage_parts
from assistant.slack.views.quoting.quote_block import (
    parts_that_fit,
    rest_sentence,
    short_breadcrumb,
    short_url,
)
from assistant.slack.views.quoting.rich_text import quote_elements
from index_builder.index.passage import Passage

FULL = 6_000  # characters of a message: a reader's patience ends before Slack's room does
MOST_MESSAGES = 3  # a section that is longer is read on its page


def section_messages(passages: Sequence[Passage]) -> list[Message]:
    """Return a section's passages in order, in MOST_MESSAGES messages at the most.

    What has no room is left away with a sentence that says so and links to it.
    """
    parts = _parts(passages)
    messages: list[Message] = []
    while parts and len(messages) < MOST_MESSAGES:
        count = parts_that_fit(parts, FULL)
        kept, parts = parts[:count], parts[max(count, 1) :]
        is_cut = not count or (parts and len(messages) + 1 == MOST_MESSAGES)
        messages.append(_message(passages[0], kept, is_cut=bool(is_cut)))
    return messages


def _parts(passages: Sequence[Passage]) -> list[Part]:
    """Return the parts of all passages, parted where one ends as the page parts them."""
    parts = [*passage_parts(passages[0])] if passages else []
    for before, after in pairwise(passages):
        # Without an empty line between them, they were cut within a block.
        joint = " " if after.lines[0] - before.lines[1] < 2 else "\n\n"
        first, *others = passage_parts(after) or [None]
        parts += [replace(first, joint=joint)] if first else []
        parts += [held for held in others if held]
    return parts


def _message(passage: Passage, parts: Sequence[Part], *, is_cut: bool) -> Message:
    url = short_url(passage.url)
    head = section(link(url, short_breadcrumb(passage), bold=True))
    tail = [section(*rest_sentence(passage, "rest" if parts else "not_shown"))] if is_cut else []
    place = linked(short_breadcrumb(passage), url)
    text = "\n".join(quoted_text(parts, place, 0))
    return Message(blocks=(rich_text(head, *quote_elements(parts), *tail),), text=text)
