"""What a run of the rules comes to: what is shown of it, and whether it is good enough."""

from collections import Counter
from dataclasses import dataclass

from index_builder.linting.finding import SEVERITIES, Finding, Severity, at_least
from index_builder.linting.linter import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A report beside a baseline."""

    report: Report
    folder: str  # what stands before a finding's path: "content/", "" in the folder itself
    new: tuple[Finding, ...]  # those that are not in the baseline
    mended: int  # findings of the baseline that are no more there

    @property
    def known(self) -> int:
        """Return how many findings are in the baseline."""
        return len(self.report.findings) - len(self.new)

    @property
    def counts(self) -> dict[Severity, int]:
        """Return how many new findings there are of each severity, the gravest first."""
        found = Counter(finding.severity for finding in self.new)
        return {severity: found[severity] for severity in SEVERITIES}

    def fails(self, level: Severity) -> bool:
        """Tell whether a new finding is as grave as `level` or graver."""
        return any(at_least(finding.severity, level) for finding in self.new)
