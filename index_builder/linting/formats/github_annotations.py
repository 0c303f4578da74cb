"""Findings as GitHub's workflow commands, which it shows beside the lines of a pull request.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands; the escapes
are those of its own toolkit (actions/toolkit, packages/core/src/command.ts).
"""

from collections.abc import Iterator

from index_builder.index.printable import printable
from index_builder.linting.finding import Finding, Severity
from index_builder.linting.formats.findings_text import summary_lines
from index_builder.linting.linter import LintResult

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _IN_MESSAGES | str.maketrans({":": "%3A", ",": "%2C"})


def github_lines(result: LintResult) -> Iterator[str]:
    """Yield one command per finding, and the totals as plain lines of the log."""
    for finding in result.new:
        yield _command(result.folder, finding)
    yield from summary_lines(result)


def _command(folder: str, finding: Finding) -> str:
    place = {
        "file": f"{folder}{finding.path}",
        "line": str(finding.line),
        "title": f"{finding.code} {finding.name}",
    }
    properties = ",".join(
        f"{key}={value.translate(_IN_PROPERTIES)}" for key, value in place.items()
    )
    message = finding.message.translate(_IN_MESSAGES)
    return printable(f"::{_COMMANDS[finding.severity]} {properties}::{message}")
