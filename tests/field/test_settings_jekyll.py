"""Jekyll sites as people found them wrong: the right addresses of what GitHub Pages builds."""

import shutil
from pathlib import Path

from surroundings import corpus_at

from index_builder.reading.pages import read_pages
from index_builder.reading.site import read_site
from index_builder.splitting.splitter import split_page


def test_plugins_that_github_always_runs(tmp_path: Path) -> None:
    """A README is its folder's page, and Markdown without front matter is a page with anchors."""
    content = Path(shutil.copytree(corpus_at("field/07-github-pages-defaults"), tmp_path / "case"))
    site = read_site(content / "site")
    found = read_pages(site)
    links = {
        page.path: [
            passage.url
            for passage in split_page(page, site.anchors, lambda text: len(text), 500).passages
        ]
        for page in found.pages
    }
    assert links["README.md"][0].startswith("https://hb.example.org/team/#")
    assert "https://hb.example.org/team/leave.html#sick-leave" in links["leave.md"]
    assert links["policies/README.md"][-1] == "https://hb.example.org/team/policies/#gifts"
    assert site.warnings == ()


def test_a_folder_within_a_site(tmp_path: Path) -> None:
    """Addresses of a folder of pages start at the site whose settings are above it."""
    content = Path(shutil.copytree(corpus_at("field/07-github-pages-defaults"), tmp_path / "case"))
    pages = read_pages(read_site(content / "site" / "policies")).pages
    assert [page.url for page in pages] == ["https://hb.example.org/team/policies/"]
