"""The sentences, list items and rows of a passage, each by its place in the source."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index_builder.passage import Sentence
from index_builder.splitting.blocks import Block
from index_builder.splitting.document import Document
from index_builder.splitting.long_blocks import Render, sentence_ends
from index_builder.splitting.part_text import reader

_WHOLE = {"list_item", "tr", "fence", "code_block", "html_block"}  # what is shown or not, as one


def sentences_of(document: Document, blocks: Sequence[Block]) -> tuple[Sentence, ...]:
    """Return what may be marked in a section's blocks, in order.

    An item or a row is one, however many sentences it has: half a step or half a row misleads.
    """
    return tuple(
        sentence
        for block in blocks
        for leaf in _leaves(block)
        for sentence in _sentences(document, leaf)
    )


def within(sentences: Sequence[Sentence], span: tuple[int, int]) -> tuple[Sentence, ...]:
    """Return those of a section's sentences that are whole inside the characters `span`."""
    first = bisect_left(sentences, span[0], key=lambda held: held.span[0])
    last = bisect_right(sentences, span[1], key=lambda held: held.span[1])
    return tuple(sentences[first:last])


def _leaves(block: Block) -> Iterator[Block]:
    """Yield the blocks that have no parts; of a table's first row and header, the row alone."""
    if not block.parts:
        yield block
    for part in block.parts[1:] if block.kind == "tr" else block.parts:
        yield from _leaves(part)


def _sentences(document: Document, leaf: Block) -> Iterator[Sentence]:
    start, end = document.source(*leaf.lines)
    source = document.masked[start:end]
    for first, last, text in _parted(source, leaf, reader(document, leaf, source)):
        if text:
            yield Sentence(span=document.trim(start + first, start + last), text=text)


def _parted(source: str, leaf: Block, render: Render) -> list[tuple[int, int, str]]:
    """Return the parts of a block, where together they read as the whole does; else the whole.

    They do not where a sentence ends inside a link or emphasis.
    """
    if leaf.kind not in _WHOLE:
        bounds = pairwise([0, *sentence_ends(source), len(source)])
        parts = [(first, last, render(source[first:last])) for first, last in bounds]
        if _letters("".join(text for *_, text in parts)) == _letters(leaf.text):
            return parts
    return [(0, len(source), leaf.text)]


def _letters(text: str) -> str:
    return "".join(text.split())
