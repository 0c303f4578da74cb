"""What each rule finds, and what it must not find, written out in `golden/`, one file a rule.

A case is a title with options (`site-url: ADDRESS`, `anchors: RULE`; without a site's settings the
rule is kramdown's unless it is said to be `unknown`), the files of a folder and
what is expected, parted by lines with one full stop. A file begins with `=== PATH`; in it ␍ is a
carriage return, ␂ a byte order mark, and `␣N` N words. Expected are the findings of the rule that
the golden file is named for, each its place and sentence, and its fix indented.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

from index_builder.generators.headings.anchor_style import AnchorRuleName
from index_builder.generators.registry import ANCHOR_RULES
from index_builder.linting.finding import Finding
from index_builder.linting.registry import LINT_RULES
from index_builder.reading.site import read_site

from .folders import findings, write_folder

UNKNOWN = "unknown"
_STOP = re.compile(r"^\.$", re.MULTILINE)
_FILE = re.compile(r"^=== (.+)\n", re.MULTILINE)
_WORDS = re.compile(r"␣(\d+)")
GOLDEN = sorted(Path(__file__).with_name("golden").glob("*.txt"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One folder and what a rule is to find in it."""

    code: str
    title: str
    options: dict[str, str]
    files: dict[str, str]
    expected: str


def cases(file: Path) -> Iterator[Case]:
    """Yield the cases of a golden file."""
    *parts, _ = (part.strip("\n") for part in _STOP.split(file.read_text("utf-8")))
    for head, folder, expected in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        title, *options = head.split("\n")
        yield Case(
            code=file.stem.partition("_")[0],
            title=title,
            options=dict(option.split(": ", 1) for option in options),
            files=dict(_files(folder)),
            expected=expected,
        )


def _files(folder: str) -> Iterator[tuple[str, str]]:
    _, *parts = _FILE.split(folder)
    for path, text in zip(parts[::2], parts[1::2], strict=True):
        long = _WORDS.sub(lambda found: " ".join(["word"] * int(found[1])), text.rstrip("\n"))
        yield path, long.replace("␍", "\r").replace("␂", "\ufeff") + "\n"


def written_out(found: Sequence[Finding]) -> str:
    """Return findings as golden files write them."""
    return "\n".join(
        f"{finding.path}:{finding.line} {finding.sentence}\n    {finding.fix}" for finding in found
    )


def found_in(case: Case, folder: Path) -> list[Finding]:
    """Return what the case's rule finds in its files."""
    write_folder(folder, case.files)
    plain = None if read_site(folder).settings_file else "kramdown"
    rule = case.options.get("anchors", plain)
    assert rule in (None, UNKNOWN, *ANCHOR_RULES)
    rule = None if rule == UNKNOWN else rule
    found = findings(
        folder,
        site_url=case.options.get("site-url"),
        anchors=cast("AnchorRuleName | None", rule),
    )
    return [finding for finding in found if finding.code == case.code]


ALL = [
    pytest.param(case, id=f"{case.code} {case.title}") for file in GOLDEN for case in cases(file)
]


@pytest.mark.parametrize("case", ALL)
def test_a_rule_finds_what_is_written_out(case: Case, tmp_path: Path) -> None:
    """A folder gives exactly the findings of the rule that its golden file says."""
    assert written_out(found_in(case, tmp_path)) == case.expected


def test_every_rule_has_its_golden_file() -> None:
    """Each rule is shown at what it finds and at what it must not find; no file is of no rule."""
    names = {f"{rule.code}_{rule.name.replace('-', '_')}" for rule in LINT_RULES}
    assert {file.stem for file in GOLDEN} == names
    for file in GOLDEN:
        written = list(cases(file))
        assert {bool(case.expected) for case in written} == {True, False}, file.stem
        assert len({case.title for case in written}) == len(written), file.stem
