"""The words that answer, as a notification shows them and a screen reader says them.

None of them stands without what gives it meaning: the section's heading, the items and terms that
it is under, and the headings of its columns.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.answering.citation import Citation
from assistant.slack.views.quoting.passage_parts import MARKER, Part
from assistant.slack.views.quoting.plain_words import letters
from assistant.slack.views.quoting.shortened import labelled_parts
from index_builder.index.passage import Passage, Sentence

# Of a passage that is nothing but headings.
_NOTHING = Part(kind="text", words="", joint="", column=0, marked=False)


def spoken_parts(citation: Citation) -> list[Part]:
    """Return the marked words with their labels, or all words if none are marked.

    The section's heading is in front of the first of them.
    """
    parts = labelled_parts(citation) or (_NOTHING,)
    tops = _table_tops([*citation.passage.sentences, *citation.marks])
    spoken: list[Part] = []
    for part in _with_columns(_marked(parts) or parts, tops):
        if not spoken:
            words = f"{_heading(citation.passage)} {part.words}".strip()
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


def _marked(parts: Sequence[Part]) -> list[Part]:
    """Return the marked parts, with "…" in place of parts left out between them."""
    kept: list[Part] = []
    skipped = False
    for part in parts:
        if part.marked:
            gap = f"{part.joint}… " if kept and skipped else part.joint
            kept.append(replace(part, joint=gap))
        skipped = not part.marked
    return kept


def _table_tops(sentences: Iterable[Sentence]) -> set[str]:
    """Return the letters of the rows that head the tables of some sentences."""
    rows = [[one.text for one in held.labels if " | " in one.text] for held in sentences]
    return {letters(labels[0]) for labels in rows if labels}


def _with_columns(parts: Iterable[Part], tops: set[str]) -> Iterator[Part]:
    """Yield parts without the marks of lists; each cell of a row has its column's heading."""
    columns: list[str] = []
    for part in parts:
        if part.kind == "row" and letters(part.words) in tops:
            columns = part.words.split(" | ")
        elif part.kind == "row":
            yield replace(part, words=_cells(columns, part.words.split(" | ")))
        else:
            marker = MARKER.match(part.words) if part.kind == "item" else None
            is_bullet = marker is not None and not marker["number"]
            yield replace(part, words=part.words[marker.end() :]) if marker and is_bullet else part


def _cells(columns: Sequence[str], cells: Sequence[str]) -> str:
    if not columns:
        return " | ".join(cells)
    if len(columns) != len(cells):  # plain text lacks a row's empty cells at either end
        return f"{' | '.join(columns)}: {' | '.join(cells)}"
    named = [(column.strip(), cell.strip()) for column, cell in zip(columns, cells, strict=True)]
    return "; ".join(f"{column}: {cell}" if column else cell for column, cell in named if cell)
