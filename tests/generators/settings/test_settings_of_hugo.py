"""What Hugo's settings say of a site: which files count, where pages are, which version builds."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from index_builder.generators.hugo.content_folders import glob_pattern
from index_builder.generators.hugo.permalinks import TokenValues, UnknownToken, filled
from index_builder.generators.hugo.version import CURRENT, hugo_version
from index_builder.reading.pages import read_pages
from index_builder.reading.site import Site, read_site

PAGE = "---\ntitle: A page\n---\nText.\n"


def site_of(folder: Path, files: dict[str, str]) -> Site:
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return read_site(folder)


def urls(site: Site) -> list[str]:
    found = read_pages(site)
    assert not found.failures
    return [page.url for page in found.pages]


@pytest.mark.parametrize(
    "name", ["hugo.json", "config.json", "config/_default/hugo.yaml", "config/_default/config.json"]
)
def test_forms_of_settings(name: str, tmp_path: Path) -> None:
    """Settings are TOML, YAML or JSON, beside the pages or in a folder of their own."""
    text = '{"baseURL": "https://e.org/h/"}'  # JSON is YAML, too
    assert urls(site_of(tmp_path, {name: text, "content/a.md": PAGE})) == ["https://e.org/h/a/"]


def test_production_counts(tmp_path: Path) -> None:
    """What readers see is built with config/production; mappings are merged, keys in any case."""
    site = site_of(
        tmp_path,
        {
            "config/_default/hugo.toml": 'baseurl = "https://d.org"\n[Permalinks]\na = "/x/:title"',
            "config/_default/permalinks.yaml": "b: /y/:title/\n",
            "config/production/hugo.toml": 'BASEURL = "https://p.org"\n',
            "config/production/permalinks.toml": 'b = "/z/:title/"\n',
            "content/a/1.md": PAGE,
            "content/b/1.md": PAGE,
        },
    )
    assert urls(site) == ["https://p.org/x/a-page/", "https://p.org/z/a-page/"]


@pytest.mark.parametrize("text", ["{", '{"name": "another tool"}', "[1]", "x" * 1_000_001])
def test_settings_of_another_tool(text: str, tmp_path: Path) -> None:
    """A config.json without a baseURL is not Hugo's, whatever its form."""
    site = site_of(tmp_path, {"config.json": text, "a.md": PAGE})
    assert site.generator == "plain"


def test_a_language_is_indexed(tmp_path: Path) -> None:
    """One language's folder as the content has its addresses, and a section's cascade above it."""
    files = {
        "hugo.toml": (
            'baseURL = "https://e.org/"\n[languages.en]\ncontentDir = "content/en"\n'
            '[languages.bn]\ncontentDir = "content/bn"\n'
        ),
        "content/en/terms/_index.md": "---\ncascade: {draft: true}\n---\nTerms.\n",
        "content/en/terms/x/a.md": PAGE,
        "content/en/terms/x/b.md": "---\ndraft: false\n---\nText.\n",
        "content/bn/b.md": PAGE,
        "content/bn/later.md": "---\ndraft: true\n---\nText.\n",
    }
    site_of(tmp_path, files)
    assert urls(read_site(tmp_path / "content/bn")) == ["https://e.org/bn/b/"]
    both = ["https://e.org/bn/b/", "https://e.org/terms/x/b/"]
    assert urls(read_site(tmp_path / "content")) == both
    assert urls(read_site(tmp_path / "content/en/terms/x")) == both[1:]


def test_languages_on_hosts_of_their_own(tmp_path: Path) -> None:
    """With an address for each language, none has its code in its addresses."""
    settings = (
        'baseURL = "https://e.org/"\n[languages.en]\nbaseURL = "https://en.org/"\n'
        '[languages.fr]\nbaseURL = "https://fr.org/x/"\n'
    )
    site = site_of(tmp_path, {"hugo.toml": settings, "content/a.md": PAGE, "content/a.fr.md": PAGE})
    assert urls(site) == ["https://fr.org/x/a/", "https://en.org/a/"]


def test_pages_from_elsewhere(tmp_path: Path) -> None:
    """A mount from outside the site is not read, and a warning names its line."""
    settings = (
        'baseURL = "/"\n[module]\n[[module.mounts]]\nsource = "content"\ntarget = "content"\n'
        '[[module.mounts]]\nsource = "../docs"\ntarget = "content/docs"\n'
    )
    site = site_of(tmp_path, {"hugo.toml": settings, "content/a.md": PAGE})
    assert urls(site) == ["/a/"]
    (warning,) = site.warnings
    assert "hugo.toml:" in warning
    assert "'../docs'" in warning


