"""Where the two sides of a comparison come from: a saved report, or figures made just now."""

import json
from pathlib import Path

from assistant.answering.retrieval import Method
from assistant.evaluation.comparison import Ranked, RecordedAnswer, Side
from assistant.evaluation.judged_index import Collection
from assistant.evaluation.measures import EvaluationReport
from assistant.evaluation.report_json import SCHEMA, report_json
from assistant.evaluation.rows import EvaluationError, Row, read_text
from assistant.evaluation.scoring import MEASURES


def read_side(path: Path) -> Side:
    """Read what `playbook eval --json` printed.

    Raises:
        EvaluationError: it can't be read, or is no such report.
    """
    try:
        fields = json.loads(read_text(path).removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise EvaluationError(f"{path}: not JSON ({error}): {_WANTED}") from error
    if not isinstance(fields, dict) or fields.get("schema") != SCHEMA:
        raise EvaluationError(f"{path}: no report of version {SCHEMA}: {_WANTED}")
    return _side(str(path), Row(place=str(path), fields=fields))


_WANTED = "save one with `playbook eval QUESTIONS --json > FILE`"


def measured_side(collection: Collection, report: EvaluationReport, method: Method) -> Side:
    """Return the figures of one method; `ask` answers the same whatever the method."""
    # Through the JSON, so that both kinds of sides are made by one function.
    whole = _side(method, Row(place=method, fields=json.loads(report_json(collection, report))))
    figures = {key: ranked for key, ranked in whole.figures.items() if key[0] == method}
    return Side(name=method, figures=figures, asked=whole.asked)


def _side(name: str, report: Row) -> Side:
    asked = {row.text("id"): _recorded(row) for row in report.rows("asked")}
    figures = {
        (row.text("method"), row.text("by")): {
            question.text("id"): _ranked(question) for question in row.rows("by_question")
        }
        for row in report.rows("figures")
    }
    if unknown := {name for ranked in figures.values() for name in ranked} - asked.keys():
        raise EvaluationError(f"{name}: question {min(unknown)!r} was not asked: {_WANTED}")
    return Side(name=name, figures=figures, asked=asked)


def _recorded(row: Row) -> RecordedAnswer:
    return RecordedAnswer(
        question=row.text("question"),
        answerable=row.flag("answerable"),
        answered=row.flag("answered"),
        right=row.flag("right"),
    )


def _ranked(row: Row) -> Ranked:
    values = row.row("values")
    return Ranked(
        rank=row.number_or_none("rank"), values={name: values.real(name) for name in MEASURES}
    )
