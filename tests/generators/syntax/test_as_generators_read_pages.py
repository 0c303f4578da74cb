"""Pages are cut as the site's own program reads them: the same headings, ids and words."""

import json
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from anchors.generators import jekyll, mkdocs
from anchors.generators.markup import BEGIN, END, content
from anchors.generators.process import run

from index_builder.linting.linted_page import linted_page
from index_builder.reading.pages import read_pages
from index_builder.reading.site import read_site
from index_builder.splitting.splitter import split_page

from .built import Built, read_built, words_of
from .cases import Case, read_cases

PYTHON_MARKDOWN = read_cases("python_markdown.txt")
PYTHON_MARKDOWN_ALONE = read_cases("python_markdown_alone.txt")
KRAMDOWN = read_cases("kramdown.txt")
EXTENSIONS = """\
- attr_list
- abbr
- def_list
- footnotes
- admonition
- md_in_html
- tables
- pymdownx.details
- pymdownx.superfences
- pymdownx.mark
- pymdownx.caret
- pymdownx.tilde
- pymdownx.keys
- pymdownx.critic
- pymdownx.smartsymbols
- pymdownx.tabbed: {alternate_style: true}
- pymdownx.blocks.admonition
- pymdownx.blocks.details
- pymdownx.blocks.tab
- pymdownx.blocks.html
- pymdownx.blocks.caption
- pymdownx.emoji
"""
MARKER = re.compile(r"^\s*\d+\. ", re.MULTILINE)  # no text of the page
_LAYOUT = f"<!--{BEGIN}-->{{{{ page.content }}}}<!--{END}-->"


def python_markdown_site(folder: Path, pages: Mapping[str, str], extensions: str) -> None:
    (folder / "theme").mkdir()
    (folder / "theme/main.html").write_text(_LAYOUT, "utf-8")
    (folder / "docs").mkdir()
    settings = "site_name: t\ntheme: {name: null, custom_dir: theme}\nplugins: []\n"
    listed = f"markdown_extensions:\n{extensions}" if extensions else ""
    (folder / "mkdocs.yml").write_text(settings + listed, "utf-8")
    for name, markdown in pages.items():
        (folder / "docs" / f"{name}.md").write_text(markdown, "utf-8")


def build_python_markdown(folder: Path, pages: Mapping[str, str], extensions: str) -> None:
    python_markdown_site(folder, pages, extensions)
    run([sys.executable, "-m", "mkdocs", "build", "--quiet"], folder)


def build_kramdown(folder: Path, pages: Mapping[str, str], settings: Mapping[str, object]) -> None:
    (folder / "_config.yml").write_text(json.dumps({"kramdown": settings}), "utf-8")
    for name, markdown in pages.items():
        front = "---\nlayout: null\n---\n\n"
        (folder / f"{name}.md").write_text(front + markdown, "utf-8")
    run(["jekyll", "build", "--quiet", "--disable-disk-cache"], folder)


def ours(folder: Path) -> dict[str, Built]:
    """Return the pages of a site as they are cut and linted."""
    site = read_site(folder)
    found = {}
    for page in read_pages(site).pages:
        cut = split_page(page, site.anchors, lambda text: len(text.split()) + 2, 10_000)
        linted = linted_page(page, page.url, site.anchors)
        headings = [heading for _, heading in sorted(linted.document.headings.items())]
        texts = [*(passage.text for passage in cut.passages), *(one.text for one in headings)]
        texts += [text for passage in cut.passages for text in passage.headings]
        found[Path(page.path).stem] = Built(
            headings=[heading.anchor for heading in headings],
            ids=set(linted.anchors),
            words=words_of(MARKER.sub("", "\n".join(texts))),
        )
    return found


def differences(built: Built, own: Built) -> dict[str, object]:
    """Return what differs; ids of the contents' links are not those of places."""
    made = {one for one in built.ids if not one.startswith("markdown-toc")}
    pairs = {
        "headings": (built.headings, own.headings),
        "ids": (made - own.ids, own.ids - made),
        "words": (built.words - own.words, own.words - built.words),
    }
    return {
        kind: pair
        for kind, pair in pairs.items()
        if (pair[0] != pair[1] if kind == "headings" else any(pair))
    }


Read = Callable[[str], Built]


@pytest.fixture(scope="module")
def python_markdown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Read, dict[str, Built]]:
    """The pages as MkDocs builds them, and as they are cut."""
    if reason := mkdocs.missing() or mkdocs.missing_pymdownx():
        pytest.skip(reason)
    return built_and_cut(tmp_path_factory.mktemp("site"), PYTHON_MARKDOWN, EXTENSIONS)


@pytest.fixture(scope="module")
def python_markdown_alone(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Read, dict[str, Built]]:
    """The same for a site that switches no extension on."""
    if reason := mkdocs.missing():
        pytest.skip(reason)
    return built_and_cut(tmp_path_factory.mktemp("site"), PYTHON_MARKDOWN_ALONE, "")


def built_and_cut(
    folder: Path, cases: list[Case], extensions: str
) -> tuple[Read, dict[str, Built]]:
    build_python_markdown(folder, {case.name: case.markdown for case in cases}, extensions)

    def read(name: str) -> Built:
        return read_built(content((folder / "site" / name / "index.html").read_text("utf-8")))

    return read, ours(folder)


@pytest.fixture(scope="module")
def kramdown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Read, dict[str, Built]]:
    """The pages as Jekyll builds them, and as they are cut."""
    if reason := jekyll.missing():
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("site")
    build_kramdown(folder, {case.name: case.markdown for case in KRAMDOWN}, {})

    def read(name: str) -> Built:
        return read_built((folder / "_site" / f"{name}.html").read_text("utf-8"))

    return read, ours(folder)


@pytest.mark.slow
@pytest.mark.parametrize("case", PYTHON_MARKDOWN, ids=lambda case: case.title)
def test_python_markdown(case: Case, python_markdown: tuple[Read, dict[str, Built]]) -> None:
    """A page of MkDocs has the headings, ids and words here that its build has."""
    read, cut = python_markdown
    assert differences(read(case.name), cut[case.name]) == {}


@pytest.mark.slow
@pytest.mark.parametrize("case", PYTHON_MARKDOWN_ALONE, ids=lambda case: case.title)
def test_python_markdown_alone(
    case: Case, python_markdown_alone: tuple[Read, dict[str, Built]]
) -> None:
    """So it is where MkDocs has only the extensions of its own."""
    read, cut = python_markdown_alone
    assert differences(read(case.name), cut[case.name]) == {}


@pytest.mark.slow
@pytest.mark.parametrize("case", KRAMDOWN, ids=lambda case: case.title)
def test_kramdown(case: Case, kramdown: tuple[Read, dict[str, Built]]) -> None:
    """A page of Jekyll has the headings, ids and words here that its build has."""
    read, cut = kramdown
    assert differences(read(case.name), cut[case.name]) == {}
