"""Findings for a person: the place as editors and compilers write it, then what is to be mended."""

from collections.abc import Iterator

import click

from index_builder.index.printable import printable
from index_builder.linting.finding import Finding, Severity
from index_builder.linting.lint_result import Outcome

_COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "note": "cyan"}


def text_lines(outcome: Outcome) -> Iterator[str]:
    """Yield the lines, styled for a terminal: two a finding, and the sums."""
    for finding in outcome.new:
        yield from _finding(outcome.folder, finding)
    if outcome.new:
        yield ""
    yield from sums(outcome)


def _finding(folder: str, finding: Finding) -> Iterator[str]:
    place = click.style(printable(f"{folder}{finding.path}:{finding.line}"), bold=True)
    kind = click.style(f"{finding.code} {finding.severity}", fg=_COLOURS[finding.severity])
    yield f"{place}: {kind}: {printable(finding.sentence)}"
    yield click.style(f"    {printable(finding.mend)}", dim=True)


def sums(outcome: Outcome) -> Iterator[str]:
    """Yield what was looked at and how much was found, in plain text."""
    found = [counted(count, severity) for severity, count in outcome.counts.items() if count]
    besides = f", and {outcome.known} in the baseline" if outcome.known else ""
    yield f"{counted(outcome.report.pages, 'page')}: {', '.join(found) or 'nothing found'}{besides}"
    if outcome.mended:
        yield (
            f"{outcome.mended} of the baseline's findings are mended: "
            "add --write-baseline to take them out of it"
        )
    base = outcome.report.base
    if base.is_guessed:
        yield printable(
            f"the site's settings name no address; its links say that it is below {base.path}/"
        )


def counted(count: int, what: str) -> str:
    """Return a number with what it counts: "1 page", "2 pages"."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
