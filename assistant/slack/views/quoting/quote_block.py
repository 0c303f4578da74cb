"""A citation as a block of rich text: its place as a link, the quote, and what is not shown."""

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
from assistant.slack.views.quoting.site_links import MOST_LINK
from index_builder.index.passage import Passage

MOST_BREADCRUMB = 200
# Characters of a list of links: five of the longest, or nine of a more usual length. This leaves
# more than half of a message to the quote.
MOST_LIST = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """The parts of a passage that fit, and whether they are all of it."""

    parts: tuple[Part, ...]
    whole: bool


def fitted(parts: Sequence[Part], room: int) -> Fitted:
    """Return as many parts as fit in `room` characters; marked ones take precedence.

    Cuts fall between sentences, items or rows, and never after a colon that announces more.
    """
    count = parts_that_fit(parts, room)
    first = next((at for at, part in enumerate(parts) if part.marked), 0)
    if count < len(parts) and any(part.marked for part in parts[count:]):
        parts, whole = parts[first:], first == 0
        count = parts_that_fit(parts, room)
    else:
        whole = True
    kept = list(parts[:count])
    while len(kept) < len(parts) and kept and kept[-1].words.endswith(":"):
        kept.pop()
    return Fitted(parts=tuple(kept), whole=whole and len(kept) == len(parts))


def parts_that_fit(parts: Sequence[Part], room: int) -> int:
    """Return how many parts, from the first on, fit in `room` characters."""
    return bisect_right(
        range(1, len(parts) + 1), room, key=lambda count: text_size(quote_elements(parts[:count]))
    )


def short_breadcrumb(passage: Passage) -> str:
    """Return page title and headings, outermost first, cut to a line or two."""
    return cut(breadcrumb(passage), MOST_BREADCRUMB)


def citation_url(citation: Citation) -> str:
    """Return the address that opens a citation, or its section if the words make it too long."""
    return short_url(citation.link) or short_url(citation.passage.address)


def short_url(url: str) -> str:
    """Return an address if it is short enough for a message, otherwise ""."""
    return url if units(url) <= MOST_LINK else ""


def citation_link(citation: Citation, *, bold: bool = False) -> Block:
    """Return the breadcrumb as a link to the cited words."""
    return link(citation_url(citation), short_breadcrumb(citation.passage), bold=bold)


def cited_list(title: str, citations: Sequence[Citation], *, bold: bool = True) -> list[Block]:
    """Return citations as a list of links under a title, as many as MOST_LIST allows, if any."""
    entries = [section(citation_link(citation)) for citation in citations]
    while text_size(entries) > MOST_LIST:
        entries.pop()
    return [rich_text(section(text(title, bold=bold)), bullets(entries))] if entries else []


def quote_block(
    head: Block | None, passage: Passage, parts: Sequence[Part], room: int, *, bold: bool = True
) -> Block:
    """Return a passage's parts as a quote under `head`, if any, in at most `room` characters.

    If something does not fit, a sentence says so and links to the page. If no part fits, the block
    is only the head and that sentence.
    """
    above = [section(head)] if head else []
    kept = fitted(parts, room - text_size([above, rest_sentence(passage, "rest")]))
    elements = [*above, *quote_elements(kept.parts, bold=bold)]
    if not kept.whole:
        code: PhraseCode = "rest" if kept.parts else "not_shown"
        elements.append(section(*rest_sentence(passage, code)))
    return rich_text(*elements)


def rest_sentence(passage: Passage, code: PhraseCode) -> list[Block]:
    """Return the sentence that says that something is not shown, with a link to the page."""
    words = f"{phrase(code)} "
    return [text(words), link(short_url(passage.address), phrase("rest_link")), text(".")]
