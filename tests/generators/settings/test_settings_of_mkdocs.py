"""What mkdocs.yml, the files it inherits from and the environment say of a site."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from index_builder.generators.mkdocs.blog import formatted_date
from index_builder.index.errors import SiteError
from index_builder.reading.pages import read_pages
from index_builder.reading.site import Site, read_site

PAGE = "# A\n\nText.\n"


def site_of(folder: Path, **files: str) -> Site:
    """Write files, "__" in their names for "." and "___" for "/", and read the site."""
    for name, text in ({"docs___a__md": PAGE} | files).items():
        file = folder / name.replace("___", "/").replace("__", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return read_site(folder)


def urls(site: Site) -> list[str]:
    return [page.url for page in read_pages(site).pages]


@pytest.mark.parametrize(
    ("written", "environment", "base"),
    [
        ("!ENV SITE", {"SITE": "https://e.org/x/"}, "https://e.org/x"),
        ("!ENV [SITE, 'https://d.org/']", {}, "https://d.org"),
        ("!ENV [SITE, OTHER, 'https://d.org/']", {"OTHER": "https://o.org"}, "https://o.org"),
        ("!ENV [SITE, OTHER, 'https://d.org/']", {}, "https://d.org"),
    ],
)
def test_the_environment(
    written: str,
    environment: dict[str, str],
    base: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`!ENV` is the first variable that is set, else the default."""
    for name in ("SITE", "OTHER"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    site = site_of(tmp_path, mkdocs__yml=f"site_url: {written}\n")
    assert (site.base_url, site.warnings) == (base, ())


def test_values_of_the_environment_are_yaml(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A variable that says false switches off, as does a default."""
    settings = (
        "use_directory_urls: !ENV [FLAT, true]\nplugins:\n  - blog: {enabled: !ENV [X, no]}\n"
    )
    monkeypatch.setenv("FLAT", "false")
    post = "---\ndate: 2020-01-01\n---\n# P\n"
    site = site_of(tmp_path, mkdocs__yml=settings, docs___blog___posts___p__md=post)
    assert urls(site) == ["/a.html", "/blog/posts/p.html"]


def test_a_variable_that_is_not_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A warning names the line, the variable and the option; settings that decide nothing don't."""
    monkeypatch.delenv("SITE", raising=False)
    site = site_of(tmp_path, mkdocs__yml="repo_url: !ENV SITE\nsite_url: !ENV SITE\n")
    (warning,) = site.warnings
    assert warning.startswith(f"{tmp_path.resolve() / 'mkdocs.yml'}:2: site_url is taken from")
    assert "SITE" in warning
    assert "--site-url" in warning


def test_inheritance_is_a_merge(tmp_path: Path) -> None:
    """Mappings are merged down the chain, lists replaced; folders are the site's own."""
    site = site_of(
        tmp_path,
        mkdocs__yml="INHERIT: shared/one.yml\nmarkdown_extensions: [toc]\n",
        shared___one__yml="INHERIT: ../two.yml\nextra: {a: 1}\nsite_url: https://e.org/\n",
        two__yml="site_url: https://no.org\nmarkdown_extensions: [attr_list]\ndocs_dir: docs\n",
    )
    assert site.base_url == "https://e.org"
    assert site.root == tmp_path.resolve() / "docs"
    assert not site.anchors.explicit_ids


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"mkdocs__yml": "a: 1\nINHERIT: mkdocs.yml\n"}, r"mkdocs\.yml:2: INHERIT leads back"),
        (
            {"mkdocs__yml": "INHERIT: b.yml\n", "b__yml": "INHERIT: mkdocs.yml\n"},
            r"b\.yml:1: INHERIT leads back",
        ),
        ({"mkdocs__yml": "INHERIT: none.yml\n"}, "'none.yml', which is no file"),
        ({"mkdocs__yml": "INHERIT: [a, b]\n"}, "INHERIT is"),
        ({"mkdocs__yml": "INHERIT: b.yml\n", "b__yml": "a: [\n"}, r"b\.yml:\d"),
        ({"mkdocs__yml": "plugins: [exclude: {regex: '('}]\n"}, "regex '\\('"),
    ],
)
def test_settings_that_lead_nowhere(files: dict[str, str], reason: str, tmp_path: Path) -> None:
    """A circle, a missing parent and a wrong pattern stop with the file and what was wanted."""
    with pytest.raises(SiteError, match=reason):
        site_of(tmp_path, **files)


@pytest.mark.parametrize("place", ["config", ".config"])
def test_settings_in_a_folder_of_their_own(place: str, tmp_path: Path) -> None:
    """Settings in a folder of the repository name their pages from there."""
    file = tmp_path / place / "mkdocs.yml"
    file.parent.mkdir()
    file.write_text("docs_dir: ../docs\nsite_url: https://e.org\n")
    assert urls(site_of(tmp_path)) == ["https://e.org/a/"]


