"""Figures -> the JSON, version 1, that programs read and `--compare` reads back. Pure."""

import json
import math
from collections.abc import Mapping

from assistant.evaluation.abstention import Decision, Share
from assistant.evaluation.judged_index import Collection
from assistant.evaluation.measures import EvaluationReport, Figures
from assistant.evaluation.report_text import passage_place
from assistant.evaluation.scoring import MEASURES
from index_builder.index.printable import printable_json

SCHEMA = 1


def report_json(collection: Collection, report: EvaluationReport) -> str:
    """Return the report as one JSON object, every question in it; what is undefined is null."""
    abstention = report.abstention
    found: dict[str, object] = {
        "schema": SCHEMA,
        "collection": collection.name,
        "generation": collection.generation.name,
        "passages": len(collection.generation.passages),
        "questions": len(collection.askings),
        "answerable": len(collection.answerable),
        "notes": collection.notes,
        "figures": [_figures(figures) for figures in report.figures],
        "abstention": {
            "present": _decision(abstention.present),
            "kept": _decision(abstention.kept),
            "curve": [_decision(decision) for decision in abstention.curve],
            "auroc": _number(abstention.auroc),
            "auroc_by_type": {
                kind: _number(value) for kind, value in abstention.auroc_by_type.items()
            },
        },
        "asked": _asked(collection, report),
    }
    return printable_json(json.dumps(found, indent=2, ensure_ascii=False, allow_nan=False))


def _figures(figures: Figures) -> dict[str, object]:
    return {
        "method": figures.method,
        "by": figures.by,
        "n": len(figures.questions),
        "measures": {
            name: {"mean": figures.means[name], "interval": figures.intervals[name]}
            for name in MEASURES
        },
        "by_question": [
            {
                "id": question.id,
                "rank": question.first,
                "first": passage_place(figures.rankings[question.id].first),
                "values": dict(question.values),
            }
            for question in figures.questions
        ],
    }


def _asked(collection: Collection, report: EvaluationReport) -> list[dict[str, object]]:
    return [
        {
            "id": question.id,
            "question": asking.text,
            "type": question.type,
            "answerable": question.answerable,
            "confidence": _number(question.confidence),
            "answered": question.answered,
            "right": question.right,
        }
        for asking, question in zip(collection.askings, report.asked, strict=True)
    ]


def _decision(decision: Decision) -> dict[str, object]:
    return {
        "threshold": None if decision.threshold is None else _number(decision.threshold),
        "coverage": _number(decision.coverage.value),
        "right": _number(decision.right.value),
        "false_answers": _number(decision.false_answers.value),
        "covered_by_type": _shares(decision.covered_by_type),
        "by_type": _shares(decision.by_type),
    }


def _shares(by_type: Mapping[str, Share]) -> dict[str, object]:
    return {kind: {"answered": share.count, "of": share.of} for kind, share in by_type.items()}


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
