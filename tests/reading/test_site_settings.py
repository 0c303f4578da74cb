"""Which site a content folder belongs to, and what its settings say."""

from pathlib import Path

import pytest

from index_builder.generators.docusaurus.addresses import DocusaurusAddresses, Part
from index_builder.generators.headings.anchor_style import AnchorRuleName
from index_builder.generators.jekyll.anchors import KramdownAnchors
from index_builder.generators.registry import BY_ANCHOR_RULE
from index_builder.index.errors import SiteError
from index_builder.reading.site import Site, read_site
from index_builder.reading.site_options import SiteOptions


def write(folder: Path, **files: str) -> Path:
    """Write files into a folder, "__" in a name standing for a dot and "___" for a slash."""
    for name, text in files.items():
        file = folder / name.replace("___", "/").replace("__", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def test_a_folder_without_settings_is_plain(tmp_path: Path) -> None:
    """No settings: kramdown's anchors, no base."""
    site = read_site(tmp_path)
    assert (site.generator, site.base_url, site.anchors.rule) == ("plain", "", "kramdown")
    assert site.root == tmp_path.resolve()


@pytest.mark.parametrize(
    ("settings", "base"),
    [
        ("title: x\n", ""),
        ("url: https://example.org\n", "https://example.org"),
        ("url: https://example.org/\nbaseurl: /play/\n", "https://example.org/play"),
        ("url: https://example.org\nbaseurl: play\n", "https://example.org/play"),
        ('url: ""\nbaseurl: /play\n', "/play"),
        ("baseurl: /\n", ""),
    ],
)
def test_jekylls_base(settings: str, base: str, tmp_path: Path) -> None:
    """The base is url then baseurl, with single slashes and none at the end."""
    site = read_site(write(tmp_path, _config__yml=settings))
    assert (site.generator, site.base_url) == ("jekyll", base)


def test_mkdocs_in_the_folder(tmp_path: Path) -> None:
    """A mkdocs.yml in the folder makes its docs_dir the root of the pages."""
    write(tmp_path, mkdocs__yml="docs_dir: text\nsite_url: https://e.org/x/\n", text___a__md="A")
    site = read_site(tmp_path)
    assert site.generator == "mkdocs"
    assert site.root == tmp_path.resolve() / "text"
    assert site.base_url == "https://e.org/x"


def test_mkdocs_beside_the_folder(tmp_path: Path) -> None:
    """A mkdocs.yml in the parent counts where its docs_dir is the folder, and only there."""
    write(tmp_path, mkdocs__yml="site_name: x\n", docs___a__md="A", other___a__md="A")
    assert read_site(tmp_path / "docs").generator == "mkdocs"
    assert read_site(tmp_path / "other").generator == "plain"


def test_mkdocs_tags_are_never_run(tmp_path: Path) -> None:
    """`!!python` tags, legitimate in mkdocs.yml, name functions but call none."""
    settings = (
        "site_url: https://e.org\nuse_directory_urls: false\n"
        f"x: !!python/object/apply:pathlib.Path.touch [{tmp_path / 'made'}]\n"
        "markdown_extensions:\n  - attr_list\n  - toc:\n      separator: _\n"
        "      slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}\n"
    )
    write(tmp_path, mkdocs__yml=settings, docs___a__md="A")
    site = read_site(tmp_path)
    assert site.anchors.explicit_ids
    assert (site.anchors.separator, site.anchors.slugify) == ("_", "pymdownx-lower")
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    ("extensions", "explicit", "slugify"),
    [
        ("[]", False, "default"),
        ("[extra]", True, "default"),
        ("[markdown.extensions.attr_list]", True, "default"),
        (
            "{attr_list: {}, toc: {slugify: markdown.extensions.toc.slugify_unicode}}",
            True,
            "unicode",
        ),
        ("[toc: {slugify: !!python/name:pymdownx.slugs.uslugify }]", False, "pymdownx-lower"),
        ("[toc: {slugify: !!python/name:pymdownx.slugs.uslugify_cased }]", False, "pymdownx"),
        ("[toc: {slugify: !!python/name:markdown.extensions.toc.slugify }]", False, "default"),
    ],
)
def test_mkdocs_anchor_settings(
    extensions: str, explicit: bool, slugify: str, tmp_path: Path
) -> None:
    """Explicit ids need attr_list or extra; the slug function is told by its name alone."""
    write(tmp_path, mkdocs__yml=f"markdown_extensions: {extensions}\n", docs___a__md="A")
    anchors = read_site(tmp_path).anchors
    assert (anchors.rule, anchors.explicit_ids, anchors.slugify) == (
        "python-markdown", explicit, slugify,
    )  # fmt: skip


