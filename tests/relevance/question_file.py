"""A file of judged questions, and the check that its gold stands in the content.

One JSON object a line: `{id, question, answerable, type, gold: [{path, heading_path, anchor,
group, quotes}]}`; other fields are passed over. `quotes` are raw substrings of the file. Gold rows
of one `group` are alternatives, different groups are all needed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .judging import Gold, PageText
from .rows import RelevanceError, Row, read_rows, read_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as a person asked it, and what answers it."""

    id: str
    text: str
    answerable: bool
    type: str  # the judges' own word for its kind
    gold: tuple[Gold, ...]  # of an answerable question at least one, else none


def read_questions(path: Path) -> tuple[Question, ...]:
    """Read the questions of a file.

    Raises:
        RelevanceError: a row is malformed; the message says which line and why.
    """
    questions = tuple(_question(row) for row in _unique(path))
    if not questions:
        raise RelevanceError(f"{path}: no question in it: one JSON object a line was wanted")
    return questions


def _unique(path: Path) -> list[Row]:
    rows: dict[str, Row] = {}
    for row in read_rows(path):
        first = rows.setdefault(row.text("id"), row)
        if first is not row:
            raise RelevanceError(f"{row.place}: id {row.text('id')!r} stands at {first.place} too")
    return list(rows.values())


def _question(row: Row) -> Question:
    gold = tuple(_gold(held) for held in row.rows("gold"))
    answerable = row.flag("answerable")
    if answerable != bool(gold):
        found = "no gold" if answerable else f"{len(gold)} gold rows"
        raise RelevanceError(f"{row.place}: 'answerable' is {answerable}, with {found}: mend one")
    return Question(
        id=row.text("id"),
        text=row.text("question"),
        answerable=answerable,
        type=row.text("type"),
        gold=gold,
    )


def _gold(row: Row) -> Gold:
    return Gold(
        place=row.place,
        path=row.text("path"),
        heading_path=row.texts("heading_path"),
        anchor=row.text("anchor"),
        group=row.number("group"),
        quotes=row.texts("quotes"),
    )


def read_gold_pages(questions: Sequence[Question], content: Path) -> Mapping[str, PageText]:
    """Return the text of every page that a gold row names, by path.

    Raises:
        RelevanceError: a gold path is not in the content, or a gold quote not in its file.
    """
    pages: dict[str, PageText] = {}
    for gold in (gold for question in questions for gold in question.gold):
        if gold.path not in pages:
            pages[gold.path] = PageText.of(_page(gold, content))
        for quote in gold.quotes:
            if not pages[gold.path].places(quote):
                raise RelevanceError(
                    f"{gold.place}: the gold quote {quote[:60]!r} is not in {gold.path} "
                    f"of {content}: is that the content the questions were judged on?"
                )
    return pages


def _page(gold: Gold, content: Path) -> str:
    path = content / gold.path
    if not path.is_file():
        raise RelevanceError(
            f"{gold.place}: the gold path {gold.path} is not in {content}: "
            "is that the content the questions were judged on?"
        )
    return read_text(path)
