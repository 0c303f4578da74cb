"""The findings an editor has accepted: a file that names each by code, page and line content.

A finding stays accepted if its line moves, but not if the line is edited or occurs once more.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from index_builder.index.errors import PlaybookError
from index_builder.linting.finding import Finding, FindingKey

SCHEMA = 1
_FIELDS = ("code", "path", "line_hash")


class BaselineError(PlaybookError):
    """Raised when a baseline file can't be read, written or used."""


def compare_with_baseline(
    findings: Sequence[Finding], baseline: Mapping[FindingKey, int]
) -> tuple[tuple[Finding, ...], int]:
    """Return the findings that are not in the baseline, and how many of the baseline's are gone."""
    left = Counter(baseline)
    new = []
    for finding in findings:
        if left[finding.key] > 0:
            left[finding.key] -= 1
        else:
            new.append(finding)
    return tuple(new), left.total()


def baseline_text(findings: Iterable[Finding]) -> str:
    """Return the baseline of these findings as JSON, one entry per line for readable diffs."""
    counts = sorted(Counter(finding.key for finding in findings).items())
    entries = [
        json.dumps({**dict(zip(_FIELDS, key, strict=True)), "count": count}, ensure_ascii=False)
        for key, count in counts
    ]
    rows = ",\n".join(f"    {entry}" for entry in entries)
    return f'{{\n  "schema": {SCHEMA},\n  "findings": [\n{rows}\n  ]\n}}\n'


def read_baseline(file: Path) -> Mapping[FindingKey, int]:
    """Return how often each finding is accepted.

    Raises:
        BaselineError: the file can't be read or is not a baseline of this version.
    """
    try:
        content = json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise BaselineError(
            f"the baseline {file} can't be read ({error.strerror}): --write-baseline makes it"
        ) from error
    except (ValueError, RecursionError) as error:
        raise BaselineError(
            f"the baseline {file} is not JSON in UTF-8: restore it from version control, "
            "or write it again with --write-baseline"
        ) from error
    entries = content.get("findings") if isinstance(content, dict) else None
    if not isinstance(entries, list) or content.get("schema") != SCHEMA:
        raise BaselineError(
            f"the baseline {file} is not of version {SCHEMA}: write it again with --write-baseline"
        )
    return Counter(dict(_entry(entry, file) for entry in entries))


def _entry(entry: object, file: Path) -> tuple[FindingKey, int]:
    if isinstance(entry, dict):
        code, path, line = (entry.get(field) for field in _FIELDS)
        count = entry.get("count")
        texts = isinstance(code, str) and isinstance(path, str) and isinstance(line, str)
        if texts and type(count) is int and count > 0:
            return (str(code), str(path), str(line)), count
    raise BaselineError(
        f"the baseline {file} has the entry {json.dumps(entry)[:80]}, but code, path, line_hash "
        "and a count above 0 are wanted: write it again with --write-baseline"
    )


def write_baseline(file: Path, findings: Iterable[Finding]) -> None:
    """Write the baseline of these findings in one step.

    Raises:
        BaselineError: the file can't be written.
    """
    from index_builder.storage.durable import replace_bytes

    try:
        replace_bytes(file, baseline_text(findings).encode("utf-8", "replace"))
    except OSError as error:
        raise BaselineError(
            f"the baseline {file} can't be written ({error.strerror}): name a file in a folder "
            "that exists and can be written to"
        ) from error
