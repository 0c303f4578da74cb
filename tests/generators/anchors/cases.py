"""The golden files: headings as Markdown, and what each generator makes of them.

A case is "@@ " and its title, then a Markdown page, then blocks of "@ " with names of styles (those
in `STYLES`) and one anchor a line: what the generator itself gave, "(none)" for a heading without
an id. A line that begins with "~ " is the generator's anchor where our rule is known to give
another; "(other headings)" says that the generator sees other headings on the page than a
CommonMark parser does, so that there is nothing to compare.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index_builder.generators.docusaurus.anchors import DocusaurusAnchors
from index_builder.generators.github.anchors import GithubAnchors
from index_builder.generators.hugo.anchors import HugoAnchors
from index_builder.generators.jekyll.anchors import KramdownAnchors
from index_builder.generators.mkdocs.anchors import MkdocsAnchors
from index_builder.generators.vitepress.anchors import VitepressAnchors

GOLDEN = Path(__file__).parent / "golden"

_PYTHON = MkdocsAnchors()
STYLES = {
    "kramdown": KramdownAnchors(),
    "kramdown-plain": KramdownAnchors(input="kramdown"),
    "github": GithubAnchors(),
    "mkdocs": MkdocsAnchors(explicit_ids=False),
    "mkdocs-attr-list": _PYTHON,
    "mkdocs-unicode": MkdocsAnchors(explicit_ids=False, slugify="unicode", separator="_"),
    "mkdocs-pymdownx": MkdocsAnchors(slugify="pymdownx"),
    "mkdocs-pymdownx-lower": MkdocsAnchors(slugify="pymdownx-lower"),
    "docusaurus": DocusaurusAnchors(),
    "docusaurus-md": DocusaurusAnchors(),  # pages that only `format: md` accepts
    "hugo": HugoAnchors(ids_from="source"),  # older than 0.144
    "hugo-ascii": HugoAnchors(id_type="github-ascii", ids_from="source"),
    "hugo-blackfriday": HugoAnchors(id_type="blackfriday", ids_from="source"),
    "hugo-text": HugoAnchors(ids_from="text"),  # 0.144 and newer
    "vitepress": VitepressAnchors(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What one style makes of a case's headings."""

    anchors: tuple[str, ...]  # the generator's
    ours_differs: tuple[bool, ...]  # for each, whether our rule is known to give another


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One page of headings."""

    name: str  # file and number, fit for a file name
    title: str
    markdown: str
    expected: dict[str, Expected]  # by style; a style that sees other headings is not in it


def read_cases() -> list[Case]:
    """Read all golden files, in order.

    Raises: ValueError for a case that leaves out a style.
    """
    return [
        _case(f"{file.stem}-{number:02}", part)
        for file in sorted(GOLDEN.glob("*.txt"))
        for number, part in enumerate(_parts("\n" + file.read_text(encoding="utf-8"), "\n@@ "), 1)
    ]


def _case(name: str, part: str) -> Case:
    title, _, rest = part.partition("\n")
    markdown = rest.partition("\n@ ")[0] + "\n"
    expected: dict[str, Expected] = {}
    seen: set[str] = set()
    for block in _parts(rest, "\n@ "):
        styles, *lines = block.strip().split("\n")
        seen.update(styles.split())
        if lines != ["(other headings)"]:
            expected.update(dict.fromkeys(styles.split(), _expected(lines)))
    _check_styles(name, seen)
    return Case(name=name, title=title, markdown=markdown, expected=expected)


def _parts(text: str, mark: str) -> list[str]:
    return text.split(mark)[1:]


def _expected(lines: Iterable[str]) -> Expected:
    pairs = [(line.removeprefix("~ "), line.startswith("~ ")) for line in lines]
    return Expected(
        anchors=tuple("" if anchor == "(none)" else anchor for anchor, _ in pairs),
        ours_differs=tuple(differs for _, differs in pairs),
    )


def _check_styles(name: str, seen: set[str]) -> None:
    """Every style stands in every case; Docusaurus under one of its two page formats."""
    left_out = STYLES.keys() - seen
    if left_out not in ({"docusaurus"}, {"docusaurus-md"}):
        raise ValueError(f"{name}: found no expected anchors for {sorted(left_out)}; add them")
