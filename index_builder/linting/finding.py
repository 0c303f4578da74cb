"""A rule, a fault that it sees, and a finding as it is reported."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from index_builder.linting.linted_folder import LintedFolder

FindingKey = tuple[str, str, str]  # code, path, hash of the line
Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)  # worst first


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What a rule sees in one place."""

    path: str  # of the page, relative to the content folder
    line: int  # 1-based
    sentence: str  # what was found
    fix: str  # what to do about it


@dataclass(frozen=True, slots=True, kw_only=True)
class LintRule:
    """One thing that lint looks for."""

    code: str  # PB and three figures; the first is the group
    name: str  # kebab case
    severity: Severity
    summary: str  # one sentence: what it reports
    check: Callable[["LintedFolder"], Iterator[Fault]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fault with its rule's code, name and severity, as it is reported."""

    code: str
    name: str
    severity: Severity
    path: str
    line: int
    sentence: str
    fix: str
    line_hash: str  # of the line's content: the same wherever the line moves to

    @property
    def key(self) -> FindingKey:
        """What makes this the same finding in a later version of the page."""
        return self.code, self.path, self.line_hash

    @property
    def message(self) -> str:
        """Sentence and fix in one, without a full stop."""
        return f"{self.sentence}: {self.fix}"


def line_hash(line: str) -> str:
    """Return 16 hex digits of the sha256 of a line, with its blanks folded."""
    return sha256(" ".join(line.split()).encode("utf-8", "replace")).hexdigest()[:16]


def is_at_least(severity: Severity, level: Severity) -> bool:
    """Return whether a severity is at or above `level`."""
    return SEVERITIES.index(severity) <= SEVERITIES.index(level)
