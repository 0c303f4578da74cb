"""A difference -> JSON. Pure."""

import json

from assistant.diffing.difference import KINDS, Difference
from assistant.evaluation.check_json import check_fields
from index_builder.index.change_fields import change_fields
from index_builder.index.changes import Change, passage_differences
from index_builder.index.printable import printable_json

SCHEMA = 1


def difference_json(held: Difference) -> str:
    """Return the difference as one JSON object: every change but the unchanged passages."""
    counts = held.counts
    found = {
        "schema": SCHEMA,
        "before": held.before,
        "after": held.after,
        "counts": {kind: counts[kind] for kind in (*KINDS, "unchanged")},
        "changes": [_change(one) for kind in KINDS for one in held.of_kind(kind)],
        "questions": held.check and check_fields(held.check),
        "on_edited_words": [one.question.id for one in held.on_edited_words],
    }
    return printable_json(json.dumps(found, indent=2, ensure_ascii=False, allow_nan=False))


def _change(held: Change) -> dict[str, object]:
    runs = (
        passage_differences(held.before, held.after)
        if held.kind == "edited" and held.before and held.after
        else []
    )
    return {**change_fields(held), "differences": [run._asdict() for run in runs]}
