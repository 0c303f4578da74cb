"""Findings for a program: one JSON object."""

import json

from index_builder.index.printable import printable_json
from index_builder.linting.lint_result import Outcome

SCHEMA = 1


def json_text(outcome: Outcome) -> str:
    """Return the findings that are not in the baseline, with the sums."""
    held = {
        "schema": SCHEMA,
        "folder": outcome.folder,
        "pages": outcome.report.pages,
        "findings": [
            {
                "code": finding.code,
                "name": finding.name,
                "severity": finding.severity,
                "path": finding.path,
                "line": finding.line,
                "sentence": finding.sentence,
                "mend": finding.mend,
                "line_hash": finding.line_hash,
            }
            for finding in outcome.new
        ],
        "counts": outcome.counts,
        "in_baseline": outcome.known,
        "mended": outcome.mended,
    }
    return printable_json(json.dumps(held, ensure_ascii=False))
