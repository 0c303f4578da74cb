"""A difference -> JSON. Pure."""

import json

from assistant.diffing.difference import KINDS, Difference
from assistant.evaluation.check_json import check_fields
from index_builder.index.change_display import change_fields
from index_builder.index.changes import Change, passage_differences
from index_builder.index.printable import printable_json

SCHEMA = 1


def difference_json(difference: Difference) -> str:
    """Return the difference as one JSON object: every change, and a count of what is unchanged."""
    counts = difference.counts
    found = {
        "schema": SCHEMA,
        "before": difference.before,
        "after": difference.after,
        "counts": {kind: counts[kind] for kind in (*KINDS, "unchanged")},
        "changes": [_change(one) for kind in KINDS for one in difference.of_kind(kind)],
        "questions": difference.check and check_fields(difference.check),
        "on_edited_words": [one.question.id for one in difference.on_edited_words],
    }
    return printable_json(json.dumps(found, indent=2, ensure_ascii=False, allow_nan=False))


def _change(change: Change) -> dict[str, object]:
    runs = (
        passage_differences(change.before, change.after)
        if change.kind == "edited" and change.before and change.after
        else []
    )
    return {**change_fields(change), "differences": [run._asdict() for run in runs]}
