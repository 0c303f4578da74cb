"""Findings as SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html."""

import json
from collections import Counter
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from index_builder.index.printable import printable_json
from index_builder.linting.finding import Finding, Key, Rule
from index_builder.linting.lint_result import Outcome
from index_builder.linting.registry import RULES

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_PLACES = {rule.code: at for at, rule in enumerate(RULES)}


def sarif_text(outcome: Outcome) -> str:
    """Return the findings that are not in the baseline, as one run.

    Addresses of files are relative to where the command runs, as GitHub wants them; those of a
    folder elsewhere are whole.
    """
    driver = {
        "name": "playbook lint",
        "version": version("playbook-assistant"),
        "rules": [_rule(rule) for rule in RULES],
    }
    run = {"tool": {"driver": driver}, "results": _results(outcome)}
    held = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return printable_json(json.dumps(held, ensure_ascii=False, indent=1))


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "defaultConfiguration": {"level": rule.severity},
    }


def _results(outcome: Outcome) -> list[dict[str, Any]]:
    seen: Counter[Key] = Counter()
    results = []
    for finding in outcome.new:
        seen[finding.key] += 1
        results.append(_result(outcome.folder, finding, seen[finding.key]))
    return results


def _result(folder: str, finding: Finding, number: int) -> dict[str, Any]:
    """Return one result; `number` tells it from others on lines of the same content."""
    address = quote(f"{folder}{finding.path}", errors="replace")
    place = {
        "artifactLocation": {"uri": f"file://{address}" if address.startswith("/") else address},
        "region": {"startLine": finding.line},
    }
    return {
        "ruleId": finding.code,
        "ruleIndex": _PLACES[finding.code],
        "level": finding.severity,
        "message": {"text": f"{finding.message}."},
        "locations": [{"physicalLocation": place}],
        # The one name by which GitHub tells an alert again that has moved.
        "partialFingerprints": {"primaryLocationLineHash": f"{finding.line_hash}:{number}"},
    }
