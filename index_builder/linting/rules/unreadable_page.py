"""PB001: a page that can't be read or parsed is on no reader's screen and in no answer."""

import re
from collections.abc import Iterator

from index_builder.linting.finding import Fault, LintRule
from index_builder.linting.linted_folder import LintedFolder

# What was found, then what to do; a colon in backticks is part of an example.
_REASON = re.compile(r"(?P<found>.*): (?P<fix>(?:[^`]|`[^`]*`)+)", re.DOTALL)
_WHERE = "front matter"  # stands before what was found, and says nothing by itself


def _check(folder: LintedFolder) -> Iterator[Fault]:
    for failure in folder.failures:
        found, fix = _parted(failure.reason)
        sentence = f"The file can't be read: {found}"
        yield Fault(path=failure.path, line=failure.line, sentence=sentence, fix=fix)
    for fault in folder.faults:
        found, fix = _parted(fault.reason)
        sentence = f"The page is published though its settings can't be read: {found}"
        yield Fault(path=fault.path, line=fault.line, sentence=sentence, fix=fix)


def _parted(reason: str) -> tuple[str, str]:
    parted = _REASON.fullmatch(reason)
    if parted is None or parted["found"] == _WHERE:
        return reason, "correct it, and run this again"
    return parted["found"], parted["fix"]


RULE = LintRule(
    code="PB001",
    name="unreadable-page",
    severity="error",
    summary="A page or the glossary can't be read: its encoding, front matter or form is broken.",
    check=_check,
)
