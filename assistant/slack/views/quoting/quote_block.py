"""A citation as a block of rich text: its place as a link, the quote, what of it is not shown."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.citation import Citation
from assistant.answering.place import breadcrumb
from assistant.phrases.codes import PhraseCode
from assistant.phrases.phrasebook import phrase
from assistant.slack.views.block_kit.elements import bullets, link, rich_text, section, text
from assistant.slack.views.block_kit.message import Block, text_size, units
from assistant.slack.views.block_kit.safe_text import cut
from assistant.slack.views.quoting.passage_parts import Part
from assistant.slack.views.quoting.rich_text import quote_elements
from index_builder.index.passage import Passage

MOST_LINK = 400  # characters of an address in a message; longer ones open the section instead
MOST_BREADCRUMB = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """The parts of a passage that have room, and whether they are all of it."""

    parts: tuple[Part, ...]
    whole: bool


def fitted(parts: Sequence[Part], room: int) -> Fitted:
    """Return as many parts as `room` characters hold, the marked ones before others.

    Cut is between sentences, items or rows, and never behind a colon that announces more.
    """
    count = parts_that_fit(parts, room)
    first = next((at for at, held in enumerate(parts) if held.marked), 0)
    if count < len(parts) and any(held.marked for held in parts[count:]):
        parts, whole = parts[first:], first == 0
        count = parts_that_fit(parts, room)
    else:
        whole = True
    kept = list(parts[:count])
    while len(kept) < len(parts) and kept and kept[-1].words.endswith(":"):
        kept.pop()
    return Fitted(parts=tuple(kept), whole=whole and len(kept) == len(parts))


def parts_that_fit(parts: Sequence[Part], room: int) -> int:
    """Return how many of the first parts `room` holds."""
    return bisect_right(
        range(1, len(parts) + 1), room, key=lambda count: text_size(quote_elements(parts[:count]))
    )


def short_breadcrumb(passage: Passage) -> str:
    """Return page title and headings, outermost first, cut to a line or two."""
    return cut(breadcrumb(passage), MOST_BREADCRUMB)


def citation_url(held: Citation) -> str:
    """Return the address that opens a citation; where the words make it too long, its section's."""
    return short_url(held.link) or short_url(held.passage.url)


def short_url(url: str) -> str:
    """Return an address that is short enough for a message, or none."""
    return url if units(url) <= MOST_LINK else ""


def citation_link(held: Citation, *, bold: bool = False) -> Block:
    """Return the breadcrumb as a link to the words."""
    return link(citation_url(held), short_breadcrumb(held.passage), bold=bold)


def cited_list(title: str, citations: Sequence[Citation]) -> Block:
    """Return citations as a list of links, one line each, under a title."""
    entries = [section(citation_link(held)) for held in citations]
    return rich_text(section(text(title, bold=True)), bullets(entries))


def quote_block(head: Block, passage: Passage, parts: Sequence[Part], room: int) -> Block:
    """Return a passage's parts as a quote under `head`, in `room` characters at the most.

    What has no room is left away with a sentence that says so and links to it. With too little room
    for any part, the head and that sentence are all there is.
    """
    found = fitted(parts, room - text_size([head, rest_sentence(passage, "rest")]))
    elements = [section(head), *quote_elements(found.parts)]
    if not found.whole:
        code: PhraseCode = "rest" if found.parts else "not_shown"
        elements.append(section(*rest_sentence(passage, code)))
    return rich_text(*elements)


def rest_sentence(passage: Passage, code: PhraseCode) -> list[Block]:
    """Return the sentence that says what is not shown, with its link."""
    words = f"{phrase(code)} "
    return [text(words), link(short_url(passage.url), phrase("rest_link")), text(".")]
