"""Runs the rules over a content folder, and compares what they find with a baseline."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

from index_builder.linting.addressing import SiteBase
from index_builder.linting.finding import (
    SEVERITIES,
    Fault,
    Finding,
    LintRule,
    Severity,
    is_at_least,
    line_hash,
)
from index_builder.linting.linted_folder import read_folder
from index_builder.linting.linted_page import LintedPage
from index_builder.linting.registry import LINT_RULES
from index_builder.reading.pages import Page
from index_builder.reading.site import read_site
from index_builder.reading.site_options import SiteOptions
from index_builder.splitting.templates import MASK

_MASKED = re.compile(f"(?:{MASK}|{quote(MASK)})+")
_TAG = "{…}"  # how a template's tag is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class LintReport:
    """What was found in one folder, in the order of files and lines."""

    root: Path  # the folder that the findings' paths are relative to, resolved
    pages: int
    base: SiteBase
    anchors_known: bool  # False: no rule looked at headings' anchors
    findings: tuple[Finding, ...]


def lint(
    content: Path,
    site: SiteOptions | None = None,
    *,
    ignored: Collection[str] = (),
    track: Callable[[Sequence[Page]], Iterable[Page]] = tuple,
) -> LintReport:
    """Find what an editor should fix; `ignored` are codes of rules that are not run.

    `track` passes the pages on, so that progress can be shown.

    Raises:
        SiteError: the folder or its settings can't be used, or it has no page.
    """
    folder = read_folder(read_site(content, site), track)
    pages = folder.by_path()
    hashed = cache(line_hash)  # a page that is one line may have thousands of faults on it
    findings = {
        _finding(rule, fault, hashed(_line(fault, pages)))
        for rule in LINT_RULES
        if rule.code not in ignored
        for fault in rule.check(folder)
    }
    return LintReport(
        root=folder.root,
        pages=len(folder.pages),
        base=folder.base,
        anchors_known=folder.anchors_known,
        findings=tuple(sorted(findings, key=_place)),
    )


def _place(finding: Finding) -> tuple[str, int, str, str]:
    return finding.path, finding.line, finding.code, finding.sentence


def _line(fault: Fault, pages: Mapping[str, LintedPage]) -> str:
    """Return the line that a fault is on; for a page that can't be read, what was found."""
    page = pages.get(fault.path)
    return page.lines[fault.line - 1] if page else fault.sentence


def _finding(rule: LintRule, fault: Fault, hashed: str) -> Finding:
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        path=fault.path,
        line=fault.line,
        sentence=_MASKED.sub(_TAG, fault.sentence),
        fix=_MASKED.sub(_TAG, fault.fix),
        line_hash=hashed,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LintResult:
    """A report compared with a baseline: what is shown of it, and whether it is good enough."""

    report: LintReport
    folder: str  # written before a finding's path: "content/", "" in the folder itself
    new: tuple[Finding, ...]  # those that are not in the baseline
    fixed: int  # findings of the baseline that are gone

    @property
    def known(self) -> int:
        """How many findings are in the baseline."""
        return len(self.report.findings) - len(self.new)

    @property
    def counts(self) -> dict[Severity, int]:
        """How many new findings there are of each severity, the worst first."""
        counts = Counter(finding.severity for finding in self.new)
        return {severity: counts[severity] for severity in SEVERITIES}

    def fails(self, level: Severity) -> bool:
        """Return whether a new finding is at or above `level`."""
        return any(is_at_least(finding.severity, level) for finding in self.new)