@pytest.mark.parametrize(
    "function",
    [
        "!!python/name:own.slug",
        "!!python/object/apply:pymdownx.slugs.slugify {kwds: {case: fold}}",
        "!!python/object/apply:pymdownx.slugs.slugify {kwds: {percent_encode: true}}",
    ],
)
def test_a_function_for_anchors_that_is_not_known_is_said(function: str, tmp_path: Path) -> None:
    """Links have no anchors rather than wrong ones, until an option tells the rule."""
    settings = f"site_name: t\nmarkdown_extensions:\n- toc:\n    slugify: {function}\n"
    write(tmp_path, mkdocs__yml=settings, docs___a__md="A")
    site = read_site(tmp_path)
    assert (site.anchors.rule, site.anchors_known) == ("none", False)
    (warning,) = site.warnings
    assert "mkdocs.yml:4: slugify of toc is" in warning
    told = read_site(tmp_path, SiteOptions(anchors="python-markdown"))
    assert (told.anchors.rule, told.warnings) == ("python-markdown", ())


def test_hooks_are_said_to_be_programs(tmp_path: Path) -> None:
    """They are not run, and may add pages or change addresses."""
    write(tmp_path, mkdocs__yml="site_name: t\nhooks: [own.py]\n", docs___a__md="A")
    (warning,) = read_site(tmp_path).warnings
    assert "mkdocs.yml:2: hooks are programs" in warning


@pytest.mark.parametrize("key", ["post_slugify", "categories_slugify"])
def test_a_function_for_addresses_of_posts_that_is_not_known_is_said(
    key: str, tmp_path: Path
) -> None:
    """The addresses of posts are guesses then."""
    settings = f"plugins:\n- blog:\n    {key}: !!python/name:own.slug\n"
    write(tmp_path, mkdocs__yml=settings, docs___a__md="A")
    (warning,) = read_site(tmp_path).warnings
    assert f"mkdocs.yml:3: {key} is own.slug," in warning.replace("python/name:", "")


@pytest.mark.parametrize("engine", ["GFM", "CommonMarkGhPages"])
def test_another_markdown_than_kramdown_is_said(engine: str, tmp_path: Path) -> None:
    """GitHub Pages offers its own, whose anchors are other ones: no link has a guessed one."""
    write(tmp_path, _config__yml=f"title: t\nmarkdown: {engine}\n", a__md="---\n---\nA")
    site = read_site(tmp_path)
    assert (site.anchors.rule, site.anchors_known) == ("none", False)
    (warning,) = site.warnings
    assert f"_config.yml:2: markdown is '{engine}'" in warning
    told = read_site(tmp_path, SiteOptions(anchors="github"))
    assert (told.anchors.rule, told.warnings) == ("github", ())


def test_kramdown_may_be_named(tmp_path: Path) -> None:
    """It is what Jekyll uses anyway."""
    write(tmp_path, _config__yml="markdown: Kramdown\n", a__md="---\n---\nA")
    assert (read_site(tmp_path).anchors.rule, read_site(tmp_path).warnings) == ("kramdown", ())


