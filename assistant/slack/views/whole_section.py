"""The whole of a section, quoted."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from assistant.answer import Answer
from assistant.slack.views.block_kit.elements import link, rich_text, section
from assistant.slack.views.block_kit.message import Message
from assistant.slack.views.fallback import linked, quoted_text
from assistant.slack.views.quoting.labelled import labelled
from assistant.slack.views.quoting.page_order import in_page_order
from assistant.slack.views.quoting.passage_parts import Part, passage_parts
from assistant.slack.views.quoting.quote_block import (
    parts_that_fit,
    rest_sentence,
    short_breadcrumb,
    short_url,
)
from assistant.slack.views.quoting.rich_text import quote_blocks
from assistant.slack.views.quoting.site_links import NO_LINKS, SiteLinks
from index_builder.index.passage import Passage, Sentence

_NO_MARKS: Mapping[str, Sequence[Sentence]] = MappingProxyType({})
FULL = 6_000  # characters of a message; a reader's patience ends before Slack's limit
MOST_MESSAGES = 3  # a longer section is better read on its page


def section_of(passage: Passage, passages: Iterable[Passage]) -> list[Passage]:
    """Return the passages of a passage's section, in order."""
    section = (passage.path, passage.headings)
    return [other for other in passages if (other.path, other.headings) == section]


def section_goes_on(answer: Answer, passages: Iterable[Passage]) -> bool:
    """Return whether an answer's section has passages that the answer does not quote."""
    if not answer.citations:
        return False
    first = answer.citations[0].passage
    quoted = {first.id, *(neighbour.passage.id for neighbour in answer.continued)}
    return any(passage.id not in quoted for passage in section_of(first, passages))


def section_messages(
    passages: Sequence[Passage],
    marks: Mapping[str, Sequence[Sentence]] = _NO_MARKS,
    links: SiteLinks = NO_LINKS,
) -> list[Message]:
    """Return a section's passages in order, in at most MOST_MESSAGES messages.

    `marks` has the sentences that are shown bold, by their passage's id. If something does not fit,
    a sentence says so and links to the page.
    """
    parts = in_page_order(
        (row, one, passage_parts(one, marks.get(one.id, ()), links, passages))
        for row, one in enumerate(passages)
    )
    messages: list[Message] = []
    while parts and len(messages) < MOST_MESSAGES:
        count = parts_that_fit(parts, FULL)
        kept, parts = parts[:count], parts[max(count, 1) :]
        is_cut = not count or (parts and len(messages) + 1 == MOST_MESSAGES)
        messages.append(_message(passages[0], kept, is_cut=bool(is_cut)))
    return messages


def _message(passage: Passage, parts: Sequence[Part], *, is_cut: bool) -> Message:
    url = short_url(passage.address)
    head = section(link(url, short_breadcrumb(passage), bold=True))
    tail = [section(*rest_sentence(passage, "rest" if parts else "not_shown"))] if is_cut else []
    place = linked(short_breadcrumb(passage), url)
    text = "\n".join(quoted_text(parts, place, 0))
    blocks = [rich_text(head), *quote_blocks(labelled(parts))]
    return Message(blocks=(*blocks, *([rich_text(*tail)] if tail else [])), text=text)
