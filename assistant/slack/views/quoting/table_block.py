"""A table -> Slack's table block, whose long cells wrap within their columns."""

from assistant.slack.views.block_kit.elements import rich_text, section
from assistant.slack.views.block_kit.message import Block, text_size
from assistant.slack.views.block_kit.safe_text import visible
from assistant.slack.views.quoting.inline_words import inline
from assistant.slack.views.quoting.passage_parts import Part
from assistant.slack.views.quoting.tables import Table

# "Table block", docs.slack.dev, 2026: of the tables of a message together, in characters, the last.
MOST_ROWS, MOST_COLUMNS, MOST_CELLS_TEXT = 100, 20, 10_000
# Cells with bold words or links are blocks of their own, and a message's blocks weigh about 125
# characters each (see MOST_TEXT): these are what an answer leaves of MOST_BLOCKS.
MOST_RICH_CELLS = 30


def table_block(table: Table) -> Block | None:
    """Return a table as a block, None if it has no known header or is past Slack's limits."""
    columns = table.columns
    if not (table.has_header and 0 < columns <= MOST_COLUMNS and len(table.rows) <= MOST_ROWS):
        return None
    rows = [[_cell(row, *cell) for cell in table.cells(row)] for row in table.rows]
    rich = sum(cell["type"] == "rich_text" for row in rows for cell in row)
    if rich > MOST_RICH_CELLS or text_size(rows) > MOST_CELLS_TEXT:
        return None
    return {
        "type": "table",
        "column_settings": [{"is_wrapped": True} for _ in range(columns)],
        "rows": rows,
    }


def _cell(row: Part, start: int, end: int) -> Block:
    """Return a cell: literal words if nothing in it is bold or a link."""
    elements = inline(row, start, end)
    if all(one["type"] == "text" and "style" not in one for one in elements):
        return {"type": "raw_text", "text": visible(row.words[start:end]) or " "}
    return rich_text(section(*elements))