def test_jekylls_anchor_settings(tmp_path: Path) -> None:
    """The kramdown settings bear on anchors."""
    settings = (
        "kramdown:\n  auto_ids: false\n  auto_id_prefix: s-\n  input: kramdown\n"
        "  gfm_quirks: [hard_wrap, no_auto_typographic]\n"
    )
    anchors = read_site(write(tmp_path, _config__yml=settings)).anchors
    assert anchors == KramdownAnchors(
        auto_ids=False, auto_id_prefix="s-", input="kramdown", typographic=False
    )


def test_hugo_settings(tmp_path: Path) -> None:
    """Hugo's keys count in any case; its contentDir is the root of the pages."""
    settings = (
        'BaseURL = "https://e.org/h/"\ncontentdir = "text"\n'
        '[module.hugoVersion]\nmin = "0.146.0"\n'
        "[markup.goldmark.parser]\nautoHeadingIDType = 'blackfriday'\n"
    )
    write(tmp_path, hugo__toml=settings, text___a__md="A")
    for folder in (tmp_path, tmp_path / "text"):
        site = read_site(folder)
        assert (site.generator, site.base_url) == ("hugo", "https://e.org/h")
        assert site.root == tmp_path.resolve() / "text"
        assert (site.anchors.id_type, site.anchors.ids_from) == ("blackfriday", "text")


def test_another_tools_config_is_not_hugos(tmp_path: Path) -> None:
    """A config.yaml without baseURL is some other tool's."""
    assert read_site(write(tmp_path, config__yaml="a: 1\n")).generator == "plain"


DOCUSAURUS = """
// url: 'https://comment.example'
/* baseUrl: '/comment/' */
const other = `url: 'template'`;
const config: Config = {
  title: 'It\\'s', url: "https://e.org", 'baseUrl': '/base/', trailingSlash: false,
  tagline: compute('url'), themeConfig: {navbar: {items: [{to: '/x', url: 'no'}]}},
  presets: [['classic', ({docs: {routeBasePath: '/', path: 'docs'}, blog: {routeBasePath: 'b'}})]],
};
export default config;
"""


def test_docusaurus_literals(tmp_path: Path) -> None:
    """Literals of the JavaScript settings are used; its code is not run."""
    write(tmp_path, **{"docusaurus__config__ts": DOCUSAURUS, "docs___a__md": "A"})
    for folder in (tmp_path, tmp_path / "docs"):
        site = read_site(folder)
        assert (site.generator, site.base_url) == ("docusaurus", "https://e.org/base")
        assert site.addresses == DocusaurusAddresses(parts=(Part(route=""),), trailing_slash=False)
        assert site.root == tmp_path.resolve() / "docs"


def test_the_site_url_option_wins(tmp_path: Path) -> None:
    """--site-url replaces url and baseurl, even ones that can't be used."""
    write(tmp_path, _config__yml="url: '{{ site }}'\nbaseurl: /b\n")
    assert (
        read_site(tmp_path, SiteOptions(site_url="https://e.org/p/")).base_url == "https://e.org/p"
    )
    assert read_site(tmp_path, SiteOptions(site_url="/only/path")).base_url == "/only/path"


@pytest.mark.parametrize("rule", ["hugo", "python-markdown", "kramdown", "docusaurus"])
def test_the_rule_option_wins_for_anchors(rule: AnchorRuleName, tmp_path: Path) -> None:
    """--anchors replaces the rule and keeps the generator's addresses."""
    write(tmp_path, _config__yml="kramdown: {auto_id_prefix: x}\n")
    site = read_site(tmp_path, SiteOptions(anchors=rule))
    assert site.generator == "jekyll"
    settings = {"auto_id_prefix": "x"} if rule == "kramdown" else {}
    assert site.anchors == type(BY_ANCHOR_RULE[rule].anchors())(**settings)


