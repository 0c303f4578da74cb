"""Findings for a program: one JSON object."""

import json

from index_builder.index.printable import printable_json
from index_builder.linting.linter import LintResult

SCHEMA = 1


def json_text(result: LintResult) -> str:
    """Return the findings that are not in the baseline, with the totals."""
    document = {
        "schema": SCHEMA,
        "folder": result.folder,
        "pages": result.report.pages,
        "findings": [
            {
                "code": finding.code,
                "name": finding.name,
                "severity": finding.severity,
                "path": finding.path,
                "line": finding.line,
                "sentence": finding.sentence,
                "mend": finding.fix,
                "line_hash": finding.line_hash,
            }
            for finding in result.new
        ],
        "anchors_checked": result.report.anchors_known,
        "counts": result.counts,
        "in_baseline": result.known,
        "mended": result.fixed,
    }
    return printable_json(json.dumps(document, ensure_ascii=False))
