"""Whole Eleventy sites of public style: every link of every passage opens its words."""

from pathlib import Path

import pytest

from index_builder.reading.site import read_site
from index_builder.reading.site_options import SiteOptions

from .checking import unseen_pages, wrong_links
from .npm_builds import built, skip_without, texts_of

HOST = SiteOptions(site_url="https://hb.example.org")

PAGES = {
    ".eleventy.js": (
        "const anchor = require('markdown-it-anchor');\n"
        "module.exports = (c) => {\n  c.amendLibrary('md', (m) => m.use(anchor));\n"
        "  return { dir: { input: 'pages', includes: '_layouts' } };\n};\n"
    ),
    "README.md": "# For developers\n\nHidden advice for developers.\n",
    "pages/_layouts/page.html": "<main>{{ content }}</main>\n",
    "pages/_layouts/note.md": "Hidden note of the layouts.\n",
    "pages/index.md": "---\ntitle: Home\nlayout: page.html\n---\n# Home\n\nSeen: welcome.\n",
    "pages/travel.md": "# Travel\n\nSeen: trains.\n\n## Trains & buses: what?\n\nBook second.\n",
    "pages/pay/index.md": "# Pay\n\nSeen: pay.\n",
    "pages/pay/README.md": "# Read me\n\nSeen: how pay is read.\n",
    "pages/pay/2024-01-05-rates.md": "# Rates\n\nSeen: rates.\n",
    "pages/team/team.md": "# Team\n\nSeen: the team.\n",
    "pages/moved.md": "---\npermalink: /elsewhere/here/\n---\n# Moved\n\nSeen: it moved.\n",
    "pages/file.md": "---\npermalink: out/file.html\n---\n# File\n\nSeen: a file.\n",
    "pages/ends.md": "---\npermalink: /ends/index.html\n---\n# Ends\n\nSeen: it ends.\n",
    "pages/built.md": "---\npermalink:\n  build: /b/\n---\n# Built\n\nSeen: built.\n",
    "pages/none.md": "---\npermalink: false\n---\n# None\n\nHidden page.\n",
    "pages/apart.md": "---\neleventyExcludeFromCollections: true\n---\n# Apart\n\nSeen: apart.\n",
    "pages/A b é.md": "# Name\n\nSeen: a name with blanks.\n",
}
IGNORING = {
    "eleventy.config.js": """module.exports = function (config) {
      config.ignores.add("src/inner/**");
      config.ignores.add('./src/note.md');
      return { dir: { input: "src" } };
    };
    """,
    ".eleventyignore": "src/plain.md\nother.md\nsrc/whole/\n**/third.md\n",
    "src/plain.md": "# Plain\n\nHidden: plain.\n",
    "src/third.md": "# Third\n\nHidden: third.\n",
    "src/other.md": "# Other\n\nSeen: other.\n",
    "src/whole/b.md": "# Whole\n\nHidden: whole.\n",
    "src/outer/plain.md": "# Outer\n\nSeen: outer plain.\n",
    "src/index.md": "# Home\n\nSeen: home.\n",
    "src/note.md": "# Note\n\nHidden: note.\n",
    "src/inner/a.md": "# Inner\n\nHidden: inner.\n",
    "src/outer/note.md": "# Outer\n\nSeen: outer note.\n",
}
MODULE = {
    "package.json": '{"type": "module"}',
    "eleventy.config.js": (
        "export default function (eleventyConfig) {\n"
        "  eleventyConfig.setInputDirectory('src');\n"
        "  eleventyConfig.addPassthroughCopy({ 'assets': '/' });\n}\n\n"
        "export const config = { pathPrefix: '/team/', dir: { output: 'out' } };\n"
    ),
    "src/index.md": "# Home\n\nSeen: home.\n",
    "src/a/b.md": "# B\n\nSeen: b.\n\n## Sub\n\nMore.\n",
    "src/a/drafts/c.md": "# C\n\nHidden draft.\n",
    ".eleventyignore": "src/a/drafts/\n**/_*.md\n",
    "src/a/_d.md": "# D\n\nHidden too.\n",
}
ROOT = {
    ".eleventy.js": "module.exports = function (c) {\n  c.addPassthroughCopy('img');\n};\n",
    "README.md": "# About this repository\n\nSeen: about it.\n",
    "index.md": "# Home\n\nSeen: home.\n",
    "docs/guide.md": "# Guide\n\nSeen: a guide.\n",
    "_includes/x.md": "Hidden include.\n",
}
DATA = {
    "eleventy.config.mjs": "export default () => ({ dir: { input: './content/' } });\n",
    "content/index.md": "# Home\n\nSeen: home.\n",
    "content/posts/posts.json": '{"tags": ["post"]}',
    "content/posts/one.md": "# One\n\nSeen: one.\n",
    "content/posts/deep/deep.md": "# Deep\n\nSeen: deep.\n",
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("files", "contents", "output"),
    [
        (PAGES, (".", "pages", "pages/pay"), "_site"),
        (MODULE, (".", "src", "src/a"), "out"),
        (ROOT, (".", "docs"), "_site"),
        (DATA, (".", "content/posts"), "_site"),
        (IGNORING, (".", "src/outer"), "_site"),
    ],
    ids=["pages", "module", "root", "data", "ignoring"],
)
def test_every_link_opens_its_words(
    files: dict[str, str], contents: tuple[str, ...], output: str, tmp_path: Path
) -> None:
    """The whole site and parts of it: all links right, nothing hidden quoted, no page missed."""
    skip_without("@11ty/eleventy")
    site = built(tmp_path / "site", files, "@11ty/eleventy/cmd.cjs")
    for content in contents:
        found = read_site(site / content, HOST)
        assert found.generator == "eleventy"
        assert wrong_links(found, site / output) == []
        assert "Hidden" not in texts_of(found)
    assert unseen_pages(read_site(site, HOST), site / output, "Seen:") == set()


