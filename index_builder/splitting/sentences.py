"""The sentences, list items and rows of a passage, each by its place in the source."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index_builder.index.passage import Label, Sentence
from index_builder.splitting.blocks import Block
from index_builder.splitting.document import Document
from index_builder.splitting.long_blocks import Render, sentence_ends
from index_builder.splitting.part_text import renderer_for

Labels = tuple[Label, ...]

_STRONG = (
    r"(?:(?P<mark>\*{2,3}|_{2,3})(?!\s)[^*_\n]{1,80}?(?<!\s)(?P=mark)"
    r"|<(?P<tag>b|strong)>[^<*_\n]{1,80}?</(?P=tag)>):?"
)
_BOLD = re.compile(_STRONG)  # a paragraph that serves as a heading
# Bold words that a paragraph or an item begins with. Those of a paragraph name it only if a mark or
# a line's end parts them from the rest: "**Van.** May be …", not "**Staff** may …".
_LEAD = re.compile(
    r"[\s>]*(?P<item>(?:[-*+]|\d{1,9}[.)])[ \t]+)?"
    rf"(?P<bold>{_STRONG})(?=(?P<rest>[^\n]{{0,8}}\n?).*\S)",
    re.DOTALL,
)
_PARTED = re.compile(r"[ \t]*(?:\\|<br ?/?>)?\r?\n|[ \t]*<br|[ \t]+[–—-][ \t]")
_WHOLE = {"list_item", "tr", "fence", "code_block", "html_block"}  # shown as a whole or not at all


def sentences_of(document: Document, blocks: Sequence[Block]) -> tuple[Sentence, ...]:
    """Return what may be marked in a section's blocks, in order, each with its labels.

    An item or a row counts as one, however many sentences it has: half a step or row misleads. Bold
    words that an item or a paragraph begins with are a label of all its sentences.
    """
    return tuple(
        sentence
        for leaf, labels in _beside_each_other(document, blocks, ())
        for sentence in _sentences(document, leaf, labels)
    )


def sentences_within(sentences: Sequence[Sentence], span: tuple[int, int]) -> tuple[Sentence, ...]:
    """Return the sentences of a section that are completely inside the characters `span`."""
    first = bisect_left(sentences, span[0], key=lambda sentence: sentence.span[0])
    last = bisect_right(sentences, span[1], key=lambda sentence: sentence.span[1])
    return tuple(sentences[first:last])


def _beside_each_other(
    document: Document, blocks: Sequence[Block], labels: Labels
) -> Iterator[tuple[Block, Labels]]:
    """Yield the blocks that have no parts, each with its labels.

    A paragraph that is bold from end to end labels what follows it, as a heading would.
    """
    bold: Labels = ()
    for block in blocks:
        heads = is_bold(document, block)
        yield from _within(document, block, labels if heads else (*labels, *bold))
        if heads:
            bold = (_label(document, block),)


def _within(document: Document, block: Block, labels: Labels) -> Iterator[tuple[Block, Labels]]:
    """Yield a block's leaves: items, terms, titles and header rows label what is under them."""
    if not block.parts:
        yield block, labels
    elif block.parts[0].kind == "tr":
        yield from _rows(document, block, labels)
    elif block.kind == "list_item" or _names_the_rest(document, block.parts[0]):
        first, *rest = block.parts
        yield from _within(document, first, labels)
        yield from _beside_each_other(document, rest, (*labels, _label(document, first)))
    else:
        yield from _beside_each_other(document, block.parts, labels)


def _names_the_rest(document: Document, first: Block) -> bool:
    """Return whether a block's first part is a term, or a title that the page's author wrote."""
    if first.kind not in ("admonition_title", "part_label"):
        return first.kind == "dt"
    start, end = document.source(first.lines[0], first.lines[0] + 1)
    return any(sign in document.masked[start:end] for sign in '"|')


def _rows(document: Document, table: Block, labels: Labels) -> Iterator[tuple[Block, Labels]]:
    """Yield a table's rows, labelled by the header and, under an empty first cell, the row above.

    The header itself is left out: alone it says nothing. It is in one block with the first row.
    """
    top, first = table.parts[0].parts
    under = (*labels, _label(document, top))
    named = under
    for row in (first, *table.parts[1:]):
        if row.is_unnamed:
            yield row, named
        else:
            yield row, under
            named = (*under, _label(document, row))


def is_bold(document: Document, block: Block) -> bool:
    """Whether a block is a paragraph that serves as a heading: it is bold from end to end."""
    start, end = document.source(*block.lines)
    source = document.masked[start:end].strip()
    return block.kind == "paragraph" and _BOLD.fullmatch(source) is not None


def _label(document: Document, block: Block) -> Label:
    return Label(span=document.trim(*document.source(*block.lines)), text=block.text)


def _sentences(document: Document, leaf: Block, labels: Labels) -> Iterator[Sentence]:
    start, end = document.source(*leaf.lines)
    source = document.masked[start:end]
    render = renderer_for(document, leaf, source)
    lead = _lead(document, leaf, source, render)
    for first, last, text in _parted(source, leaf, render):
        if text:
            span = document.trim(start + first, start + last)
            own = () if span == (lead and lead.span) else filter(None, (lead,))
            yield Sentence(span=span, text=text, labels=(*labels, *own))


def _lead(document: Document, leaf: Block, source: str, render: Render) -> Label | None:
    """Return the bold words by which a paragraph or an item names what it is about, if any."""
    found = _LEAD.match(source) if leaf.kind in ("paragraph", "list_item") else None
    if not found:
        return None
    text = render(source[found.start("bold") : found.end("bold")])
    is_parted = text[-1:] in (".", ":", "?", "!") or _PARTED.match(found["rest"])
    if not found["item"] and not is_parted:
        return None
    start, end = document.source(*leaf.lines)
    first = start + found.start("bold") if found["item"] else document.trim(start, end)[0]
    span = (first, start + found.end("bold"))
    return Label(span=span, text=text)


def _parted(source: str, leaf: Block, render: Render) -> list[tuple[int, int, str]]:
    """Return the parts of a block, if together they read as the whole does; else the whole.

    They do not if a sentence ends inside a link or emphasis.
    """
    if leaf.kind not in _WHOLE:
        bounds = pairwise([0, *sentence_ends(source), len(source)])
        parts = [(first, last, render(source[first:last])) for first, last in bounds]
        if _letters("".join(text for *_, text in parts)) == _letters(leaf.text):
            return parts
    return [(0, len(source), leaf.text)]


def _letters(text: str) -> str:
    return "".join(text.split())
