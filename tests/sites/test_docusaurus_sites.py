"""Whole Docusaurus sites of public style: every link of every passage opens its words."""

# ruff: noqa: E501 - pages of the sites are easier to read in one line

from pathlib import Path

import pytest

from index_builder.reading.site import read_site

from .checking import unseen_pages, wrong_links
from .npm_builds import built, skip_without, texts_of

LENIENT = "onBrokenLinks: 'ignore', onBrokenAnchors: 'ignore', onDuplicateRoutes: 'ignore',"

HANDBOOK = {
    "docusaurus.config.ts": (
        "import type {Config} from '@docusaurus/types';\n"
        "const ORG = 'hb';\nconst BASE = process.env.SITE_BASE || '/team/';\n\n"
        "const config: Config = {\n  title: 'Handbook', url: `https://${ORG}.example.org`,\n"
        f"  baseUrl: BASE, trailingSlash: true, {LENIENT}\n"
        "  presets: [['classic', {\n    docs: {path: './handbook', routeBasePath: '/',\n"
        "      exclude: ['**/drafts/**', '**/_*.mdx'], sidebarPath: undefined},\n"
        "    blog: {path: 'news', routeBasePath: 'news', onUntruncatedBlogPosts: 'ignore'},\n"
        "  } satisfies object]],\n};\n\nexport default config;\n"
    ),
    "README.md": "# For developers\n\nHidden advice for developers.\n",
    "handbook/01-intro/01-welcome.md": "---\nslug: /\n---\n\n# Welcome\n\nSeen: welcome to all.\n",
    "handbook/01-intro/02-who.mdx": (
        "---\nid: people\ntitle: Who we are\n---\n\nSeen: Ann and Bob.\n\n## Names, *roles* & more!\n\n"
        "Ann leads.\n\n## Names, roles & more\n\nBob follows.\n\n## Own {#own__id__.x}\n\nIt stays.\n"
    ),
    "handbook/02-pay/README.md": "# Pay\n\nSeen: all about pay.\n",
    "handbook/02-pay/10-pay-day.mdx": (
        "import Tabs from '@theme/Tabs';\nimport TabItem from '@theme/TabItem';\n\n# Pay day\n\n"
        "Seen: it is the 25th.\n\n## Use of `__init__` {#pay.__init__}\n\nFiles lie in the vault.\n\n"
        ":::tip[Early pay]\n\nOnce a year you may ask.\n\n:::\n\n<Tabs>\n"
        '<TabItem value="a" label="Weekly">\n\nWeekly staff are paid on Thursdays.\n\n</TabItem>\n'
        "</Tabs>\n\n## Émile’s 2nd question — why?\n\nBecause.\n"
    ),
    "handbook/02-pay/2021-05-rates.md": "# Rates\n\nSeen: rates of May.\n",
    "handbook/02-pay/over.md": "---\nslug: ../overtime\n---\n\n# Overtime\n\nSeen: time and a half.\n",
    "handbook/_partials/rates.md": "# Table of rates\n\nSeen: a folder of this name is published.\n",
    "handbook/_note.mdx": "Hidden note.\n",
    "handbook/drafts/plan.md": "# Plan\n\nHidden plan.\n",
    "handbook/later.md": "---\ndraft: true\n---\n\n# Later\n\nHidden draft.\n",
    "handbook/quiet.md": "---\nunlisted: true\n---\n\n# Quiet\n\nHidden page.\n",
    "news/2024-01-31-parking.md": "---\ntitle: Parking\n---\n\nPark in bay seven.\n",
    "news/2024/02/01/moved.md": "# Moved\n\nWe moved to Leeds.\n",
    "news/team/2024-03-01-lunch/index.md": "---\ntitle: Lunch\n---\n\nLunch is at noon.\n",
    "news/own.md": "---\nslug: my/own\ndate: 2024-03-02\n---\n\n# Own\n\nIts own address.\n",
    "news/no-date.mdx": "---\ndate: 2024-03-03\n---\n\n# No date\n\nThe name has no date.\n",
    "src/pages/about.md": "# About\n\nAbout us.\n",
    "src/pages/deep/index.mdx": "# Deep\n\nA deep page.\n",
}
VERSIONS = {
    "docusaurus.config.js": (
        f"module.exports = {{title: 'V', url: 'https://v.example.org', baseUrl: '/', {LENIENT}\n"
        "  presets: [['@docusaurus/preset-classic', {blog: false, pages: false, docs: {\n"
        "    versions: {current: {label: 'Edge', path: 'edge'}, '1.0.0': {banner: 'none'}},\n"
        "  }}]],\n};\n"
    ),
    "versions.json": '["2.0.0", "1.0.0"]',
    "versioned_sidebars/version-2.0.0-sidebars.json": "{}",
    "versioned_sidebars/version-1.0.0-sidebars.json": "{}",
    "docs/fees.md": "# Fees\n\nThe fee is 30 pounds.\n",
    "docs/new.md": "# New\n\nAsk Bob.\n",
    "versioned_docs/version-2.0.0/fees.md": "# Fees\n\nSeen: the fee is 20 pounds.\n",
    "versioned_docs/version-2.0.0/a/index.md": "# A\n\nSeen: of the second version.\n",
    "versioned_docs/version-1.0.0/fees.md": "# Fees\n\nThe fee is 10 pounds.\n",
}
INSTANCES = {
    "docusaurus.config.js": (
        "const path = require('path');\nconst {themes} = {themes: {}};\n"
        "const staff = {id: 'staff', path: 'handbook', routeBasePath: 'staff',\n"
        "  numberPrefixParser: false, include: ['**/*.md']};\n"
        "module.exports = async function config() {\n  return {\n"
        f"    title: 'T', url: 'https://two.example.org', baseUrl: '/x/', trailingSlash: false, {LENIENT}\n"
        "    presets: [[require.resolve('@docusaurus/preset-classic'), {\n"
        "      docs: {routeBasePath: 'guide', path: path.resolve(__dirname, 'docs')}, blog: false}]],\n"
        "    plugins: [['@docusaurus/plugin-content-docs', staff], function own() {\n"
        "      return {name: 'own'};\n    }],\n  };\n};\n"
    ),
    "staff_versions.json": '["1"]',
    "staff_versioned_sidebars/version-1-sidebars.json": "{}",
    "staff_versioned_docs/version-1/01-leave.md": "# Leave\n\nSeen: 25 days.\n\n## How?\n\nAsk.\n",
    "handbook/01-leave.md": "# Leave\n\nHidden: 26 days to come.\n",
    "docs/01-a.md": "# A\n\nSeen: text of a.\n\n## Sub: one/two\n\nMore.\n",
    "docs/b/b.md": "# B\n\nSeen: text of b.\n",
    "docs/_c.md": "# C\n\nHidden text.\n",
}
LANGUAGES = {
    "docusaurus.config.mjs": (
        f"export default {{title: 'L', url: 'https://l.example.org', baseUrl: '/l/', {LENIENT}\n"
        "  i18n: {defaultLocale: 'en', locales: ['en', 'fr']},\n"
        "  presets: [['classic', {blog: false, pages: false}]],\n};\n"
    ),
    "docs/leave.md": "# Leave\n\nSeen: thirty days.\n\n## How long?\n\nLong.\n",
    "docs/pay.md": "# Pay\n\nOn the 25th; built in French as it stands.\n",
    "i18n/fr/docusaurus-plugin-content-docs/current/leave.md": (
        "# Congés\n\nTrente jours.\n\n## Combien d’après « la loi » ?\n\nTrente.\n"
    ),
    "i18n/fr/docusaurus-plugin-content-docs/current/alone.md": "# Seule\n\nHidden: sans original.\n",
}
_FR = "i18n/fr/docusaurus-plugin-content-docs/current"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("files", "contents"),
    [
        (HANDBOOK, (".", "handbook", "handbook/02-pay", "news", "news/team", "src/pages", "src")),
        (VERSIONS, (".", "docs", "versioned_docs", "versioned_docs/version-1.0.0")),
        (INSTANCES, (".", "docs", "docs/b", "staff_versioned_docs/version-1")),
        (LANGUAGES, (".", "docs", _FR, "i18n")),
    ],
    ids=["handbook", "versions", "instances", "languages"],
)
def test_every_link_opens_its_words(
    files: dict[str, str], contents: tuple[str, ...], tmp_path: Path
) -> None:
    """The whole site and parts of it: all links right, nothing hidden quoted, no page missed."""
    skip_without("@docusaurus/preset-classic")
    program = "@docusaurus/core/bin/docusaurus.mjs"
    site = built(tmp_path / "site", files, program, "build", "--no-minify")
    for content in contents:
        found = read_site(site / content)
        assert found.generator == "docusaurus"
        assert wrong_links(found, site / "build") == []
        assert "Hidden" not in texts_of(found)
    assert unseen_pages(read_site(site), site / "build", "Seen:") == set()
