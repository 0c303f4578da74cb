"""Table rows as preformatted text, in aligned columns if the lines are short enough."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDEST = 72  # characters of a line that Slack's message pane shows unbroken on a small window

_MARK, _UNMARKED = "▸ ", "  "  # before the rows if some are marked: preformatted text has no bold


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row as plain text has it, its cells separated by " | "."""

    words: str
    marked: bool


def table_text(rows: Sequence[TableRow]) -> str:
    """Return rows as lines; only blanks, and a sign for marked rows, are added to their words."""
    some = len({row.marked for row in rows}) > 1
    aligned = _aligned([row.words.split(" | ") for row in rows])
    if aligned is None:
        # Between long rows a blank line, since each takes several lines on the screen.
        return "\n\n".join(f"{_MARK if some and row.marked else ''}{row.words}" for row in rows)
    signs = [(_MARK if row.marked else _UNMARKED) if some else "" for row in rows]
    return "\n".join(f"{sign}{line}" for sign, line in zip(signs, aligned, strict=True))


def _aligned(cells: Sequence[Sequence[str]]) -> list[str] | None:
    """Return lines with aligned bars; None if the cells differ in number or the lines are long."""
    if len({len(row) for row in cells}) != 1 or any("\n" in cell for row in cells for cell in row):
        return None
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    if sum(widths) + 3 * (len(widths) - 1) > WIDEST:
        return None
    padded = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in cells]
    return [" | ".join(row).rstrip() for row in padded]
