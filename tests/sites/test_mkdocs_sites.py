"""Whole MkDocs sites of public style: every link of every passage opens its words."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from index_builder.reading.site import read_site

from .checking import passages_of, unseen_pages, write_site, wrong_links

pytestmark = pytest.mark.slow


def installed(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


THEME = (
    "site_name: Handbook\nsite_url: https://hb.example.org/team/\n"
    "theme: {name: null, custom_dir: theme}\n"
)
LAYOUT = "<html><body>{{ page.content }}</body></html>"

COUNCIL = {
    "mkdocs.yml": (
        "INHERIT: shared/base.yml\nsite_name: Council\nextra: {owner: us}\n"
        "theme: {custom_dir: theme}\n"
        "exclude_docs: |\n  /minutes/\n  *.private.md\nnot_in_nav: |\n  /forms/\n"
        "draft_docs: |\n  next-year.md\n"
    ),
    "shared/base.yml": (
        "INHERIT: ../shared/address.yml\n"
        "theme: {name: null}\nextra: {colour: blue}\nuse_directory_urls: true\n"
        "markdown_extensions:\n  - attr_list\n  - toc: {separator: _}\n"
    ),
    "shared/address.yml": (
        'site_url: !ENV [COUNCIL_SITE, COUNCIL_HOST, "https://council.example.org/staff/"]\n'
        "use_directory_urls: !ENV [COUNCIL_DIRECTORIES, false]\n"
    ),
    "theme/main.html": LAYOUT,
    "docs/index.md": "# Staff handbook\n\nStart with the pages on leave.\n",
    "docs/leave/README.md": (
        "---\ntitle: Leave\n---\n# Leave {#time-off}\n\nAsk your manager six weeks ahead.\n\n"
        "## Sick leave & pay\n\nRing before nine in the morning.\n\n"
        "## Sick leave & pay\n\nPay goes on for ten days.\n"
    ),
    "docs/leave/parental leave.md": (
        "# Parental leave\n\n## Who can ask?\n\nAnyone with a new child.\n"
    ),
    "docs/forms/expenses.md": (
        "Title: Expense forms\nOwner: Finance\n\n# Expenses\n\nKeep every receipt.\n"
    ),
    "docs/minutes/may.md": "# May\n\nHidden minutes of the board.\n",
    "docs/pay.private.md": "# Pay\n\nHidden salaries are here.\n",
    "docs/next-year.md": "# Next year\n\nHidden plans for next year.\n",
    "docs/broken.md": (
        "---\ndescription: Rooms: how to book them\n---\n\n# Rooms\n\nBook a room at reception.\n"
    ),
    "docs/.hidden.md": "# Dot\n\nHidden behind a dot.\n",
}

MAGAZINE = {
    "mkdocs.yml": (
        "site_name: Magazine\nsite_url: https://mag.example.org/\ntheme: {name: material}\n"
        "markdown_extensions: [attr_list, tables]\n"
        "plugins:\n  - search\n  - meta\n  - offline: {enabled: !ENV [MAGAZINE_OFFLINE, false]}\n"
        "  - blog:\n      blog_dir: news\n      post_dir: '{blog}/articles'\n"
        "      post_url_format: '{categories}/{date}/{slug}'\n      post_url_max_categories: 2\n"
        "      post_url_date_format: yyyy-MM\n"
        "      blog_toc: true\n      draft_if_future_date: true\n"
    ),
    "docs/index.md": "# Welcome\n\nThis magazine is for staff.\n",
    "docs/rules/index.md": "# Rules\n\n## Quiet hours\n\nNo calls after six in the evening.\n",
    "docs/news/index.md": "# News\n\nWhat is new at the office.\n",
    "docs/news/articles/parking.md": (
        "---\ndate: 2024-01-31\ncategories:\n  - Buildings & Land\n  - Cars\n  - Money\n---\n"
        "# New parking rules: Élan\n\nPark in bay seven from now on.\n\n## Visitors\n\n"
        "Visitors park at the gate.\n"
    ),
    "docs/news/articles/2023/canteen.md": (
        "---\ndate:\n  created: 2023-12-24 23:30:00\n  updated: 2024-02-02\nslug: lunch\n---\n"
        "# The canteen\n\nLunch is from noon to two.\n"
    ),
    "docs/news/articles/no-heading_here.md": (
        "---\ndate: 2022-03-04T23:30:00-05:00\n---\nBikes go to the cellar.\n"
    ),
    "docs/news/articles/titled.md": (
        "---\ntitle: Own Title\ndate: 2022-03-05\n---\n# Other heading\n\nKeys are at the desk.\n"
    ),
    "docs/news/articles/secret.md": (
        "---\ndate: 2024-02-01\ndraft: true\n---\n# S\n\nHidden move.\n"
    ),
    "docs/news/articles/later.md": "---\ndate: 2999-02-01\n---\n# L\n\nHidden until then.\n",
    "docs/news/articles/unborn/.meta.yml": "draft: true\n",
    "docs/news/articles/unborn/x.md": "---\ndate: 2024-02-01\n---\n# X\n\nHidden by its folder.\n",
    "docs/news/articles/unborn/y.md": (
        "---\ndate: 2024-02-02\ndraft: false\n---\n# Whole\n\nShown despite its folder.\n"
    ),
}

BILINGUAL = {
    "mkdocs.yml": (
        THEME + "plugins:\n  - search\n  - i18n:\n      docs_structure: suffix\n      languages:\n"
        "        - {locale: en, name: English, default: true}\n"
        "        - {locale: fr, name: Français}\n"
        "        - {locale: de, name: Deutsch, build: false}\n"
    ),
    "theme/main.html": LAYOUT,
    "docs/index.md": "# Home\n\nWelcome to the office.\n",
    "docs/index.fr.md": "# Accueil\n\nBienvenue au bureau.\n",
    "docs/leave.md": "# Leave\n\n## Sick leave\n\nRing before nine.\n",
    "docs/leave.fr.md": "# Conges\n\n## Maladie\n\nAppelez avant neuf heures.\n",
    "docs/leave.de.md": "# Urlaub\n\nHidden German words.\n",
    "docs/team/README.md": "# Team\n\nWho does what.\n",
    "docs/team/README.fr.md": "# Equipe\n\nQui fait quoi.\n",
    "docs/team/only.fr.md": "# Seulement\n\nRien qu'en cette langue.\n",
    "docs/release.v2.md": "# Release\n\nThe second release is out.\n",
}

FOLDERS = {
    "mkdocs.yml": (
        THEME + "use_directory_urls: false\nplugins:\n"
        "  - exclude: {glob: ['*/old/*', 'fr/tmp*'], regex: '.*\\.bak\\.md$'}\n"
        "  - i18n:\n      docs_structure: folder\n      languages:\n"
        "        - {locale: en, name: English, default: true}\n"
        "        - {locale: fr, name: Français}\n"
    ),
    "theme/main.html": LAYOUT,
    "docs/en/index.md": "# Home\n\nWelcome to the office.\n",
    "docs/en/rules/leave.md": "# Leave\n\n## Sick leave\n\nRing before nine.\n",
    "docs/en/old/rules.md": "# Old\n\nHidden old rules.\n",
    "docs/en/rules/pay.bak.md": "# Old\n\nHidden old pay.\n",
    "docs/fr/index.md": "# Accueil\n\nBienvenue au bureau.\n",
    "docs/fr/rules/leave.md": "# Conges\n\nAppelez avant neuf heures.\n",
    "docs/fr/tmp.md": "# Tmp\n\nHidden for a while.\n",
    "docs/de/index.md": "# Start\n\nHidden German words.\n",
}

ZENSICAL = {
    "zensical.toml": (
        '[project]\nsite_name = "Desk"\nsite_url = "https://z.example.org/x/"\n'
        'exclude_docs = """\nsecret.md\n"""\n'
    ),
    "docs/index.md": "# Home {#start}\n\nHello to all of you.\n",
    "docs/rules/README.md": "---\ntitle: R\n---\n# Rules\n\n## Sick & leave\n\nRing first.\n",
    "docs/rules/b c.md": "# Über uns\n\n## Ätna & co\n\nThe words are here.\n",
    "docs/meta.md": "Title: x\nNote: y\n\n# Meta\n\nThe text of the page.\n",
    "docs/secret.md": "# Secret\n\nHidden words.\n",
}

SITES = {
    "council": (COUNCIL, ()),
    "magazine": (MAGAZINE, ("material",)),
    "bilingual": (BILINGUAL, ("mkdocs_static_i18n",)),
    "folders": (FOLDERS, ("mkdocs_static_i18n", "mkdocs_exclude")),
}


@pytest.mark.skipif(not installed("zensical"), reason="zensical is not installed")
def test_zensical_builds_the_same(tmp_path: Path) -> None:
    """A zensical.toml is read as MkDocs' settings are, and its links open their words."""
    folder = write_site(tmp_path / "site", ZENSICAL)
    command = [sys.executable, "-m", "zensical", "build"]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    site = read_site(folder)
    assert wrong_links(site, folder / "site") == []
    assert len({passage.path for passage in passages_of(site)}) == len(ZENSICAL) - 2


@pytest.mark.parametrize("name", SITES)
def test_every_link_opens_its_words(name: str, tmp_path: Path) -> None:
    """Each passage is on the page, and under the anchor, that MkDocs builds at its address."""
    files, plugins = SITES[name]
    missing = [module for module in ("mkdocs", *plugins) if not installed(module)]
    if missing:
        pytest.skip(f"{missing[0]} is not installed")
    folder = write_site(tmp_path / "site", files)
    built = tmp_path / "built"
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(built)]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    site = read_site(folder)
    passages = passages_of(site)
    assert wrong_links(site, built) == []
    assert not [passage.quote for passage in passages if "Hidden" in passage.quote]
    assert unseen_pages(site, built, "Hidden") == set()
    pages = [path for path, text in files.items() if path.endswith(".md") and "Hidden" not in text]
    assert len({passage.path for passage in passages}) == len(pages)
