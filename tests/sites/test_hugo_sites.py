"""Whole Hugo sites of public style: every link of every passage opens its words.

The installed Hugo builds them, or the one that HUGO_BINARY names; each site says which it is.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from index_builder.reading.site import read_site

from .checking import passages_of, unseen_pages, write_site, wrong_links

HUGO = os.environ.get("HUGO_BINARY", "hugo")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which(HUGO) is None, reason="hugo is not installed"),
]

LAYOUT = "<html><body>{{ .Content }}</body></html>\n"
LAYOUTS = {f"layouts/_default/{name}.html": LAYOUT for name in ("single", "list")}
NO_LISTS = 'disableKinds = ["taxonomy", "term", "RSS", "sitemap", "404"]\n'

SPLIT = {
    "config/_default/hugo.toml": (
        'title = "Handbook"\nBaseUrl = "https://draft.example.org/"\n' + NO_LISTS
    ),
    "config/_default/permalinks.toml": 'policies = "/rules/:year/:slug/"\nteam = "/t/:filename"\n',
    "config/_default/markup.yaml": "goldmark:\n  parser:\n    autoHeadingIDType: blackfriday\n",
    "config/_default/languages.toml": (
        '[en]\nlanguageName = "English"\nweight = 1\n[fr]\nlanguageName = "Francais"\nweight = 2\n'
    ),
    "config/_default/params.yml": "owner: us\n",
    "config/production/config.json": '{"baseurl": "https://hb.example.org/team/"}',
    "content/_index.md": "---\ntitle: Home\n---\nWelcome to the handbook.\n",
    "content/policies/_index.md": '+++\ntitle = "Policies"\n+++\nAll policies are below.\n',
    "content/policies/travel.md": (
        "---\nTITLE: Travel\nSlug: trips\n"
        "Date: 2023-04-05\n---\n## Trains & Buses\n\nBook second.\n"
    ),
    "content/policies/travel.fr.md": (
        "---\ntitle: Voyages\ndate: 2023-04-05\n---\n## Trains et bus\n\nVoyagez en seconde.\n"
    ),
    "content/policies/json.md": '{\n  "title": "J",\n  "draft": true\n}\n\nHidden pay.\n',
    "content/policies/parking.md": (
        '{\n  "title": "Parking",\n  "date": "2022-02-02"\n}\n\n## Bays\n\nPark in bay seven.\n'
    ),
    "content/policies/blank.md": (
        "\n\n---\ntitle: B\ndraft: true\n---\n\nHidden below blank lines.\n"
    ),
    "content/team/who.md": (
        "---\ntitle: Who we are\nurl: /people/\n---\n## Names\n\nAsk Ann or Bob.\n"
    ),
    "content/team/where/index.md": "---\ntitle: Where\n---\nThe office is in Leeds.\n",
    "content/team/where/map.md": "---\ntitle: Map\n---\nHidden part of a bundle.\n",
    "content/team/later.md": "---\ntitle: L\npublishDate: 2999-01-01\n---\nHidden until then.\n",
    "content/team/gone.md": "---\ntitle: L\nExpiryDate: 2001-01-01\n---\nHidden since then.\n",
    "content/inner/_index.md": (
        "+++\ntitle = 'Inner'\n[cascade]\n"
        "  [cascade.BUILD]\n    render = 'never'\n+++\nHidden intro.\n"
    ),
    "content/inner/notes.md": "---\ntitle: N\n---\nHidden notes.\n",
    "content/inner/deep/_index.md": "---\ntitle: N\n---\nHidden list.\n",
    "content/inner/notes.fr.md": "---\ntitle: N\n---\nCes notes sont visibles.\n",
    "content/inner/shown.md": "---\ntitle: S\nBUILD: {render: always}\n---\nShown after all.\n",
}

FOLDERS = {
    "hugo.yaml": (
        "baseURL: https://two.example.org/\ndefaultContentLanguage: de\n"
        "defaultContentLanguageInSubdir: true\nuglyURLs: false\n"
        "disableKinds: [taxonomy, term, RSS, sitemap, '404']\n"
        "languages:\n  de: {contentDir: content/de, weight: 1}\n"
        "  en: {contentDir: content/en, weight: 2}\n"
        "  fr: {contentDir: content/fr, weight: 3, disabled: true}\n"
    ),
    "content/de/_index.md": "---\ntitle: Start\n---\nWillkommen im Handbuch.\n",
    "content/de/regeln/urlaub.md": "---\ntitle: Urlaub\n---\n## Wie lange?\n\nDreissig Tage.\n",
    "content/en/_index.md": "---\ntitle: Start\n---\nWelcome to the handbook.\n",
    "content/en/rules/leave.md": (
        "---\ntitle: Leave\n---\n## How long?\n"
        "\nThirty days.\n\n## See [the law](https://e.org/law)\n\n"
        "It says more.\n"
    ),
    "content/fr/regles/conges.md": "---\ntitle: Conges\n---\nHidden French words.\n",
}

BLOG = {
    "config.toml": (
        'baseURL = "https://blog.example.org/x/"\n'
        + NO_LISTS
        + 'ignoreFiles = ["\\\\.draft\\\\.md$", "/content/posts/old/"]\nuglyURLs = true\n'
        '[frontmatter]\ndate = [":filename", ":default"]\n'
        '[permalinks]\nposts = "/:year/:monthname/:sections[1:]/:slug"\n'
    ),
    "content/_index.md": "---\ntitle: Home\n---\nThe blog of the office.\n",
    "content/about us.md": "---\ntitle: About\n---\n## Who & what?\n\nWe write about work.\n",
    "content/posts/_index.md": "---\ntitle: Posts\n---\nAll that was written.\n",
    "content/posts/2021-05-06-new-rules.md": "---\ntitle: Rules\n---\n# New rules\n\nBe kind.\n",
    "content/posts/news/_index.md": "---\ntitle: News\n---\nNews of the week.\n",
    "content/posts/news/2020-01-02-bikes/index.md": "---\ntitle: Bikes\n---\nBikes go below.\n",
    "content/posts/news/dated.md": "---\ntitle: It's dated!\ndate: 2019-10-11\n---\nAn old one.\n",
    "content/posts/x.draft.md": "---\ntitle: X\n---\nHidden by its name.\n",
    "content/posts/old/y.md": "---\ntitle: Y\n---\nHidden by its folder.\n",
    "content/posts/draft.md": "---\ntitle: Y\nDraft: true\n---\nHidden draft.\n",
}

MOUNTED = {
    "hugo.toml": (
        'baseURL = "https://docs.example.org/"\n' + NO_LISTS + "[[cascade]]\ndraft = true\n"
        '[cascade.TARGET]\npath = "/manual/secret/**"\n'
        '[[module.mounts]]\nsource = "content"\ntarget = "content"\n'
        '[[module.mounts]]\nsource = "docs"\ntarget = "content/manual"\n'
    ),
    "content/_index.md": "---\ntitle: Home\n---\nAll the documents.\n",
    "content/one.md": "---\ntitle: One\naliases: [/uno/]\n---\n## First\n\nThe first page.\n",
    "docs/_index.md": "---\ntitle: Manual\n---\nThe manual is here.\n",
    "docs/use/start.md": "---\ntitle: Start\n---\n## Turn it on\n\nPress the button.\n",
    "docs/secret/plan.md": "---\ntitle: Plan\n---\nHidden plan.\n",
    "README.md": "# Hidden readme\n",
}

SITES = {"split": SPLIT, "folders": FOLDERS, "blog": BLOG, "mounted": MOUNTED}


def version() -> str:
    said = subprocess.run([HUGO, "version"], check=True, capture_output=True, text=True).stdout
    found = re.search(r"v(\d+\.\d+\.\d+)", said)
    assert found
    return found[1]


def pinned(files: dict[str, str], number: str) -> dict[str, str]:
    """Return a site that says which Hugo builds it, with the keys that this one knows."""
    old = tuple(map(int, number.split("."))) < (0, 145, 0)
    made = {
        path: text.replace("BUILD", "_build" if old else "build").replace(
            "TARGET", "_target" if old else "target"
        )
        for path, text in files.items()
    }
    return made | LAYOUTS | {".hugo-version": number}


@pytest.mark.parametrize("name", SITES)
def test_every_link_opens_its_words(name: str, tmp_path: Path) -> None:
    """Each passage is on the page, and under the anchor, that Hugo builds at its address."""
    files = pinned(SITES[name], version())
    folder = write_site(tmp_path / "site", files)
    built = tmp_path / "built"
    command = [HUGO, "--quiet", "-d", str(built), "--cacheDir", str(tmp_path / "cache")]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    site = read_site(folder)
    passages = passages_of(site)
    assert wrong_links(site, built) == []
    assert not [passage.quote for passage in passages if "Hidden" in passage.quote]
    pages = [path for path, text in files.items() if path.endswith(".md") and "Hidden" not in text]
    assert len({passage.path for passage in passages}) == len(pages)
    assert unseen_pages(site, built, "Hidden") == set()
