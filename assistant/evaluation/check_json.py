"""A check -> the JSON that programs read: version 1. Pure."""

import json
from collections import Counter

from assistant.evaluation.missing_quotes import MissingQuote
from assistant.evaluation.outcomes import VERDICTS, QuestionOutcome
from assistant.evaluation.question_changes import CHANGES, Check, Checked, verdicts
from index_builder.index.printable import printable_json

SCHEMA = 1


def check_json(check: Check) -> str:
    """Return the check as one JSON object, every question in it."""
    found = check_fields(check)
    return printable_json(json.dumps(found, indent=2, ensure_ascii=False, allow_nan=False))


def check_fields(check: Check) -> dict[str, object]:
    """Return the fields of that object."""
    return {
        "schema": SCHEMA,
        "questions_file": check.name,
        "generation": check.generation,
        "baseline": check.baseline,
        "worse": check.worse,
        "sums": _sums(check),
        "questions": [_checked(one) for one in check.checked],
        "missing_quotes": [_quote(one) for one in check.missing],
    }


def _sums(check: Check) -> dict[str, object]:
    """Return how many questions had each outcome; changes are null without a baseline."""
    kinds = Counter(one.change for one in check.checked)
    return {
        "answerable": _verdicts(check, answerable=True),
        "unanswerable": _verdicts(check, answerable=False),
        "failing": len(check.failing),
        "changes": {kind: kinds[kind] for kind in CHANGES} if check.baseline else None,
        "missing_quotes": len(check.missing),
    }


def _verdicts(check: Check, *, answerable: bool) -> dict[str, int]:
    found = verdicts((one.now for one in check.checked), answerable=answerable)
    return {verdict: found[verdict] for verdict in VERDICTS[answerable]}


def _checked(checked: Checked) -> dict[str, object]:
    return {
        "id": checked.question.id,
        "question": checked.question.text,
        "type": checked.question.type,
        "answerable": checked.question.answerable,
        "change": checked.change,
        "worse": checked.worse,
        "now": _outcome(checked.now),
        "before": None if checked.before is None else _outcome(checked.before),
    }


def _outcome(outcome: QuestionOutcome) -> dict[str, object]:
    first = outcome.first
    return {
        "verdict": outcome.verdict,
        "good": outcome.good,
        "rank": outcome.rank,
        "parts": outcome.parts,
        "confidence": outcome.confidence,
        "first": first
        and {
            "passage_id": first.id,
            "path": first.path,
            "lines": list(first.lines),
            "headings": list(first.headings),
            "url": first.url,
        },
    }


def _quote(missing: MissingQuote) -> dict[str, object]:
    near = missing.nearest
    return {
        "id": missing.id,
        "place": missing.place,
        "path": missing.path,
        "quote": missing.quote,
        "stood_before": missing.stood_before,
        "elsewhere": missing.elsewhere
        and {"path": missing.elsewhere[0], "line": missing.elsewhere[1]},
        "nearest": near and {"path": near.path, "line": near.line, "share": near.share},
    }
