"""Addresses where no generator's own program can be asked, and what all addresses share."""

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_builder.generators.addresses import (
    PageFile,
    PlainAddresses,
    ServedAsIs,
    Unpublished,
    page_url,
)
from index_builder.generators.jekyll.addresses import jekyll_addresses
from index_builder.index.errors import PageError
from index_builder.reading.pages import read_pages
from index_builder.reading.site import read_site
from index_builder.reading.site_options import SiteOptions

NOW = datetime(2024, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.md", "/"),
        ("a.md", "/a.html"),
        ("a/b.markdown", "/a/b.html"),
        ("a/index.md", "/a/"),
        ("README.md", "/README.html"),
        ("_partial.md", "/_partial.html"),
        ("licensing.html.md.erb", "/licensing.html"),
        ("manuals/index.html.md.erb", "/manuals/"),
        ("a.md.erb", "/a.html"),
        ("UPPER.MD", "/UPPER.html"),
        ("v1.2.md", "/v1.2.html"),
    ],
)
def test_plain_addresses(path: str, expected: str) -> None:
    """The path with .html for its suffixes; index stands for its folder."""
    rules = PlainAddresses()
    assert rules.is_page(path)
    assert rules.address(PageFile(path=path, fields={}, has_front_matter=False), NOW) == expected


@pytest.mark.parametrize("path", ["a.txt", "md", "a.md.bak", "a.html", "a.erb"])
def test_what_is_no_markdown(path: str) -> None:
    """Other files are no pages."""
    assert not PlainAddresses().is_page(path)


@pytest.mark.parametrize(
    ("permalink", "expected"),
    [
        ("/a/", "/a/"),
        ("a", "/a"),
        ("/a//b/", "/a/b/"),
        ("/../../etc/", "/etc/"),
        ("/a%20b/", "/a b/"),
        ("/", "/"),
        (2020, "/2020"),
    ],
)
def test_a_permalink_is_a_path_from_the_root(permalink: object, expected: str) -> None:
    """However it is written, a permalink can't leave the site."""
    source = PageFile(path="x.md", fields={"permalink": permalink}, has_front_matter=True)
    assert PlainAddresses().address(source, NOW) == expected


@pytest.mark.parametrize("permalink", ["", [], ["/a/"], {"a": 1}, True])
def test_a_permalink_that_is_no_text(permalink: object) -> None:
    """It is refused with what stands there, by Jekyll's rules too."""
    source = PageFile(path="x.md", fields={"permalink": permalink}, has_front_matter=True)
    for rules in (PlainAddresses(), jekyll_addresses({})):
        with pytest.raises(PageError, match="one text wanted"):
            rules.address(source, NOW)


def test_githubs_addresses_are_the_files(tmp_path: Path) -> None:
    """Under GitHub's rule the address is the path below the site URL, suffix and all."""
    (tmp_path / "a b").mkdir()
    (tmp_path / "a b" / "é.md").write_text("---\npermalink: /x/\n---\nText.")
    site = read_site(
        tmp_path, SiteOptions(anchors="github", site_url="https://git.example/o/r/blob/main")
    )
    (page,) = read_pages(site).pages
    assert page.url == "https://git.example/o/r/blob/main/a%20b/%C3%A9.md"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map("/".__add__))
def test_an_address_says_the_path_and_nothing_else(path: str) -> None:
    """Decoded, an address gives the path back; no character starts a query or a fragment."""
    made = page_url("https://e.org/base", path)
    assert made.isascii()
    assert unquote(made.removeprefix("https://e.org/base")) == path
    assert urlsplit(made)[2:] == (made.removeprefix("https://e.org"), "", "")


def bare(path: str, settings: dict[str, object]) -> str | ServedAsIs | Unpublished:
    """Return the address of a Jekyll page without front matter."""
    source = PageFile(path=path, fields={}, has_front_matter=False)
    return jekyll_addresses(settings).address(source, NOW)


@pytest.mark.parametrize(
    ("path", "settings", "published"),
    [
        ("a.md", {}, False),
        ("a.md", {"plugins": ["jekyll-optional-front-matter"]}, True),
        ("a.md", {"gems": ["jekyll-optional-front-matter"]}, True),
        ("a.md", {"plugins": ["github-pages"]}, True),
        ("README.md", {"plugins": ["github-pages"]}, True),
        ("README.md", {"plugins": ["github-pages"], "readme_index": {"enabled": False}}, False),
        ("README.md", {"plugins": ["jekyll-optional-front-matter"]}, False),
        ("docs/license.md", {"plugins": ["github-pages"]}, False),
        ("README.md", {"plugins": ["github-pages"], "include": ["README.md"]}, True),
        ("a.md", {"plugins": ["github-pages"], "optional_front_matter": {"enabled": False}}, False),
    ],
)
def test_jekyll_pages_without_front_matter(
    path: str, settings: dict[str, object], published: bool
) -> None:
    """Only jekyll-optional-front-matter makes pages of them, and not of a project's own files.

    The others are copied as they are; GitHub Pages also makes a README its folder's page.
    """
    found = bare(path, settings)
    assert isinstance(found, str) is published
    assert published or found == ServedAsIs(path=f"/{path}")


@pytest.mark.parametrize("permalink", ["/:nonsense/", "/:year/:title/"])
def test_a_template_jekyll_stops_at(permalink: str) -> None:
    """An unknown placeholder, or a date's without a date, is a page error that names it."""
    rules = jekyll_addresses({"collections": {"c": {"output": True, "permalink": permalink}}})
    source = PageFile(path="_c/a.md", fields={}, has_front_matter=True)
    with pytest.raises(PageError, match=r"_c/a\.md:1: the permalink .* correct the permalink"):
        rules.address(source, NOW)
