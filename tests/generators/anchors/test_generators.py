"""The golden anchors are what the real generators give, page by page and all pages as one."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from index_builder.generators.headings.anchor_style import AnchorStyle
from index_builder.generators.hugo.anchors import HugoAnchors
from index_builder.generators.jekyll.anchors import KramdownAnchors

from .cases import STYLES, Case, read_cases
from .generators import hugo, jekyll, mkdocs, npm
from .markdown_pages import headings

CASES = read_cases()
_TEXT_IDS_SINCE = (0, 144)  # hugo makes ids from rendered text since this version

Ids = Mapping[str, list[str]]
Build = Callable[[Mapping[str, str], Path], Ids]


def _mkdocs(*extensions: str) -> Build:
    return lambda pages, work: mkdocs.build(pages, work, extensions=extensions)


def _toc(*settings: str) -> list[str]:
    return ["- toc:", *(f"    {setting}" for setting in settings)]


_PYMDOWNX = "slugify: !!python/object/apply:pymdownx.slugs.slugify"
BUILDS: dict[str, Build] = {
    "kramdown": jekyll.build,
    "kramdown-plain": lambda p, w: jekyll.build(p, w, kramdown={"input": "kramdown"}),
    "mkdocs": _mkdocs(),
    "mkdocs-attr-list": _mkdocs("- attr_list"),
    "mkdocs-unicode": _mkdocs(
        *_toc("slugify: !!python/name:markdown.extensions.toc.slugify_unicode", "separator: _")
    ),
    "mkdocs-pymdownx": _mkdocs("- attr_list", *_toc(f"{_PYMDOWNX} {{kwds: {{}}}}")),
    "mkdocs-pymdownx-lower": _mkdocs(
        "- attr_list", *_toc(f"{_PYMDOWNX} {{kwds: {{case: lower}}}}")
    ),
    "hugo": hugo.build,
    "hugo-ascii": lambda p, w: hugo.build(p, w, parser={"autoHeadingIDType": "github-ascii"}),
    "hugo-blackfriday": lambda p, w: hugo.build(p, w, parser={"autoHeadingIDType": "blackfriday"}),
    "hugo-text": hugo.build,
}


def _skip_without(style: str) -> None:
    tools = {"kramdown": jekyll.missing, "mkdocs": mkdocs.missing, "hugo": hugo.missing}
    reason = tools.get(style.partition("-")[0], npm.missing)()
    if not reason and "pymdownx" in style:
        reason = mkdocs.missing_pymdownx()
    if not reason and style.startswith("hugo"):
        newer = hugo.version() >= _TEXT_IDS_SINCE
        if newer != (style == "hugo-text"):
            reason = f"hugo here is {hugo.version()}, ids from text since {_TEXT_IDS_SINCE}"
    if reason:
        pytest.skip(reason)


def _pages(style: str) -> dict[str, str]:
    """Return the cases' pages that the style can be compared on, and those we match as one."""
    cases = [case for case in CASES if style in case.expected]
    matched = [case.markdown for case in cases if not any(case.expected[style].ours_differs)]
    return {**{case.name: case.markdown for case in cases}, "all": "\n".join(matched)}


def _compare(style: str, ids: Ids) -> None:
    """Each page's ids are the golden ones; on the page of all, they are what our rule gives."""
    by_name: dict[str, Case] = {case.name: case for case in CASES}
    one_by_one = {name: tuple(found) for name, found in ids.items() if name != "all"}
    assert one_by_one == {name: by_name[name].expected[style].anchors for name in one_by_one}
    if "all" in ids:
        page = headings(_pages(style)["all"], STYLES[style])
        assert ids["all"] == STYLES[style].anchors(page)


@pytest.mark.slow
@pytest.mark.parametrize("style", BUILDS)
def test_site_generator(style: str, tmp_path: Path) -> None:
    """Headings of pages built by the generator have the golden ids."""
    _skip_without(style)
    _compare(style, BUILDS[style](_pages(style), tmp_path))


@pytest.mark.slow
def test_docusaurus(tmp_path: Path) -> None:
    """A Docusaurus site has the golden ids, pages that need it built as `format: md`."""
    _skip_without("docusaurus")
    pages = _pages("docusaurus")
    commonmark = {c.name: c.markdown for c in CASES if "docusaurus-md" in c.expected}
    ids = npm.docusaurus({**pages, **commonmark}, tmp_path, commonmark=commonmark)
    _compare("docusaurus", {name: ids[name] for name in pages})
    _compare("docusaurus-md", {name: ids[name] for name in commonmark})


def test_vitepress() -> None:
    """VitePress' own renderer gives the golden ids; a page with an id twice stops it."""
    _skip_without("vitepress")
    pages = {name: text for name, text in _pages("vitepress").items() if name != "all"}
    _compare("vitepress", npm.vitepress(pages))


def test_github_slugger() -> None:
    """github-slugger makes the golden slugs of the headings' texts."""
    _skip_without("github")
    pages = _pages("github")
    texts = {
        name: [heading.text for heading in headings(markdown, STYLES["github"])]
        for name, markdown in pages.items()
    }
    _compare("github", npm.github(texts))


_SETTINGS_PAGE = "## One -- two\n\n## One -- two\n\n## Three {#own}\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("settings", "style"),
    [
        ({"auto_ids": False}, KramdownAnchors(auto_ids=False)),
        ({"auto_id_prefix": "p-"}, KramdownAnchors(auto_id_prefix="p-")),
        (
            {"auto_id_prefix": "p-", "input": "kramdown"},
            KramdownAnchors(auto_id_prefix="p-", input="kramdown"),
        ),
        (
            {"gfm_quirks": ["paragraph_end", "no_auto_typographic"]},
            KramdownAnchors(typographic=False),
        ),
    ],
)
def test_jekyll_settings(settings: dict[str, object], style: AnchorStyle, tmp_path: Path) -> None:
    """Settings for kramdown in `_config.yml` change ids as the style's fields say."""
    _skip_without("kramdown")
    ids = jekyll.build({"page": _SETTINGS_PAGE}, tmp_path, kramdown=settings)
    assert ids["page"] == style.anchors(headings(_SETTINGS_PAGE, style))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("settings", "changed"),
    [
        ({"autoHeadingID": False}, {"auto_ids": False}),
        ({"attribute": {"title": False}}, {"explicit_ids": False}),
    ],
)
def test_hugo_settings(
    settings: dict[str, object], changed: dict[str, bool], tmp_path: Path
) -> None:
    """Goldmark's settings change ids as the style's fields say."""
    _skip_without("hugo")
    style = HugoAnchors(
        auto_ids=changed.get("auto_ids", True),
        explicit_ids=changed.get("explicit_ids", True),
        ids_from="text" if hugo.version() >= _TEXT_IDS_SINCE else "source",
    )
    ids = hugo.build({"page": _SETTINGS_PAGE}, tmp_path, parser=settings)
    assert ids["page"] == style.anchors(headings(_SETTINGS_PAGE, style))
