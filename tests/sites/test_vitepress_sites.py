"""Whole VitePress sites of public style: every link of every passage opens its words."""

# ruff: noqa: E501 - pages of the sites are easier to read in one line

from pathlib import Path

import pytest

from index_builder.reading.site import read_site
from index_builder.reading.site_options import SiteOptions

from .checking import unseen_pages, wrong_links
from .npm_builds import built, skip_without, texts_of

HOST = SiteOptions(site_url="https://hb.example.org/team/")

PLAIN = {
    "package.json": '{"type": "module"}',
    ".vitepress/config.ts": (
        "import { defineConfig } from 'vitepress'\n\nexport default defineConfig({\n"
        "  title: 'Handbook', base: '/team/', srcExclude: ['**/drafts/**', 'README.md'],\n"
        "  ignoreDeadLinks: true,\n  themeConfig: { nav: [{ text: 'Home', link: '/' }] },\n})\n"
    ),
    "README.md": "# For developers\n\nHidden advice for developers.\n",
    "index.md": (
        "---\nlayout: home\nhero:\n  name: Handbook\n---\n\n## Seen here\n\nWelcome to all.\n"
    ),
    "guide/index.md": "# Guide\n\nSeen: how the guide is read.\n",
    "guide/2-pay.md": (
        "# Pay & *benefits*\n\nSeen: pay day is the 25th.\n\n## 1. When we pay? {#when}\n\n"
        "At noon.\n\n## 1. When we pay?\n\nAgain at noon.\n\n## Naïve résumé: `pay()` &amp; more\n\n"
        "Ask the desk.\n\n## :rocket: Start\n\nCount down.\n\n::: tip Early\n\n### Early pay\n\n"
        "Once a year.\n\n:::\n\n| Grade | Pay |\n|---|---|\n| One | 10 |\n| Two | 20 |\n"
    ),
    "guide/drafts/plan.md": "# Plan\n\nHidden plan to move.\n",
    "guide/Über uns.md": "# Über uns\n\nSeen: we are nine people.\n\n## Straße & Größe\n\nWide.\n",
    "public/form.txt": "a form",
}
CLEAN = {
    "docs/.vitepress/config.mjs": (
        "const base = process.env.BASE ?? '/team/'\nexport default {\n  base,\n  cleanUrls: true,\n"
        "  srcDir: './src',\n  rewrites: {\n    'packages/:pkg/docs/:page*': ':pkg/:page*',\n  },\n}\n"
    ),
    "docs/src/index.md": "# Home\n\nSeen: the packages are below.\n",
    "docs/src/packages/core/docs/index.md": "# Core\n\nSeen: the core package.\n",
    "docs/src/packages/core/docs/use.md": "# Use\n\nSeen: use it so.\n\n## Use -- it!\n\nTwice.\n",
    "docs/src/packages/core/docs/deep/more.md": "# More\n\nSeen: more of it.\n",
    "docs/src/about.md": "# About\n\nSeen: about us.\n",
}
LANGUAGES = {
    ".vitepress/config/index.mts": (
        "import { defineConfig } from 'vitepress'\nimport { fr } from './fr'\n"
        "const host = 'https://hb.example.org'\n"
        "export default defineConfig({\n  base: '/team/',\n  sitemap: { hostname: host + '/team/' },"
        "\n  locales: {\n    root: { label: 'English', lang: 'en' },\n    fr,\n  },\n})\n"
    ),
    ".vitepress/config/fr.ts": "export const fr = { label: 'Français', lang: 'fr' }\n",
    "index.md": "# Home\n\nSeen: in English.\n",
    "leave.md": "# Leave\n\nSeen: thirty days.\n\n## How long?\n\nLong.\n",
    "fr/index.md": "# Accueil\n\nSeen: en français.\n",
    "fr/leave.md": "# Congés\n\nSeen: trente jours.\n\n## Combien d’après « la loi » ?\n\nTrente.\n",
    ".vitepress/notes.md": "# Notes\n\nHidden notes.\n",
}
RULES = {
    ".vitepress/config.js": (
        "export default async () => {\n  return {\n    base: `/team/`,\n"
        "    markdown: { attrs: { disable: true } },\n"
        "    rewrites: { 'old/name.md': 'new-name.md' },\n  }\n}\n"
    ),
    "index.md": "# Home {#top}\n\nSeen: no attributes here.\n",
    "old/name.md": "# Renamed\n\nSeen: it moved.\n\n## See [the law](https://e.org) now\n\nRead it.\n",
    "old/[id].md": "# Row\n\nHidden row of a program.\n",
    "old/[id].paths.js": "export default { paths: () => [{ params: { id: 'a' } }] }\n",
    "faq.md": "# FAQ\n\nSeen: questions.\n\n## Why\\?\n\nSo.\n\n## <b>Why</b>\n\nSo too.\n",
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("files", "folder", "contents", "options"),
    [
        (PLAIN, ".", (".", "guide"), HOST),
        (CLEAN, "docs", ("docs", "docs/src", "docs/src/packages/core"), HOST),
        (LANGUAGES, ".", (".", "fr"), SiteOptions()),
        (RULES, ".", (".", "old"), HOST),
    ],
    ids=["plain", "clean", "languages", "rules"],
)
def test_every_link_opens_its_words(
    files: dict[str, str],
    folder: str,
    contents: tuple[str, ...],
    options: SiteOptions,
    tmp_path: Path,
) -> None:
    """The whole site and parts of it: all links right, nothing hidden quoted, no page missed."""
    skip_without("vitepress")
    site = built(tmp_path / "site", files, "vitepress/bin/vitepress.js", "build", folder)
    dist = site / folder / ".vitepress" / "dist"
    for content in contents:
        found = read_site(site / content, options)
        assert found.generator == "vitepress"
        assert wrong_links(found, dist) == []
        assert "Hidden" not in texts_of(found)
    whole = read_site(site / contents[0], options)
    assert unseen_pages(whole, dist, "Seen") == set()
