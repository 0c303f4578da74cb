"""Who builds a Jekyll site, as its files tell, and what that makes of Markdown."""

from pathlib import Path

import pytest

from index_builder.reading.pages import read_pages
from index_builder.reading.site import Site, read_site

BARE = "# Rules\n\nText.\n"


def site_of(folder: Path, config: str, files: dict[str, str]) -> Site:
    for path, text in ({"_config.yml": config, "a.md": BARE} | files).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return read_site(folder)


@pytest.mark.parametrize(
    ("config", "files"),
    [
        ("theme: jekyll-theme-minimal\n", {}),
        ("remote_theme: some/theme\n", {}),
        ("url: https://someone.github.io\n", {}),
        ("plugins: [github-pages]\n", {}),
        ("", {"CNAME": "hb.example.org\n"}),
        ("", {"Gemfile": 'gem "github-pages", group: :jekyll_plugins\n'}),
        ("", {".github/workflows/p.yml": "uses: actions/jekyll-build-pages@v1\n"}),
        ("plugins: [jekyll-optional-front-matter]\n", {"Gemfile": "gem 'jekyll'\n"}),
    ],
)
def test_what_github_builds(config: str, files: dict[str, str], tmp_path: Path) -> None:
    """There Markdown without front matter is a page, and nothing is in doubt."""
    site = site_of(tmp_path, config, files)
    (page,) = (page for page in read_pages(site).pages if page.path == "a.md")
    assert page.url.endswith("/a.html")
    assert site.warnings == ()


@pytest.mark.parametrize(
    ("config", "files"),
    [
        ("theme: minima\n", {"Gemfile": "gem 'jekyll', '~> 4.3'\n"}),
        ("", {"Gemfile": 'gem "jekyll", "~> 4.3"\n# gem "github-pages", group: :plugins\n'}),
        (
            "url: https://x.github.io\n",
            {".github/workflows/p.yml": "run: bundle exec jekyll build\n"},
        ),
        ("optional_front_matter: {enabled: false}\n", {}),
        ("theme: jekyll-theme-minimal\noptional_front_matter: {enabled: false}\n", {}),
        ("theme: jekyll-theme-minimal\nrequire_front_matter: true\n", {}),
    ],
)
def test_what_somebody_else_builds(config: str, files: dict[str, str], tmp_path: Path) -> None:
    """There such a file is served as it is, without doubt, too."""
    site = site_of(tmp_path, config, files)
    (page,) = read_pages(site).pages
    assert (page.url.endswith("/a.md"), page.rendered, site.warnings) == (True, False, ())


def test_nothing_tells(tmp_path: Path) -> None:
    """Then a warning says what was assumed and which setting ends the doubt."""
    site = site_of(tmp_path, "title: x\n", {})
    (warning,) = site.warnings
    assert "_config.yml:1: " in warning
    assert "a.md" in warning
    assert "optional_front_matter" in warning


def test_nothing_is_in_doubt_without_such_pages(tmp_path: Path) -> None:
    """Where all Markdown has front matter it does not matter who builds the site."""
    files = {"a.md": "---\n---\nText.\n", "index.md": "---\n---\n", "README.md": BARE}
    assert site_of(tmp_path, "title: x\n", files | {"docs/LICENSE.md": BARE}).warnings == ()
    assert site_of(tmp_path, "title: x\n", {"docs/README.md": BARE}).warnings != ()


def test_a_post_without_its_front_matter(tmp_path: Path) -> None:
    """Jekyll dates it by the day of the build, so that its address is not known."""
    broken = "---\ntitle: a: b\n---\nText.\n"
    files = {"a.md": broken, "_posts/2020-01-02-p.md": broken}
    found = read_pages(site_of(tmp_path, "title: x\n", files))
    assert [fault.path for fault in found.faults] == ["a.md"]
    assert [failure.path for failure in found.failures] == ["_posts/2020-01-02-p.md"]


def test_strict_front_matter(tmp_path: Path) -> None:
    """With strict_front_matter Jekyll builds no site, so that such a page fails."""
    files = {"a.md": "---\ntitle: a: b\n---\nText.\n", "b.md": "---\n---\nText.\n"}
    found = read_pages(site_of(tmp_path, "strict_front_matter: true\n", files))
    assert [failure.path for failure in found.failures] == ["a.md"]
