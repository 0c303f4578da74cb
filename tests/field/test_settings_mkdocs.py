"""MkDocs sites as people found them wrong: the right addresses, and what must not be quoted."""

from pathlib import Path

import pytest

from index_builder.linting.linted_folder import read_folder
from index_builder.linting.rules.unreadable_page import RULE
from index_builder.reading.pages import read_pages
from index_builder.reading.site import read_site

from .sites import copied, links_of


def test_the_content_is_one_folder_of_the_site(tmp_path: Path) -> None:
    """The settings two folders up count, and addresses start at the site's folder of pages."""
    content = copied("02-content-is-a-subfolder", tmp_path) / "mkdocs/docs/policies"
    links = links_of(content)
    assert links
    assert all("/policies/travel/" in link for link in links)


def test_an_address_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The default of `!ENV` is the site's address where the variable is not set."""
    monkeypatch.delenv("SITE_URL", raising=False)
    content = copied("03-mkdocs-env", tmp_path) / "site"
    assert links_of(content)[1] == "https://hb.example.org/team/policies/travel/#trains"
    monkeypatch.setenv("SITE_URL", "https://next.example.org/")
    assert links_of(content)[1] == "https://next.example.org/policies/travel/#trains"


def test_inherited_settings(tmp_path: Path) -> None:
    """The address, its form and the extensions come from the file that INHERIT names."""
    links = links_of(copied("04-mkdocs-inherit", tmp_path) / "site")
    assert "https://hb.example.org/pay.html#wages" in links


def test_a_blog(tmp_path: Path) -> None:
    """A post has the address of its date and title; a draft is not quoted."""
    links = links_of(copied("12-material-blog", tmp_path) / "site")
    post = "https://hb.example.org/blog/2024/01/31/new-parking-rules/"
    assert [link for link in links if "/blog/2" in link] == [f"{post}#new-parking-rules"]
    assert not [link for link in links if "secret" in link]


def test_front_matter_that_is_no_yaml(tmp_path: Path) -> None:
    """The page is read, since MkDocs publishes it; the build and lint say what is wrong."""
    site = read_site(copied("32-bad-yaml-published", tmp_path) / "site")
    found = read_pages(site)
    assert [page.url for page in found.pages] == ["https://dietpi.com/docs/hardware/"]
    assert [(fault.path, fault.line) for fault in found.faults] == [("hardware.md", 2)]
    linted = list(RULE.check(read_folder(site)))
    assert [(fault.path, fault.line) for fault in linted] == [("hardware.md", 2)]
    assert RULE.severity == "error"
