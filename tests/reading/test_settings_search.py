"""Where a site's settings are looked for, and what is said where there are none to read."""

from pathlib import Path

import pytest

from index_builder.generators.unread import UNREAD, UnreadGenerator
from index_builder.index.errors import SiteError
from index_builder.reading.pages import read_pages
from index_builder.reading.site import Site, read_site
from index_builder.reading.site_options import SiteOptions

MKDOCS = "site_name: Team\nsite_url: https://hb.example.org/\n"


def tree(root: Path, files: dict[str, str]) -> Path:
    """Write files by their paths."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def addresses(site: Site) -> dict[str, str]:
    """Return each page's address by its path."""
    return {page.path: page.url for page in read_pages(site).pages}


@pytest.mark.parametrize(
    ("settings", "text", "pages", "address"),
    [
        ("mkdocs.yml", MKDOCS, "docs", "https://hb.example.org/rules/travel/trains/"),
        ("_config.yml", "url: https://hb.example.org\n", ".",
         "https://hb.example.org/rules/travel/trains.html"),
        ("hugo.toml", 'baseURL = "https://hb.example.org/"\n', "content",
         "https://hb.example.org/rules/travel/trains/"),
        ("docusaurus.config.js", "export default {url: 'https://hb.example.org', baseUrl: '/'};\n",
         "docs", "https://hb.example.org/docs/rules/travel/trains"),
    ],
)  # fmt: skip
def test_a_folder_among_the_pages_keeps_the_sites_addresses(
    settings: str, text: str, pages: str, address: str, tmp_path: Path
) -> None:
    """However deep the folder that is indexed lies, its pages have the addresses of the site."""
    page = "---\ntitle: Trains\n---\nText.\n"
    tree(tmp_path, {settings: text, f"{pages}/rules/travel/trains.md": page})
    for inner, path in [
        ("rules/travel", "trains.md"),
        ("rules", "travel/trains.md"),
        (".", "rules/travel/trains.md"),
    ]:
        site = read_site(tmp_path / pages / inner)
        assert site.settings_file == tmp_path / settings
        assert addresses(site) == {path: address}, inner


def test_the_search_ends_at_the_repository(tmp_path: Path) -> None:
    """Settings outside of the content's own repository are another project's."""
    tree(tmp_path, {"_config.yml": "url: https://e.org\n", "inner/docs/a.md": "A"})
    assert read_site(tmp_path / "inner" / "docs").generator == "jekyll"
    (tmp_path / "inner" / ".git").mkdir()
    assert read_site(tmp_path / "inner" / "docs").generator == "plain"


def test_a_folder_that_the_site_ignores_is_not_its_own(tmp_path: Path) -> None:
    """Jekyll passes over names with an underscore: a folder there is no part of its site."""
    tree(tmp_path, {"_config.yml": "url: https://e.org\n", "_notes/a.md": "A"})
    assert read_site(tmp_path / "_notes").generator == "plain"


def test_the_nearest_settings_count(tmp_path: Path) -> None:
    """A handbook's own settings come before those of the site around it."""
    tree(tmp_path, {"_config.yml": "url: https://e.org\n", "book/mkdocs.yml": MKDOCS,
                    "book/docs/a.md": "A"})  # fmt: skip
    assert read_site(tmp_path / "book" / "docs").generator == "mkdocs"