def test_patterns_that_are_not_read(tmp_path: Path) -> None:
    """A pattern of ignoreFiles that is unknown here is a warning, not silence."""
    settings = 'baseURL = "/"\nignoreFiles = ["(?<x", "b.md$"]\n'
    site = site_of(tmp_path, {"hugo.toml": settings, "content/a.md": PAGE, "content/b.md": PAGE})
    assert urls(site) == ["/a/"]
    assert "hugo.toml:2: ignoreFiles" in site.warnings[0]


@pytest.mark.parametrize(
    ("name", "text", "version"),
    [
        ("netlify.toml", '[build.environment]\nHUGO_VERSION = "0.111.3"\n', (0, 111)),
        (".github/workflows/x.yml", "env:\n  HUGO_VERSION: 0.128.0\n", (0, 128)),
        (".github/workflows/x.yaml", "with:\n  hugo-version: '0.91.2'\n", (0, 91)),
        (".hugo-version", "v0.120.4\n", (0, 120)),
        (".tool-versions", "nodejs 20.1\nhugo extended_0.119.0\n", (0, 119)),
        ("package.json", '{"devDependencies": {"hugo-extended": "^0.117.0"}}', (0, 117)),
        (".gitlab-ci.yml", "image: some/hugo:0.107.0\n", (0, 107)),
        ("README.md", "HUGO_VERSION: 0.100.0\n", CURRENT),
        (".gitlab-ci.yml", "image: hugomods/hugo:exts-0.122.0\n", (0, 122)),
        ("netlify.toml", '# HUGO_VERSION = "0.90.0"\nHUGO_VERSION = "0.115.1"\n', (0, 115)),
        ("package.json", '{"dependencies": {"docs-hugo": "0.1.2", "other": "1.0"}}', CURRENT),
        (".github/workflows/x.yml", "hugo-version: latest\n", CURRENT),
    ],
)
def test_the_version_that_builds(
    name: str, text: str, version: tuple[int, int], tmp_path: Path
) -> None:
    """The service that builds the site pins its version; else it is the current one."""
    site_of(tmp_path, {name: text, "content/a.md": PAGE})
    assert hugo_version({}, tmp_path) == version


def test_what_a_site_asks_for(tmp_path: Path) -> None:
    """`max` pins the version; `min` says only that it is not older."""
    older = {"module": {"hugoversion": {"max": "0.110.0", "min": "0.90"}}}
    assert hugo_version(older, tmp_path) == (0, 110)
    assert hugo_version({"module": {"hugoversion": {"min": "0.90.1"}}}, tmp_path) == CURRENT


VALUES = TokenValues(
    sections=("docs", "a", "b"), section_slugs=("dee", "a", "b"), title="T", slug=None, name="n",
    date=datetime(2020, 2, 3, tzinfo=UTC),
)  # fmt: skip


@pytest.mark.parametrize(
    ("template", "made"),
    [
        (":sections[1:]/:slug", "a/b/T"),
        (":sections[:last]/:filename", "docs/a/n"),
        (":sections[last]/:slugorfilename", "b/n"),
        (":sections[0]:sections[9]", "docs"),
        (":sectionslugs/:year:yearday", "dee/a/b/202034"),
        (":06-:Jan-:01", "20-Feb-02"),
    ],
)
def test_tokens(template: str, made: str) -> None:
    """A token has its value, a part of the sections by their numbers."""
    assert "".join(filled(template, VALUES)) == made


def test_an_unknown_token() -> None:
    """Hugo refuses a token that it does not know."""
    with pytest.raises(UnknownToken, match=":foo"):
        filled("/:foo/", VALUES)


@pytest.mark.parametrize(
    ("glob", "yes", "no"),
    [
        ("/a/**", "/a/b/c", "/b/a"),
        ("/a/*", "/a/b", "/a/b/c"),
        ("{page,section}", "page", "home"),
        ("/a?/[bc]", "/ax/b", "/a/b"),
        ("**.draft.md", "x/y.draft.md", "x/y.md"),
    ],
)
def test_globs(glob: str, yes: str, no: str) -> None:
    """One star stays within a name, two cross folders, braces hold alternatives."""
    assert glob_pattern(glob).fullmatch(yes)
    assert not glob_pattern(glob).fullmatch(no)