def test_the_github_rule_makes_addresses_githubs(tmp_path: Path) -> None:
    """--anchors github leaves the settings aside: files are read where they lie."""
    write(tmp_path, _config__yml="url: https://e.org\n")
    site = read_site(
        tmp_path, SiteOptions(anchors="github", site_url="https://git.example/o/r/blob/main/")
    )
    assert (site.generator, site.anchors.rule) == ("github", "github")
    assert site.base_url == "https://git.example/o/r/blob/main"
    assert read_site(tmp_path, SiteOptions(anchors="github")).base_url == ""


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://e.org", "e.org", "//e.org", "https://", "https://e.org/?q",
            "https://e.org/#x", "https://e .org", "/a\nb", "http://[::1"],
)  # fmt: skip
def test_a_site_url_that_is_none_is_refused(url: str, tmp_path: Path) -> None:
    """Only http addresses and paths can be a base."""
    with pytest.raises(SiteError, match="https://host/path or /path was wanted"):
        read_site(tmp_path, SiteOptions(site_url=url))


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"_config__yml": "a: &x {b: &y 1, c: *y}\n"}, r"_config\.yml:1: the alias \*y found"),
        ({"_config__yml": "title: x\nurl: !ENV U\n"}, r"_config\.yml:2: the tag '!ENV' found"),
        ({"_config__yml": "- a\n"}, "a list found"),
        ({"_config__yml": "url: example.org\n"}, "pass --site-url"),
        ({"_config__yml": "source: ../..\n"}, "a folder inside"),
        ({"_config__yml": "x: " + "y" * 1_000_001}, "at most 1,000,000 bytes"),
        ({"mkdocs__yml": "docs_dir: nowhere\n"}, "docs_dir in"),
        ({"mkdocs__yml": "docs_dir: ..\n"}, "a folder inside"),
        ({"mkdocs__yml": 'docs_dir: "\\0"\n'}, "a folder inside"),
        ({"hugo__toml": "a = = 1"}, "Invalid value"),
        ({"hugo__toml": "a = " + "[" * 5000}, "nested too deeply"),
    ],
)
def test_settings_that_cant_be_used(files: dict[str, str], reason: str, tmp_path: Path) -> None:
    """Settings that can't be read, or lead out of the folder, stop with the reason."""
    write(tmp_path / "content", **files)
    with pytest.raises(SiteError, match=reason) as caught:
        read_site(tmp_path / "content")
    assert "\n" not in str(caught.value)


def test_settings_may_not_be_a_link_out(tmp_path: Path) -> None:
    """A settings file that is a link out of the folder is refused, and nothing of it is shown."""
    write(tmp_path, outside="password: 1")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "_config.yml").symlink_to(tmp_path / "outside")
    with pytest.raises(SiteError, match="a link that leaves its folder") as caught:
        read_site(tmp_path / "content")
    assert "password" not in str(caught.value)


def test_hugos_settings_folder(tmp_path: Path) -> None:
    """Hugo's config/_default is its settings too."""
    write(tmp_path, config____default___hugo__toml='baseURL = "/h/"', content___a__md="A")
    assert (tmp_path / "config" / "_default" / "hugo.toml").is_file()
    assert read_site(tmp_path).base_url == "/h"


def test_the_content_must_be_a_folder(tmp_path: Path) -> None:
    """A missing folder, a file, and a link in a circle each say what to do."""
    (tmp_path / "file.md").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for name, reason in [
        ("missing", "name one that exists"),
        ("file.md", "name the folder it is in"),
        ("loop", "leads to itself"),
    ]:
        with pytest.raises(SiteError, match=reason):
            read_site(tmp_path / name)


def test_a_site_is_a_value(tmp_path: Path) -> None:
    """Reading the same settings twice gives equal sites."""
    write(tmp_path, _config__yml="permalink: pretty\n")
    first: Site = read_site(tmp_path)
    assert first == read_site(tmp_path)