def test_the_settings_option_names_the_file(tmp_path: Path) -> None:
    """A settings file that lies anywhere can be named; by another name, its generator too."""
    tree(tmp_path, {"etc/mkdocs.yml": f"{MKDOCS}docs_dir: ../pages\n", "pages/a.md": "A"})
    pages = tmp_path / "pages"
    assert read_site(pages).generator == "plain"
    named = SiteOptions(settings=tmp_path / "etc" / "mkdocs.yml")
    assert addresses(read_site(pages, named)) == {"a.md": "https://hb.example.org/a/"}
    other = tmp_path / "etc" / "handbook.yml"
    other.write_text(f"{MKDOCS}docs_dir: ../pages\n")
    with pytest.raises(SiteError, match="--generator"):
        read_site(pages, SiteOptions(settings=other))
    chosen = SiteOptions(settings=other, generator="mkdocs")
    assert addresses(read_site(pages, chosen)) == {"a.md": "https://hb.example.org/a/"}


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (SiteOptions(settings=Path("nowhere.yml")), "no such file"),
        (SiteOptions(settings=Path("mkdocs.yml"), generator="github"), "has no settings file"),
        (SiteOptions(settings=Path("mkdocs.yml")), "no part of that site's pages"),
    ],
)
def test_a_settings_file_that_does_not_help_is_refused(
    options: SiteOptions, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing file, one for a generator without any, and one for other pages say so."""
    tree(tmp_path, {"mkdocs.yml": "docs_dir: docs\n", "docs/a.md": "A", "other/a.md": "A"})
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SiteError, match=reason):
        read_site(tmp_path / "other", options)


def test_the_generator_option_replaces_what_is_found(tmp_path: Path) -> None:
    """A generator that is chosen makes the addresses, with its settings if they are there."""
    tree(tmp_path, {"_config.yml": "url: https://e.org\n", "a.md": "---\n---\nA"})
    assert addresses(read_site(tmp_path, SiteOptions(generator="mkdocs"))) == {"a.md": "/a/"}
    plain = SiteOptions(generator="plain", site_url="https://p.org")
    assert addresses(read_site(tmp_path, plain)) == {"a.md": "https://p.org/a.html"}


@pytest.mark.parametrize("unread", UNREAD, ids=lambda unread: unread.title)
def test_an_unread_generator_is_named_with_what_to_set(
    unread: UnreadGenerator, tmp_path: Path
) -> None:
    """Its links are guesses and its anchors unknown: the warning names the file and the options."""
    marker = unread.files[0].replace("*", "js")
    said = "".join(
        f"{word} = 'x'" if marker.endswith(".toml") else word for word in unread.says[:1]
    )
    tree(tmp_path, {marker: said, "a.md": "# A\n\nText."})
    site = read_site(tmp_path)
    assert site.title == unread.title
    (warning,) = site.warnings
    assert warning.startswith(f"{tmp_path / marker}: {unread.title} found")
    assert "--site-url" in warning
    assert f"--address-pattern (usually {unread.pattern})" in warning
    assert (site.anchors_known, site.anchors.rule) == (False, "none")
    told = SiteOptions(site_url="https://e.org", address_pattern=unread.pattern)
    assert not read_site(tmp_path, told).warnings


@pytest.mark.parametrize(
    ("marker", "folder"), [("book.toml", "src/pay/overtime"), ("_quarto.yml", "pay/overtime")]
)
def test_a_folder_among_an_unread_generators_pages(
    marker: str, folder: str, tmp_path: Path
) -> None:
    """Its paths begin at the folder of pages, as other sites' do, unless the pattern has them."""
    content = tree(tmp_path, {marker: "", f"{folder}/a.md": "A"}) / folder
    assert addresses(read_site(content)) == {"a.md": "/pay/overtime/a.html"}
    for pattern in ("/{path}/", "/pay/overtime/{path}/"):
        told = read_site(content, SiteOptions(address_pattern=pattern))
        assert addresses(told) == {"a.md": "/pay/overtime/a/"}
        assert not told.warnings


@pytest.mark.parametrize(
    ("files", "pages"),
    [
        ({"book.toml": "[book]\n", "src/a.md": "A"}, "src"),
        ({"book.toml": '[book]\nsrc = "text/en"\n', "text/en/a.md": "A"}, "text/en"),
        ({"book.json": '{"root": "./manual"}', "manual/a.md": "A"}, "manual"),
        ({"config.toml": "base_url = 'x'", "content/a.md": "A"}, "content"),
        ({"astro.config.mjs": "", "src/content/docs/a.md": "A"}, "src/content/docs"),
    ],
)  # fmt: skip
def test_an_unread_generators_pages_folder_is_asked_for(
    files: dict[str, str], pages: str, tmp_path: Path
) -> None:
    """Read from above it, every address would have the name of that folder in it."""
    told = SiteOptions(site_url="https://e.org", address_pattern="/{path}.html")
    (warning,) = read_site(tree(tmp_path, files), told).warnings
    assert f"pages lie in {pages}/" in warning
    assert warning.endswith(f"name {tmp_path / pages} as the content")
    assert not read_site(tmp_path / pages, told).warnings


@pytest.mark.parametrize(
    ("marker", "left_out"),
    [
        ("book.toml", {"SUMMARY.md"}),
        ("book.json", {"SUMMARY.md", "en/SUMMARY.md"}),
        ("_quarto.yml", {"README.md", "_part.qmd", "_parts/b.md"}),
    ],
)
def test_what_an_unread_generator_makes_no_page_of_is_left_out(
    marker: str, left_out: set[str], tmp_path: Path
) -> None:
    """A list of contents, or a part of other pages, has no address that a link could open."""
    tree(tmp_path, {marker: "", "a.md": "A", **dict.fromkeys(left_out, "Part.")})
    for options in (SiteOptions(), SiteOptions(address_pattern="/{path}.html")):
        assert set(addresses(read_site(tmp_path, options))) == {"a.md"}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("/{path}/", {"index.md": "/", "a/index.md": "/a/", "a/b.md": "/a/b/"}),
        ("/{path}/", {"a/index.md": "/a/", "a/README.md": "/a/README/"}),
        ("/{path}.html", {"index.md": "/", "a/index.md": "/a/", "a/b.md": "/a/b.html"}),
        ("/x/{name}", {"a/b.md": "/x/b", "README.md": "/x/", "p.md": "/own/"}),
        ("/x/{path}/", {"index.md": "/x/", "a/_index.md": "/x/a/", "a/b.md": "/x/a/b/"}),
        ("/x/p-{path}", {"index.md": "/x/", "a.md": "/x/p-a"}),
        ("/{folder}/{name}.htm", {"a/b.md": "/a/b.htm", "c.md": "/c.htm"}),
    ],
)  # fmt: skip
def test_an_address_pattern_is_filled_in(
    pattern: str, expected: dict[str, str], tmp_path: Path
) -> None:
    """An index, or a README without one beside it, has its folder's address; a permalink wins."""
    fields = {"p.md": "---\npermalink: /own/\n---\n"}
    tree(tmp_path, {path: f"{fields.get(path, '')}Text." for path in expected})
    assert addresses(read_site(tmp_path, SiteOptions(address_pattern=pattern))) == expected


