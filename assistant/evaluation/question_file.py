"""A file of judged questions.

One JSON object a line: `{id, question, answerable, type, gold: [{path, heading_path, anchor,
group, quotes}]}`; other fields are ignored. `quotes` are raw substrings of the page's file. Gold
rows of one `group` are alternatives; every group is needed.
"""

from dataclasses import dataclass
from pathlib import Path

from assistant.evaluation.rows import EvaluationError, Row, read_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A place in the content that answers a question, or its part if there are several groups."""

    place: str  # "FILE:LINE" of the row, for messages
    path: str
    heading_path: tuple[str, ...]  # outermost first; empty parts are headings without text
    anchor: str  # "" at a page's top and where only the generator knows it
    group: int
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedQuestion:
    """A question as a person asked it, and what answers it."""

    id: str
    text: str
    answerable: bool
    type: str  # the judges' own word for its kind
    gold: tuple[Gold, ...]  # at least one for an answerable question, else none


def read_questions(path: Path) -> tuple[JudgedQuestion, ...]:
    """Read the questions of a file.

    Raises:
        EvaluationError: a row is malformed; the message says which line and why.
    """
    questions = tuple(_question(row) for row in _unique(path))
    if not questions:
        raise EvaluationError(f"{path}: no question in it: one JSON object a line was wanted")
    return questions


def _unique(path: Path) -> list[Row]:
    rows: dict[str, Row] = {}
    for row in read_rows(path):
        first = rows.setdefault(row.text("id"), row)
        if first is not row:
            raise EvaluationError(f"{row.place}: id {row.text('id')!r} is at {first.place} too")
    return list(rows.values())


def _question(row: Row) -> JudgedQuestion:
    gold = tuple(_gold(gold_row) for gold_row in row.rows("gold"))
    answerable = row.flag("answerable")
    if answerable != bool(gold):
        found = "no gold" if answerable else f"{len(gold)} gold rows"
        raise EvaluationError(
            f"{row.place}: 'answerable' is {answerable}, with {found}: correct one of them"
        )
    return JudgedQuestion(
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