@pytest.mark.parametrize(
    ("plugins", "said"),
    [
        ("[monorepo]", "brings pages"),
        ("[search, gen-files: {scripts: [a.py]}]", "brings pages"),
        ("{macros: {}}", "fills in text"),
        ("[mike]", "--site-url"),
    ],
)
def test_plugins_that_are_not_followed(plugins: str, said: str, tmp_path: Path) -> None:
    """A warning names the line of a plugin that brings pages, text or versions."""
    site = site_of(tmp_path, mkdocs__yml=f"site_name: x\nplugins: {plugins}\n")
    (warning,) = site.warnings
    assert "mkdocs.yml:2: " in warning
    assert said in warning


def test_plugins_without_effect(tmp_path: Path) -> None:
    """Plugins that change neither pages nor addresses are passed over in silence."""
    plugins = "[search, awesome-pages, tags, exclude-search, redirects: {redirect_maps: {a: b}}]"
    site = site_of(tmp_path, mkdocs__yml=f"plugins: {plugins}\n")
    assert (site.warnings, urls(site)) == ((), ["/a/"])


def test_the_version_that_mike_shows_first(tmp_path: Path) -> None:
    """With versions side by side, links open the canonical one."""
    settings = "site_url: https://e.org/x/\nplugins: [mike: {canonical_version: latest}]\n"
    site = site_of(tmp_path, mkdocs__yml=settings)
    assert (site.base_url, site.warnings) == ("https://e.org/x/latest", ())


@pytest.mark.parametrize(
    ("post", "reason"),
    [
        ("# No front matter\n", "a date such as 2024-01-31"),
        ("---\ntitle: x\n---\n", "a date such as 2024-01-31"),
        ("---\ndate: {updated: 2024-01-01}\n---\n", "a date such as 2024-01-31"),
        ("---\ndate: soon\n---\n", "'soon' found"),
    ],
)
def test_a_post_without_a_date(post: str, reason: str, tmp_path: Path) -> None:
    """The plugin builds no site then, and the page says why."""
    site = site_of(tmp_path, mkdocs__yml="plugins: [blog]\n", docs___blog___posts___p__md=post)
    (failure,) = read_pages(site).failures
    assert failure.path == "blog/posts/p.md"
    assert reason in failure.reason


def test_dates_in_another_language(tmp_path: Path) -> None:
    """Names of months in addresses are known in English only, and a warning says so."""
    settings = "theme: {name: material, language: de}\nplugins:\n  - blog:\n      %s\n"
    worded = site_of(tmp_path, mkdocs__yml=settings % "post_url_date_format: yyyy/MMM")
    assert "mkdocs.yml:4: post_url_date_format" in worded.warnings[0]
    assert not site_of(tmp_path, mkdocs__yml=settings % "post_url_date_format: yyyy/M").warnings


@pytest.mark.parametrize(
    ("pattern", "made"),
    [
        ("yyyy/MM/dd", "2024/03/05"),
        ("y-M-d", "2024-3-5"),
        ("yy'y'MMM", "24yMar"),
        ("long", "March 5, 2024"),
        ("yyyy/'week'ww", "2024/week10"),
    ],
)
def test_date_patterns(pattern: str, made: str) -> None:
    """A pattern is filled in as Babel does."""
    assert formatted_date(pattern, datetime(2024, 3, 5, tzinfo=UTC)) == made


def test_lines_of_meta_data(tmp_path: Path) -> None:
    """`Key: value` lines at the top are no text of the page, and give its title."""
    text = "Title: The rules\n  of the house\nOwner: us\n    and them\n\n# Rules\n\nBe kind.\n"
    other = "Title: Only this\nNot: a word\nBut this is text.\n"
    site = site_of(tmp_path, mkdocs__yml="", docs___a__md=text, docs___b__md=other)
    first, second = read_pages(site).pages
    assert (first.title, first.body_line) == ("The rules", 2)
    assert (second.title, second.body_line) == ("Only this", 3)


def test_aliases_in_settings(tmp_path: Path) -> None:
    """An alias stands for its value, and a merge key for its mapping."""
    settings = (
        "extra: {home: &home https://e.org/x, one: &one {separator: _}}\nsite_url: *home\n"
        "markdown_extensions:\n  - toc:\n      <<: *one\n"
    )
    site = site_of(tmp_path, mkdocs__yml=settings)
    assert (site.base_url, site.anchors.separator) == ("https://e.org/x", "_")


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ("a: &a [1, 2]\nb: &b [*a, *a]\nc: [*b, *b]\n", "no alias within an anchored value"),
        ("a: &a [*a]\n", "no alias within an anchored value"),
        ("a: &a 1\nb: [" + "*a, " * 201 + "]\n", "at most 200 aliases"),
        ("b: *a\n", "undefined alias"),
    ],
)
def test_aliases_that_could_stand_for_anything(settings: str, reason: str, tmp_path: Path) -> None:
    """Aliases of aliases, in a circle or in great number are refused with their line."""
    with pytest.raises(SiteError, match=reason):
        site_of(tmp_path, mkdocs__yml=settings)
