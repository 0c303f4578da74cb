"""Findings as SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html."""

import json
from collections import Counter
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from index_builder.index.printable import printable_json
from index_builder.linting.finding import Finding, FindingKey, LintRule
from index_builder.linting.linter import LintResult
from index_builder.linting.registry import LINT_RULES

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_RULE_INDEX = {rule.code: at for at, rule in enumerate(LINT_RULES)}


def sarif_text(result: LintResult) -> str:
    """Return the findings that are not in the baseline, as one run.

    File addresses are relative to the current folder, as GitHub expects; others are absolute.
    """
    driver = {
        "name": "playbook lint",
        "version": version("playbook-assistant"),
        "rules": [_rule(rule) for rule in LINT_RULES],
    }
    run = {"tool": {"driver": driver}, "results": _results(result)}
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return printable_json(json.dumps(document, ensure_ascii=False, indent=1))


def _rule(rule: LintRule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "defaultConfiguration": {"level": rule.severity},
    }


def _results(result: LintResult) -> list[dict[str, Any]]:
    seen: Counter[FindingKey] = Counter()
    results = []
    for finding in result.new:
        seen[finding.key] += 1
        results.append(_result(result.folder, finding, seen[finding.key]))
    return results


def _result(folder: str, finding: Finding, number: int) -> dict[str, Any]:
    """Return one result; `number` distinguishes findings on lines with the same text."""
    address = quote(f"{folder}{finding.path}", errors="replace")
    place = {
        "artifactLocation": {"uri": f"file://{address}" if address.startswith("/") else address},
        "region": {"startLine": finding.line},
    }
    return {
        "ruleId": finding.code,
        "ruleIndex": _RULE_INDEX[finding.code],
        "level": finding.severity,
        "message": {"text": f"{finding.message}."},
        "locations": [{"physicalLocation": place}],
        # The only name by which GitHub recognises an alert that has moved.
        "partialFingerprints": {"primaryLocationLineHash": f"{finding.line_hash}:{number}"},
    }
