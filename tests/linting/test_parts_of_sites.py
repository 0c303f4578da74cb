"""What a site has besides the pages that are read is not called broken."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from .folders import findings, write_folder

DOCUSAURUS = {
    "docusaurus.config.js": (
        "module.exports = {url: 'https://e.org', baseUrl: '/b/', presets: ['classic'],\n"
        "  plugins: [['@docusaurus/plugin-content-docs', {id: 'team', path: 'team',"
        " routeBasePath: 'team'}]]};\n"
    ),
    "src/pages/index.tsx": "",
    "src/pages/team/us.jsx": "",
    "static/img/a.png": "",
    "sidebars.js": "module.exports = {s: [{link: {type: 'generated-index', slug: '/all'}}]};\n",
    "versions.json": '["1"]',
    "versioned_docs/version-1/old.md": "# Old\n",
    "team/who.md": "# Who\n\n[x](/docs/next/b) [y](/docs/old)\n",
    "blog/2024-01-01-a.md": "# A\n",
}
VITEPRESS = {
    ".vitepress/config.ts": "export default { base: '/b/' }\n",
    "public/a.pdf": "",
    "index.md": "# Home\n",
    "guide/b.md": "# B\n",
    "made/[name].md": "# {{ $params.name }}\n",
    "[team]/index.md": "# {{ $params.team }}\n",
}
HUGO = {
    "hugo.toml": (
        'baseURL = "https://e.org/b/"\ndefaultContentLanguageInSubdir = true\n'
        '[languages.en]\n[languages.fr]\n[permalinks]\nblog = "/:year/:slug/"\n'
    ),
    "content/Blog Posts/a.en.md": "# A\n",
    "content/blog/c.en.md": "---\ntitle: C\ndate: 2024-01-02\n---\n# C\n",
    "content/pay/deep/c.md": "# C\n",
}
ELEVENTY = {
    "eleventy.config.js": "module.exports = () => ({ pathPrefix: '/b/' });\n",
    "pay/c.md": "# C\n",
}
MKDOCS = {
    "mkdocs.yml": "site_name: X\nsite_url: https://e.org/b/\n",
    "docs/index.md": "# Home\n",
    "docs/other/c.md": "# C\n",
    "docs/img/x.png": "",
}
MADE = {**MKDOCS, "mkdocs.yml": f"{MKDOCS['mkdocs.yml']}plugins: [gen-files]\n"}
_PLUGINS = """\
plugins:
- blog
- redirects: {redirect_maps: {old.md: b.md}}
- i18n: {languages: [{locale: en, default: true}, {locale: fr}, {locale: de, build: false}]}
"""
BLOG = {**MKDOCS, "mkdocs.yml": f"{MKDOCS['mkdocs.yml']}{_PLUGINS}"}
FROM_PAGES = {
    **MKDOCS,
    "mkdocs.yml": (
        f"{MKDOCS['mkdocs.yml']}validation: {{links: {{absolute_links: relative_to_docs}}}}\n"
    ),
}
RIGHT: list[tuple[Mapping[str, str], str, str, str]] = [
    (DOCUSAURUS, ".", "team/a.md", "/ /b/ https://e.org/b/ /img/a.png /team/us /docs/all"),
    (DOCUSAURUS, ".", "team/a.md", "/blog /blog/tags/x /docs/tags /docs/category/z /search"),
    (DOCUSAURUS, ".", "team/a.md", "../blog/2024-01-01-a.md @site/static/img/a.png ./who.md"),
    (DOCUSAURUS, "team", "team/a.md", "/docs/old /docs/next/b ../docs/b.md /team/who"),
    (VITEPRESS, ".", "a.md", "/ /b/ /a.pdf /guide/b /guide/b.html ./guide/b.md"),
    (VITEPRESS, "guide", "guide/a.md", "/ ../index.md ./b.md ../ /a.pdf"),
    (MADE, ".", "docs/a.md", "made/by.md /b/made/by/ hooks.md"),
    (
        BLOG,
        ".",
        "docs/a.md",
        "../blog/category/x/ /b/blog/archive/2024/ /b/fr/other/c/ ../fr/b/ /b/old/",
    ),
    (FROM_PAGES, ".", "docs/a.md", "/other/c.md /img/x.png other/c.md /b/other/c/ /other/none.md"),
    (FROM_PAGES, "docs/part", "docs/part/a.md", "/other/c.md /part/a.md /img/x.png"),
    (VITEPRESS, ".", "a.md", "/made/x /made/y.html /b/made/x /unit"),
    (HUGO, ".", "content/pay/a.md", "/b/ /b/en/ /b/fr/ /b/en/blog/ /b/en/blog-posts/ /b/fr/tags/x"),
    (HUGO, ".", "content/pay/a.md", "/b/en/2024/c/ /b/en/pay/ https://e.org/b/en/blog/"),
    (ELEVENTY, ".", "a.md", "/pay/c/ /b/pay/c/"),
    (MKDOCS, "docs/part", "docs/part/a.md", "../index.md ../other/c.md ../img/x.png"),
]
WRONG: list[tuple[Mapping[str, str], str, str, str]] = [
    (DOCUSAURUS, ".", "team/a.md", "/nowhere"),
    (DOCUSAURUS, ".", "team/a.md", "./nobody.md"),
    (DOCUSAURUS, ".", "team/a.md", "/img/none"),
    (VITEPRESS, ".", "a.md", "/guide/none"),
    (VITEPRESS, ".", "a.md", "/made/x/y"),
    (VITEPRESS, ".", "a.md", f"/{'long' * 80}/none"),
    (HUGO, ".", "content/pay/a.md", "/b/en/nowhere/"),
    (HUGO, ".", "content/pay/a.md", "/b/blog/x/"),
    (HUGO, ".", "content/pay/a.md", "/b/en/blog/none/"),
    (MKDOCS, ".", "docs/a.md", "other/none.md"),
    (MKDOCS, ".", "docs/a.md", "/other/c.md"),
    (MKDOCS, ".", "docs/a.md", "/other/c/"),
    (BLOG, ".", "docs/a.md", "/b/blog/category/x.md"),
    (BLOG, ".", "docs/a.md", "old.md"),
    (BLOG, ".", "docs/a.md", "/b/de/b/"),
    (FROM_PAGES, ".", "docs/a.md", "/other/c/"),
]


def broken(
    files: Mapping[str, str], content: str, page: str, links: str, tmp_path: Path
) -> list[str]:
    """Return what is found of links written into a page of a site."""
    text = "# Page\n\n" + " ".join(f"[the link](<{link}>)" for link in links.split()) + "\n"
    write_folder(tmp_path, {**files, "docs/b.md": "# B\n", page: text})
    found = findings(tmp_path / content)
    return [finding.sentence for finding in found if finding.code == "PB101"]


@pytest.mark.parametrize(("files", "content", "page", "links"), RIGHT)
def test_what_the_site_has(
    files: Mapping[str, str], content: str, page: str, links: str, tmp_path: Path
) -> None:
    """Pages of programs, static files, made lists, other parts of the site: nothing is found."""
    assert broken(files, content, page, links, tmp_path) == []


@pytest.mark.parametrize(("files", "content", "page", "links"), WRONG)
def test_what_the_site_lacks(
    files: Mapping[str, str], content: str, page: str, links: str, tmp_path: Path
) -> None:
    """A link to nothing is still found."""
    assert len(broken(files, content, page, links, tmp_path)) == 1


def test_anchors_that_plugins_make(tmp_path: Path) -> None:
    """Headings of mkdocstrings and lists of tags are not known, and not called missing."""
    files = {
        "mkdocs.yml": "site_name: X\nplugins: [tags]\n",
        "docs/a.md": "# A\n\n[one](b.md#mod.func) [two](c.md#tag:x) [three](c.md#tag)\n",
        "docs/b.md": "# B\n\n::: mod\n    options: {}\n",
        "docs/c.md": "# C\n",
    }
    found = findings(write_folder(tmp_path, files))
    assert [one.sentence for one in found] == ["No heading of c.md has the anchor #tag"]


def test_a_correction_names_the_address_not_the_file(tmp_path: Path) -> None:
    """MkDocs leaves a link from the root as it is, and serves no `.md`."""
    files = {**MKDOCS, "docs/a.md": "# A\n\n[the other](/other/c.md)\n"}
    (found,) = findings(write_folder(tmp_path, files))
    assert found.fix == "write /b/other/c/"


LONG = "long" * 80  # longer than a file's name may be


@pytest.mark.parametrize("files", [DOCUSAURUS, VITEPRESS, HUGO, ELEVENTY, MKDOCS, {}])
@pytest.mark.parametrize(
    "link", [f"/{LONG}/a", f"/a/{LONG}.pdf", f"./{LONG}.md", f"{LONG}/a.pdf", f"@site/{LONG}",
             f"/{LONG}/a.pdf", f"../{LONG}/", "/a%00b", "a%00b.md", "a%00b/c.pdf"],
)  # fmt: skip
def test_no_link_ends_the_check(files: Mapping[str, str], link: str, tmp_path: Path) -> None:
    """A link that can't be the name of a file is only a link: other findings are still shown."""
    alone = broken(files, ".", "docs/a.md", "./none.md", tmp_path)
    found = broken(files, ".", "docs/a.md", f"{link} ./none.md", tmp_path)
    assert [sentence for sentence in found if link not in sentence] == alone
