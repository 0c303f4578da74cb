"""A table -> preformatted text: where Slack's table block can't be used.

Columns stand under each other if the lines are short enough. If they are not, a line would wrap
inside a cell, so each row becomes lines of its own, one a cell, with its column's header.
"""

from assistant.slack.views.block_kit.elements import text
from assistant.slack.views.block_kit.message import Block
from assistant.slack.views.quoting.inline_words import added, inline
from assistant.slack.views.quoting.passage_parts import Part
from assistant.slack.views.quoting.tables import Table

WIDEST = 72  # characters of a line that Slack's message pane shows unbroken on a small window

_MARK, _UNMARKED = "▸ ", "  "  # before the rows if some are marked: preformatted text has no bold


def table_text(table: Table) -> list[Block]:
    """Return the elements of preformatted text that show a table.

    What is added to its words: blanks, bars and colons, a sign for marked rows, and a header's
    words on each row's lines.
    """
    some = len({row.marked for row in table.rows if row.kind == "row"}) > 1
    widths = _widths(table)
    if widths is not None:
        lines = [
            added(_sign(row, some=some, other=_UNMARKED), _aligned(table, row, widths))
            for row in table.rows
        ]
        return _joined(lines, "\n")
    if table.columns and table.has_header and len(table.rows) > 1:
        header, *rows = table.rows
        return _joined([_labelled(table, header, row, some=some) for row in rows], "\n\n")
    # Between long rows a blank line, since each takes several lines on the screen.
    return _joined(
        [added(_sign(row, some=some), _plain(inline(row))) for row in table.rows], "\n\n"
    )


def _widths(table: Table) -> list[int] | None:
    """Return the columns' widths, None if the columns are not known or the lines are too long."""
    rows = [table.cells(row) for row in table.rows]
    if not table.columns or any("\n" in row.words for row in table.rows):
        return None
    widths = [max(end - start for start, end in column) for column in zip(*rows, strict=True)]
    return widths if sum(widths) + 3 * (len(widths) - 1) <= WIDEST else None


def _aligned(table: Table, row: Part, widths: list[int]) -> list[Block]:
    """Return a row as a line, its cells as wide as their columns."""
    if row.kind == "gap":
        return inline(row)
    line: list[Block] = []
    for at, ((start, end), width) in enumerate(zip(table.cells(row), widths, strict=True)):
        line = added(line, [text(" | ")] if at else [])
        line = added(line, _plain(inline(row, start, end)))
        blanks = " " * (width - (end - start))
        line = added(line, [text(blanks)] if blanks else [])
    *others, last = line
    words = last["text"].rstrip()
    return [*others, {**last, "text": words}] if words else others


def _labelled(table: Table, header: Part, row: Part, *, some: bool) -> list[Block]:
    """Return a row's cells, each on a line after its column's header."""
    lines: list[list[Block]] = []
    for named, cell in zip(table.cells(header), table.cells(row), strict=True):
        words = _plain(inline(row, *cell))
        if not words:
            continue
        edge = _sign(row, some=some) if not lines else [text(_UNMARKED)]
        name = [*_plain(inline(header, *named)), text(": ")] if named[0] < named[1] else []
        name = name if row.kind == "row" else []
        lines.append(added(edge, added(name, words)))
    return _joined(lines, "\n")


def _sign(row: Part, *, some: bool, other: str = "") -> list[Block]:
    sign = (_MARK if row.marked else other) if some else ""
    return [text(sign)] if sign else []


def _plain(elements: list[Block]) -> list[Block]:
    """Return elements without styles, which preformatted text does not have."""
    plain = ({key: one[key] for key in one if key != "style"} for one in elements)
    return added([], list(plain))


def _joined(lines: list[list[Block]], separator: str) -> list[Block]:
    found: list[Block] = []
    for at, line in enumerate(lines):
        found = added(found, [text(separator)] if at else [])
        found = added(found, line)
    return found or [text("")]