@pytest.mark.parametrize("pattern", ["{path}", "/", "/x/", "//{path}", "/{slug}/", "/{path"])
def test_an_address_pattern_that_is_none_is_refused(pattern: str, tmp_path: Path) -> None:
    """It must be a path with a place for the page's own name, and only known placeholders."""
    with pytest.raises(SiteError, match=r"wanted a path such as /\{path\}/"):
        read_site(tmp_path, SiteOptions(address_pattern=pattern))


def test_a_guess_about_a_site_is_said(tmp_path: Path) -> None:
    """Without settings, an address alone makes links that may be wrong; the options end that."""
    tree(tmp_path, {"a.md": "A"})
    assert not read_site(tmp_path).warnings  # no links are made
    (warning,) = read_site(tmp_path, SiteOptions(site_url="https://e.org")).warnings
    assert "--generator, --settings FILE or --address-pattern" in warning


def test_a_draft_is_never_a_page(tmp_path: Path) -> None:
    """Whoever makes the site, a page that says it is a draft, or not published, is not quoted."""
    tree(tmp_path, {"a.md": "---\ndraft: true\n---\nA", "b.md": "---\npublished: false\n---\nB",
                    "c.md": "---\ndraft: false\n---\nC"})  # fmt: skip
    for options in (
        SiteOptions(),
        SiteOptions(address_pattern="/{path}/"),
        SiteOptions(generator="github"),
    ):
        found = read_pages(read_site(tmp_path, options))
        assert [page.path for page in found.pages] == ["c.md"]
        assert [out.path for out in found.left_out if out.reason != "front matter"] == [
            "a.md", "b.md",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("mkdocs.yml", "site_name: x\ndocs_dir: {name}\n"),
        ("hugo.toml", 'baseURL = "/"\ncontentDir = "{name}"\n'),
        (".vitepress/config.js", "export default {{ srcDir: '{name}' }}\n"),
        (".eleventy.js", "module.exports = () => ({{ dir: {{ input: '{name}' }} }})\n"),
    ],
)
@pytest.mark.parametrize("name", ["long" * 80, "not-there", "../../.."])
def test_a_folder_of_pages_that_cannot_be_is_named(
    file: str, text: str, name: str, tmp_path: Path
) -> None:
    """Whatever is wrong with the name, it is told which setting has it, and what to do."""
    tree(tmp_path, {file: text.format(name=name), "a.md": "A"})
    with pytest.raises(SiteError, match="correct it, or name that folder as the content"):
        read_site(tmp_path)


def test_a_setting_of_an_unread_generator_that_names_no_folder(tmp_path: Path) -> None:
    """Its pages are taken to lie where the content is."""
    tree(tmp_path, {"book.toml": f'src = "{"long" * 80}"\n', "a.md": "A"})
    assert addresses(read_site(tmp_path)) == {"a.md": "/a.html"}
