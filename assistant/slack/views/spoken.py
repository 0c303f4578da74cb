"""The words that answer, as a notification shows them and a screen reader says them.

None of them stands without what gives it meaning: the section's heading, the items and terms that
it is under, the headings of its columns, and the footnote that it cites if that answers too.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.answering.citation import Citation
from assistant.slack.views.quoting.chosen_parts import assembled
from assistant.slack.views.quoting.page_order import cited_parts
from assistant.slack.views.quoting.passage_parts import MARKER, Part
from assistant.slack.views.quoting.tables import Table, with_tables
from index_builder.index.passage import Passage

# Of a passage that is nothing but headings.
_NOTHING = Part(kind="text", words="", joint="", column=0, marked=False)


def spoken_parts(cited: Sequence[Citation]) -> list[Part]:
    """Return the marked words of the passages that are cited together, with their labels.

    If none are marked, it is all words of the first passage. The section's heading is in front.
    """
    said = sorted((one for one in cited if one.marks), key=lambda one: one.row) or cited[:1]
    parts = cited_parts(said) or [_NOTHING]
    kept = [at for at, part in enumerate(parts) if part.marked] or range(len(parts))
    spoken: list[Part] = []
    for part in _without_gaps(_without_marks(assembled(parts, kept))):
        if not spoken:
            words = f"{_heading(said[0].passage)} {part.words}".strip()
            spoken.append(replace(part, words=words, joint=""))
        elif spoken[-1].words.endswith(":") and part.kind != "code" and "…" not in part.joint:
            spoken.append(replace(part, joint=" "))
        else:
            spoken.append(part)
    return spoken


def _heading(passage: Passage) -> str:
    """Return the heading of a passage's section, or its page's title, as it stands before words."""
    words = " ".join((passage.headings or (passage.page_title,))[-1].split())
    return words if not words or words[-1] in ".:?!" else f"{words}:"


def _without_marks(parts: Sequence[Part]) -> Iterator[Part]:
    """Yield parts without bullets; each cell of a table's row has its column's heading."""
    for held in with_tables(parts):
        if isinstance(held, Table):
            yield from _rows(held)
            continue
        marker = MARKER.match(held.words) if held.kind == "item" else None
        is_bullet = marker is not None and not marker["number"]
        yield replace(held, words=held.words[marker.end() :]) if marker and is_bullet else held


def _rows(table: Table) -> Iterator[Part]:
    if not table.has_header:
        yield from table.rows
        return
    header, *rows = table.rows
    for row in rows:
        yield row if row.kind == "gap" else replace(row, words=_named_cells(header, row))


def _named_cells(header: Part, row: Part) -> str:
    """Return the cells of a row, each after its column's heading if it is known which that is."""
    if not 0 < len(row.cells) <= len(header.cells):
        return f"{header.words}: {row.words}"
    columns = [header.words[slice(*cell)] for cell in header.cells]
    cells = [row.words[slice(*cell)] for cell in row.cells]
    named = zip(columns, cells, strict=False)
    return "; ".join(f"{column}: {cell}" if column else cell for column, cell in named if cell)


def _without_gaps(parts: Iterable[Part]) -> Iterator[Part]:
    """Yield parts with "…" in front of those that come after a gap."""
    gap: Part | None = None
    for part in parts:
        if part.kind == "gap":
            gap = part
            continue
        yield replace(part, joint=f"{gap.joint}{gap.words} ") if gap else part
        gap = None
