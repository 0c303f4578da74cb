"""A check -> the JSON that programs read: version 1. Pure."""

import json
from collections import Counter

from assistant.evaluation.missing_quotes import MissingQuote
from assistant.evaluation.outcomes import VERDICTS, QuestionOutcome
from assistant.evaluation.question_changes import CHANGES, Check, Checked, verdicts
from index_builder.index.printable import printable_json

SCHEMA = 1


def check_json(held: Check) -> str:
    """Return the check as one JSON object, every question in it."""
    found = check_fields(held)
    return printable_json(json.dumps(found, indent=2, ensure_ascii=False, allow_nan=False))


def check_fields(held: Check) -> dict[str, object]:
    """Return the fields of that object."""
    return {
        "schema": SCHEMA,
        "questions_file": held.name,
        "generation": held.generation,
        "baseline": held.baseline,
        "worse": held.worse,
        "sums": _sums(held),
        "questions": [_checked(one) for one in held.checked],
        "missing_quotes": [_quote(one) for one in held.missing],
    }


def _sums(held: Check) -> dict[str, object]:
    """Return how many questions came out how; changes are null without an earlier generation."""
    kinds = Counter(one.change for one in held.checked)
    return {
        "answerable": _verdicts(held, answerable=True),
        "unanswerable": _verdicts(held, answerable=False),
        "failing": len(held.failing),
        "changes": {kind: kinds[kind] for kind in CHANGES} if held.baseline else None,
        "missing_quotes": len(held.missing),
    }


def _verdicts(held: Check, *, answerable: bool) -> dict[str, int]:
    found = verdicts((one.now for one in held.checked), answerable=answerable)
    return {verdict: found[verdict] for verdict in VERDICTS[answerable]}


def _checked(held: Checked) -> dict[str, object]:
    return {
        "id": held.question.id,
        "question": held.question.text,
        "type": held.question.type,
        "answerable": held.question.answerable,
        "change": held.change,
        "worse": held.worse,
        "now": _outcome(held.now),
        "before": None if held.before is None else _outcome(held.before),
    }


def _outcome(held: QuestionOutcome) -> dict[str, object]:
    first = held.first
    return {
        "verdict": held.verdict,
        "good": held.good,
        "rank": held.rank,
        "parts": held.parts,
        "confidence": held.confidence,
        "first": first
        and {
            "passage_id": first.id,
            "path": first.path,
            "lines": list(first.lines),
            "headings": list(first.headings),
            "url": first.url,
        },
    }


def _quote(held: MissingQuote) -> dict[str, object]:
    near = held.nearest
    return {
        "id": held.id,
        "place": held.place,
        "path": held.path,
        "quote": held.quote,
        "stood_before": held.stood_before,
        "elsewhere": held.elsewhere and {"path": held.elsewhere[0], "line": held.elsewhere[1]},
        "nearest": near and {"path": near.path, "line": near.line, "share": near.share},
    }