def test_a_permalink_that_only_a_build_knows_is_an_error(tmp_path: Path) -> None:
    """A template, and a data file for a whole folder: named with the page, never guessed."""
    from index_builder.reading.pages import read_pages

    from .checking import write_site

    site = write_site(
        tmp_path,
        {
            ".eleventy.js": "module.exports = {};\n",
            "a.md": "---\npermalink: /{{ page.fileSlug }}/\n---\nText.\n",
            "posts/posts.11tydata.js": "module.exports = {permalink: (d) => '/x/'};\n",
            "posts/b.md": "Text.\n",
            "c.md": "Text.\n",
            "d.md": "Text.\n",
            "d.json": '{"permalink": "/x/{{ page.fileSlug }}/"}',
            "e.md": "---\neleventyComputed:\n  permalink: /{{ title }}/\n---\nText.\n",
        },
    )
    found = read_pages(read_site(site))
    assert [page.path for page in found.pages] == ["c.md"]
    assert [(failure.path, failure.line) for failure in found.failures] == [
        ("a.md", 1),
        ("d.md", 1),
        ("e.md", 1),
        ("posts/b.md", 1),
    ]
    assert "d.json sets its permalink" in str(found.failures[1])
    assert "posts/posts.11tydata.js sets its permalink" in str(found.failures[3])


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".eleventy.js:2", "module.exports = (c) => {\n c.addGlobalData('permalink', f);\n};"),
        (".eleventy.js:1",
         "module.exports = (c) => { c.addGlobalData('eleventyComputed', {permalink: f}); };"),
        ("_data/permalink.js:1", "module.exports = f;"),
        ("_data/eleventyComputed.js:1", "module.exports = {permalink: (data) => data.title};"),
        ("_includes/page.njk:1", "---\npermalink: /x/{{ page.fileSlug }}/\n---\n{{ content }}"),
    ],
)  # fmt: skip
def test_a_permalink_for_every_page_is_a_warning(path: str, text: str, tmp_path: Path) -> None:
    """Where one place sets addresses of many pages, it is named; told addresses end the warning."""
    from .checking import write_site

    file = path.partition(":")[0]
    files = {".eleventy.js": "module.exports = (c) => { c.addGlobalData('x', 1); };",
             "a.md": "A.\n", "_data/site.json": "{}",
             "_includes/base.njk": "<a>permalink: x</a>"}  # fmt: skip
    site = write_site(tmp_path, files)
    assert read_site(site, HOST).warnings == ()
    (warning,) = read_site(write_site(tmp_path, {file: text}), HOST).warnings
    assert warning.startswith(f"{path}: ")
    assert warning.endswith("pass --address-pattern if addresses are others")
    told = SiteOptions(site_url="https://e.org", address_pattern="/{path}/")
    assert read_site(site, told).warnings == ()
