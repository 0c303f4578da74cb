"""Findings for a person: the place as compilers write it, what was found, and how to fix it."""

from collections.abc import Iterator

import click

from index_builder.index.printable import printable
from index_builder.linting.finding import Finding, Severity
from index_builder.linting.linter import LintResult

_COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "note": "cyan"}


def text_lines(result: LintResult) -> Iterator[str]:
    """Yield the lines, styled for a terminal: two per finding, then the totals."""
    for finding in result.new:
        yield from _finding(result.folder, finding)
    if result.new:
        yield ""
    yield from summary_lines(result)


def _finding(folder: str, finding: Finding) -> Iterator[str]:
    place = click.style(printable(f"{folder}{finding.path}:{finding.line}"), bold=True)
    kind = click.style(f"{finding.code} {finding.severity}", fg=_COLOURS[finding.severity])
    yield f"{place}: {kind}: {printable(finding.sentence)}"
    yield click.style(f"    {printable(finding.fix)}", dim=True)


def summary_lines(result: LintResult) -> Iterator[str]:
    """Yield how many pages were checked and how much was found, in plain text."""
    pages = counted(result.report.pages, "page")
    found = [counted(count, severity) for severity, count in result.counts.items() if count]
    in_baseline = f", and {result.known} in the baseline" if result.known else ""
    yield f"{pages}: {', '.join(found) or 'nothing found'}{in_baseline}"
    if result.fixed:
        yield (
            f"{result.fixed} of the baseline's findings are fixed: "
            "add --write-baseline to drop them from it"
        )
    if not result.report.anchors_known:
        yield (
            "anchors of headings are not checked, as it is not known which rule makes them: "
            "pass --anchors, or --generator if none was found"
        )
    base = result.report.base
    if base.is_guessed:
        yield printable(
            f"the site's settings have no address; by its links it is below {base.path}/"
        )


def counted(count: int, noun: str) -> str:
    """Return a number with its noun: "1 page", "2 pages"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
