"""Runs the rules over a content folder."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

from index_builder.generators.headings.anchor_style import AnchorRuleName
from index_builder.linting.addressing import Base
from index_builder.linting.finding import Fault, Finding, Rule, line_hash
from index_builder.linting.linted_folder import read_folder
from index_builder.linting.linted_page import LintedPage
from index_builder.linting.registry import RULES
from index_builder.reading.pages import Page
from index_builder.reading.site import read_site
from index_builder.splitting.templates import MASK

_MASKED = re.compile(f"(?:{MASK}|{quote(MASK)})+")
_TAG = "{…}"  # how a template's tag is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found in one folder, in the order of files and lines."""

    root: Path  # the folder that the findings' paths are relative to, resolved
    pages: int
    base: Base
    findings: tuple[Finding, ...]


def lint(
    content: Path,
    *,
    site_url: str | None = None,
    anchors: AnchorRuleName | None = None,
    ignored: Collection[str] = (),
    track: Callable[[Sequence[Page]], Iterable[Page]] = tuple,
) -> Report:
    """Look for what an editor should mend; `ignored` are codes of rules that are not run.

    `track` passes the pages on, so that progress can be shown.

    Raises:
        SiteError: the folder or its settings can't be used, or it holds no page.
    """
    folder = read_folder(read_site(content, site_url=site_url, rule=anchors), track)
    pages = folder.by_path()
    hashed = cache(line_hash)  # one line of a page without line ends may have thousands of faults
    findings = {
        _finding(rule, fault, hashed(_line(fault, pages)))
        for rule in RULES
        if rule.code not in ignored
        for fault in rule.check(folder)
    }
    return Report(
        root=folder.root,
        pages=len(folder.pages),
        base=folder.base,
        findings=tuple(sorted(findings, key=_place)),
    )


def _place(finding: Finding) -> tuple[str, int, str, str]:
    return finding.path, finding.line, finding.code, finding.sentence


def _line(fault: Fault, pages: Mapping[str, LintedPage]) -> str:
    """Return a fault's line; that of a page that can't be read isn't there, the reason is."""
    page = pages.get(fault.path)
    return page.lines[fault.line - 1] if page else fault.sentence


def _finding(rule: Rule, fault: Fault, hashed: str) -> Finding:
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        path=fault.path,
        line=fault.line,
        sentence=_MASKED.sub(_TAG, fault.sentence),
        mend=_MASKED.sub(_TAG, fault.mend),
        line_hash=hashed,
    )
