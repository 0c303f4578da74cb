"""PB402: a table row with more or fewer cells than the table has columns."""

from collections.abc import Iterator

from index_builder.linting.finding import Fault, LintRule
from index_builder.linting.linted_folder import LintedFolder
from index_builder.linting.page_parts import TableRow


def _check(folder: LintedFolder) -> Iterator[Fault]:
    for page in folder.pages:
        for row in page.parts.rows:
            if row.cells != row.columns:
                found = "1 cell" if row.cells == 1 else f"{row.cells} cells"
                columns = "1 column" if row.columns == 1 else f"{row.columns} columns"
                yield Fault(
                    path=page.path,
                    line=row.line,
                    sentence=f"This row has {found}, but the table has {columns}",
                    fix=_fix(row),
                )


def _fix(row: TableRow) -> str:
    if row.cells > row.columns:
        return r"remove the extra cells, since most sites don't show them, or write a bar as \|"
    if row.cells == 1:
        return "leave an empty line before it, if it is text after the table, or add the cells"
    return "add the missing cells, empty ones if there is nothing to say"


RULE = LintRule(
    code="PB402",
    name="ragged-row",
    severity="warning",
    summary="A table row has more or fewer cells than the table has columns.",
    check=_check,
)
