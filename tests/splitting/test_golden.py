"""Pages and the passages cut from them, written out in `golden/`.

A case is a title, options, the page and what is expected, parted by lines with one full stop.
Options: `window: N` (words and two), `anchors: RULE`, `path: FILE`. In a page ␍ is a carriage
return and ␂ a byte order mark. A passage is written as its lines, its anchor, its headings, and
its plain text indented.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

from index_builder.generators.headings.anchor_style import AnchorRuleName
from index_builder.generators.registry import ANCHOR_RULES
from index_builder.splitting.splitter import SplitPage

from .cutting import cut

_STOP = re.compile(r"^\.$", re.MULTILINE)
GOLDEN = sorted(Path(__file__).with_name("golden").glob("*.txt"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One page and what is to become of it."""

    title: str
    options: dict[str, str]
    page: str
    expected: str


def cases(file: Path) -> Iterator[Case]:
    """Yield the cases of a golden file."""
    *parts, _ = (part.strip("\n") for part in _STOP.split(file.read_text("utf-8")))
    for head, page, expected in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        title, *options = head.split("\n")
        yield Case(
            title=title,
            options=dict(option.split(": ", 1) for option in options),
            page=page.replace("␍", "\r").replace("␂", "\ufeff") + "\n",
            expected=expected,
        )


def written_out(found: SplitPage) -> str:
    """Return a cut page as golden files write it."""
    out = []
    for passage in found.passages:
        anchor = f" #{passage.anchor}" if passage.anchor else ""
        out.append(f"{_lines(passage.lines)}{anchor} {' › '.join(passage.headings)}".rstrip())
        out += [f"    {line}".rstrip() for line in passage.text.split("\n")]
    out += [f"left out {_lines(lines.lines)}: {lines.reason}" for lines in found.left_out]
    return "\n".join(out)


def _lines(lines: tuple[int, int]) -> str:
    return "-".join(str(line) for line in dict.fromkeys(lines))


def cut_case(case: Case) -> SplitPage:
    """Cut a case's page as its options say."""
    rule = case.options.get("anchors", "kramdown")
    assert rule in ANCHOR_RULES
    return cut(
        case.page,
        window=int(case.options.get("window", 256)),
        rule=cast("AnchorRuleName", rule),
        path=case.options.get("path", "page.md"),
    )


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case.title) for file in GOLDEN for case in cases(file)]
)
def test_pages_are_cut_as_written_out(case: Case) -> None:
    """A page gives the passages, and leaves out the lines, that its golden file says."""
    assert written_out(cut_case(case)) == case.expected


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_golden_files_are_whole(file: Path) -> None:
    """Every golden file has cases, each one's three parts, and no title twice."""
    titles = [case.title for case in cases(file)]
    assert titles
    assert len(set(titles)) == len(titles)
