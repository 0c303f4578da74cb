"""What Docusaurus' and VitePress' settings say, and the warnings for what they leave open."""

from pathlib import Path

import pytest
from linting.folders import write_folder

from index_builder.reading.pages import read_pages
from index_builder.reading.site import Site, read_site
from index_builder.reading.site_options import SiteOptions

CONFIG = "docusaurus.config.js"
HEAD = "module.exports = {url: 'https://e.org', baseUrl: '/',\n"


def docusaurus(folder: Path, program: str, **files: str) -> Site:
    """Return the site of these settings with a page in docs/."""
    return read_site(write_folder(folder, {CONFIG: program, "docs/1-a.md": "A", **files}))


WARNED = [
    (HEAD + "presets: makePresets()};", 2, "an entry of presets, `makePresets()`, is not run"),
    (HEAD + "presets: [['classic', {docs: docs()}]]};", 2, "docs is `docs()`, which is not run"),
    (HEAD + "presets: [['classic', {docs: {path: at()}}]]};", 2, "path is `at()`"),
    (HEAD + "presets: ['classic'],\nplugins: [isProd && 'a']};", 3, "`isProd && 'a'`, is not run"),
    (HEAD + "presets: [['classic', {docs: {exclude: ['!(a)/**']}}]]};", 2, "not understood"),
    (HEAD + "presets: [['classic', {docs: {numberPrefixParser: f()}}]]};", 2, "is a function"),
    ("module.exports = {presets: ['classic'], url: where()};", 1, "url is `where()`"),
    ("module.exports = {presets: ['classic'],\n\nbaseUrl: process.env.B ?? '/b/'};", 3,
     "baseUrl is set by the environment variable B: its default '/b/' is used; pass --site-url"),
    ("module.exports = {presets: ['classic'], baseUrl: process.env.B};", 1,
     "baseUrl is the environment variable B, which is not run"),
    ("import c from './c';\n\nexport default c;", 3, "the settings are c, which is not run"),
    ("module.exports = {...shared, presets: ['classic']};", 1, "url is `shared`"),
    (HEAD + "};", 1, "neither presets nor plugins: the usual ones are used"),
]  # fmt: skip


@pytest.mark.parametrize(("program", "line", "reason"), WARNED)
def test_what_cant_be_read_is_a_warning(
    program: str, line: int, reason: str, tmp_path: Path
) -> None:
    """File, line, what was found and what to do; the pages are read as is usual."""
    site = docusaurus(tmp_path, program)
    (warning,) = [one for one in site.warnings if reason in one]
    assert warning.startswith(f"{CONFIG}:{line}: ")
    assert [page.path for page in read_pages(site).pages] == ["1-a.md"]


def test_settings_that_are_wholly_read_give_no_warning(tmp_path: Path) -> None:
    """Functions and plugins of the site's own do not bear on its docs."""
    program = (
        HEAD + "presets: [['classic', {docs: {sidebarPath: require.resolve('./s.js'),"
        " editUrl: (p) => p}}]], themes: more(), plugins: [require('./own'), function f() {},"
        " ['@docusaurus/plugin-ideal-image', {quality: 70}]], themeConfig: {...other}};"
    )
    assert docusaurus(tmp_path, program).warnings == ()


def test_an_option_ends_the_doubt_that_names_it(tmp_path: Path) -> None:
    """With --site-url nobody is told to pass --site-url."""
    write_folder(tmp_path, {CONFIG: WARNED[7][0], "docs/a.md": "A"})
    assert read_site(tmp_path, SiteOptions(site_url="https://e.org")).warnings == ()


@pytest.mark.parametrize(
    ("options", "route"),
    [
        ("{}", "/docs/a"),
        ("{lastVersion: 'current'}", "/docs/a"),
        ("{lastVersion: 'current', versions: {current: {path: 'main'}}}", "/docs/main/a"),
        ("{disableVersioning: true}", "/docs/a"),
        ("{onlyIncludeVersions: ['current']}", "/docs/a"),
        ("{versions: {'2.0': {path: 'two'}}}", "/docs/two/a"),
        ("{includeCurrentVersion: false}", "/docs/a"),
        ("{onlyIncludeVersions: ['1.0']}", "/docs/a"),
    ],
)
def test_the_version_that_plain_links_open(options: str, route: str, tmp_path: Path) -> None:
    """It is read, wherever its folder lies, at the path that the settings give it."""
    site = docusaurus(
        tmp_path,
        HEAD + f"presets: [['classic', {{docs: {options}}}]]}};",
        **{
            "versions.json": '["2.0", "1.0"]',
            "versioned_docs/version-2.0/a.md": "Two",
            "versioned_docs/version-1.0/a.md": "One",
        },
    )
    (page,) = read_pages(site).pages
    assert page.url == f"https://e.org{route}"
    released = "1.0" if "['1.0']" in options else "2.0"
    is_current = "current'" in options or "disable" in options
    assert page.text == ("A" if is_current else {"1.0": "One", "2.0": "Two"}[released])


def test_a_versions_file_that_is_none_is_an_error(tmp_path: Path) -> None:
    """Names become folders, so that only names are taken."""
    from index_builder.index.errors import SiteError

    for text in ('{"a": 1}', "[", '["../../x"]', "[1]"):
        with pytest.raises(SiteError, match=r"versions\.json"):
            docusaurus(tmp_path, HEAD + "presets: ['classic']};", **{"versions.json": text})


def test_a_folder_outside_the_site_is_named_with_the_settings(tmp_path: Path) -> None:
    """`path: '../docs'`: indexed with --settings, at the site's addresses."""
    program = HEAD + "presets: [['classic', {docs: {path: '../docs'}}]]};"
    write_folder(tmp_path, {f"web/{CONFIG}": program, "docs/a.md": "A"})
    site = read_site(tmp_path / "docs", SiteOptions(settings=tmp_path / "web" / CONFIG))
    (page,) = read_pages(site).pages
    assert page.url == "https://e.org/docs/a"


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ("rewrites: make()", "rewrites is a program"),
        ("rewrites: {'(.*)/x.md': 'y.md'}", "the rewrite of '(.*)/x.md' is not understood"),
        ("markdown: {anchor: {slugify: (s) => s}}", "markdown.anchor.slugify is not run"),
        ("base: process.env.BASE || '/b/'", "its default '/b/' is used; pass --site-url"),
        ("srcExclude: ['!(x)']", "which is not understood"),
    ],
)
def test_what_vitepress_leaves_open(settings: str, reason: str, tmp_path: Path) -> None:
    """What is a program there is a warning, too."""
    config = f"export default {{\n  {settings},\n}}\n"
    site = read_site(write_folder(tmp_path, {".vitepress/config.ts": config, "a.md": "A"}))
    (warning,) = site.warnings
    assert warning.startswith(".vitepress/config.ts:2: ")
    assert reason in warning
