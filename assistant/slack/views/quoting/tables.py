"""The tables among the parts of a quote: which rows are one table's, and its cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.slack.views.quoting.passage_parts import Part

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of one table in the page's order, and gaps where rows are left out."""

    rows: tuple[Part, ...]

    @property
    def has_header(self) -> bool:
        """Whether the first row is the table's header."""
        first, *others = self.rows
        labelled = [row for row in others if header_span(row)]
        return header_span(first) is None and any(_is_header(first, row) for row in labelled)

    @property
    def columns(self) -> int:
        """The number of columns; 0 if the cells of a row are not known."""
        counts = [len(row.cells) for row in self.rows if row.kind == "row"]
        # Without the page, nobody knows which of a header's columns is missing.
        known = all(counts) and max(counts) == (counts[0] if self.has_header else min(counts))
        return counts[0] if known else 0

    @property
    def is_marked(self) -> bool:
        """Whether any of its rows is among the words that answer."""
        return any(row.marked for row in self.rows)

    def cells(self, row: Part) -> list[Span]:
        """Return the cells of a row, as many as there are columns; a gap has one."""
        if row.kind == "gap":
            return [(0, len(row.words)), *[(0, 0)] * (self.columns - 1)]
        return [*row.cells, *[(0, 0)] * (self.columns - len(row.cells))]


def with_tables(parts: Sequence[Part]) -> Iterator[Part | Table]:
    """Yield the parts in order, those that are rows as tables."""
    rows: list[Part] = []
    gap: Part | None = None  # after the rows so far
    for part in parts:
        if part.kind == "gap" and rows and gap is None:
            gap = part
            continue
        if part.kind == "row" and rows and _goes_on(rows, part, after_gap=gap is not None):
            rows += [gap, part] if gap else [part]
            gap = None
            continue
        if rows:
            yield Table(rows=tuple(rows))
        if gap:
            yield gap
        rows, gap = [part] if part.kind == "row" else [], None
        if part.kind != "row":
            yield part
    if rows:
        yield Table(rows=tuple(rows))
    if gap:
        yield gap


def header_span(row: Part) -> Span | None:
    """Return the place of a row's header, None if the row has none or is one."""
    label = next((label for label in row.labels if " | " in label.text), None)
    return label.span if label else None


def _goes_on(rows: Sequence[Part], row: Part, *, after_gap: bool) -> bool:
    """Return whether a row is one of the table that these rows are of."""
    known = [span for one in rows if (span := header_span(one))]
    wanted = header_span(row)
    if wanted is None:  # a header, or a row of which nothing is known
        return row.joint == "\n" and not after_gap
    return any(overlap(wanted, span) for span in known) if known else _is_header(rows[0], row)


def _is_header(first: Part, row: Part) -> bool:
    span = header_span(row)
    return span is not None and overlap(span, first.span)


def overlap(one: Span, other: Span) -> bool:
    """Return whether two places have a character in common."""
    return one[0] < other[1] and other[0] < one[1]
