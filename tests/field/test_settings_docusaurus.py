"""Docusaurus sites as people found them wrong: the right addresses, and what must not be quoted."""

import shutil
from pathlib import Path

import pytest
from surroundings import corpus_at

from index_builder.reading.pages import read_pages
from index_builder.reading.site import read_site
from index_builder.splitting.splitter import split_page

CASES = "field"
HOST = "https://hb.example.org"


def pages_of(content: Path) -> dict[str, str]:
    """Return the address of every page by its path."""
    found = read_pages(read_site(content))
    assert not found.failures
    return {page.path: page.url for page in found.pages}


def test_path_base_and_exclude() -> None:
    """Folder, route, base and patterns count; the repository's README is no page of the site."""
    site = corpus_at(f"{CASES}/08-docusaurus-path-baseurl") / "site"
    assert pages_of(site) == {
        "01-intro/01-welcome.md": f"{HOST}/team/",
        "02-pay/10-pay-day.mdx": f"{HOST}/team/pay/pay-day",
        "02-pay/links.md": f"{HOST}/team/pay/links",
        # `exclude` replaces the usual patterns, so that the build has this page
        "_partials/_rates.mdx": f"{HOST}/team/_partials/_rates",
    }
    assert pages_of(site / "news") == {
        "2024-01-31-parking.md": f"{HOST}/team/news/2024/01/31/parking"
    }
    assert pages_of(site / "src" / "pages") == {"about.md": f"{HOST}/team/about"}
    left_out = {out.path: out.reason for out in read_pages(read_site(site)).left_out}
    assert left_out["news/"] == "the blog: name that folder as the content to index it"
    assert "drafts/plan.md" in left_out


def test_versions() -> None:
    """The version that plain links open is indexed; the docs to come only by their own address."""
    site = corpus_at(f"{CASES}/09-docusaurus-versions") / "site"
    assert read_site(site).root == site / "versioned_docs" / "version-1.0.0"
    assert pages_of(site) == {"fees.md": f"{HOST}/docs/fees"}
    assert pages_of(site / "docs") == {
        "fees.md": f"{HOST}/docs/next/fees",
        "newpage.md": f"{HOST}/docs/next/newpage",
    }
    (left_out,) = read_site(site).left_out
    assert (left_out.path, left_out.reason.partition(":")[0]) == (
        "docs/",
        "not released yet, which the site has at /docs/next/",
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("site", {"docs/a.md": "/docs/a", "handbook/leave.md": "/staff/leave"}),
        ("site/docs", {"a.md": "/docs/a"}),
        ("site/handbook", {"leave.md": "/staff/leave"}),
    ],
)
def test_two_instances(content: str, expected: dict[str, str]) -> None:
    """Each instance of the docs has its own route, indexed together or alone."""
    folder = corpus_at(f"{CASES}/10-docusaurus-two-docs-plugins") / content
    assert pages_of(folder) == {path: HOST + address for path, address in expected.items()}


def test_an_id_is_what_its_markdown_shows(tmp_path: Path) -> None:
    """`{#pay.__init__}` is rendered with the heading: the page has pay.init."""
    page = corpus_at(f"{CASES}/11-docusaurus-id-underscores") / "10-pay-day.mdx"
    (tmp_path / "docs").mkdir()
    shutil.copy(page, tmp_path / "docs")
    (tmp_path / "docusaurus.config.js").write_text("module.exports = {presets: ['classic']};")
    site = read_site(tmp_path)
    (read,) = read_pages(site).pages
    cut = split_page(read, site.anchors, lambda text: len(text.split()), 120)
    anchors = {passage.url.partition("#")[2] for passage in cut.passages}
    assert {"when", "pay.init"} <= anchors
    assert not any("__" in anchor for anchor in anchors)
