"""What stands above a quote on its page and gives its words their meaning. Pure.

A row of a long table says nothing without the table's header, an item nothing without the item that
it is in. Where a passage begins under such labels, they are quoted too, from their own lines.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.lists import is_row
from index_builder.index.passage import Label, Passage, Sentence

MOST_LEAD_IN = 400  # characters of the text before a table that are quoted with its header

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """Words of a page above a quote, in its own section."""

    quote: str  # the source, byte for byte
    span: Span  # characters of the page
    lines: tuple[int, int]  # 1-based, inclusive


def above(passages: Sequence[Passage], row: int, marks: Sequence[Sentence]) -> tuple[Above, ...]:
    """Return what stands above the passage at `row` and labels its first sentence or its marks.

    `passages` are those of the whole index: it is in those before it, of the same page. A table's
    header comes with the text right before the table, if that is short.
    """
    passage = passages[row]
    sentences = (*passage.sentences[:1], *marks)
    labels = {
        label.span: label
        for sentence in sentences
        for label in sentence.labels
        if label.span[1] <= passage.span[0]
    }
    found = (_quoted(passages, row, labels[span]) for span in sorted(labels))
    return tuple(one for one in found if one)


def is_told_above(passage: Passage, marks: Sequence[Sentence], told: Sequence[Above]) -> bool:
    """Whether a passage holds the rest of a table, and what is marked in it is told `above`."""
    spans = [one.span for one in told]
    if not marks or not all(_is_in(mark.span, spans) for mark in marks):
        return False
    others = [held for held in passage.sentences if not _is_in(held.span, spans)]
    return all(is_row(held.text) or _heads(held) for held in others)


def untold(found: Sequence[Above], told: Sequence[Above]) -> tuple[Above, ...]:
    """Return those that are not told already: continued quotes need no header again."""
    spans = [one.span for one in told]
    return tuple(one for one in found if not _is_in(one.span, spans))


def _heads(sentence: Sentence) -> bool:
    return any(is_row(label.text) for label in sentence.labels)


def _is_in(span: Span, spans: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _quoted(passages: Sequence[Passage], row: int, label: Label) -> Above | None:
    """Return the source of a label, if a passage of the page before `row` has all of it."""
    for passage in _before(passages, row):
        if passage.span[0] <= label.span[0] and label.span[1] <= passage.span[1]:
            return _from(passage, _with_lead_in(passage, label))
    return None


def _before(passages: Sequence[Passage], row: int) -> Iterator[Passage]:
    at = row - 1
    while at >= 0 and passages[at].path == passages[row].path:
        yield passages[at]
        at -= 1


def _with_lead_in(passage: Passage, label: Label) -> Span:
    start, end = label.span
    before = [held for held in passage.sentences if held.span[1] <= start]
    is_short = bool(before) and start - before[0].span[0] <= MOST_LEAD_IN
    return (before[0].span[0] if is_row(label.text) and is_short else start, end)


def _from(passage: Passage, span: Span) -> Above:
    quote = passage.quote[span[0] - passage.span[0] : span[1] - passage.span[0]]
    first = passage.lines[0] + line_ends(passage.quote[: span[0] - passage.span[0]])
    return Above(quote=quote, span=span, lines=(first, first + line_ends(quote)))


def line_ends(text: str) -> int:
    """Return how many lines end in a text, by any of the three line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n")
