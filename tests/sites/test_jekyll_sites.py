"""Whole Jekyll sites of public style: every link of every passage opens its words.

Two of them are as GitHub Pages builds them; its plugins stand in `_plugins`, so that tests that
need them skip where their gems are not installed.
"""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from index_builder.reading.site import read_site

from .checking import passages_of, unseen_pages, write_site, wrong_links

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("jekyll") is None, reason="jekyll is not installed"),
]

GITHUB_PLUGINS = ("jekyll-optional-front-matter", "jekyll-readme-index")

COUNCIL = {
    "_config.yml": (
        "url: https://council.example.org\nbaseurl: /staff\npermalink: pretty\n"
        "collections_dir: parts\ncollections:\n  guides: {output: true}\n  notes: {output: false}\n"
        "exclude: [drafts/, '*.private.md', Gemfile]\ninclude: [_open]\n"
        "defaults:\n  - scope: {path: rules}\n    values: {permalink: '/r/:basename/'}\n"
        "  - scope: {path: old}\n    values: {published: false}\n"
    ),
    "Gemfile": 'source "https://rubygems.org"\ngem "jekyll", "~> 4.3"\n',
    "index.md": "---\ntitle: Home\n---\n# Staff handbook\n\nStart with the pages on leave.\n",
    "rules/leave.md": "---\ntitle: Leave\n---\n## Sick leave & pay\n\nRing before nine.\n",
    "rules/own.md": "---\npermalink: /elsewhere/\n---\n## Own\n\nThis page is elsewhere.\n",
    "guides.md": "---\ntitle: Guides\n---\nAll guides are below.\n",
    "parts/_guides/first-day.md": "---\ntitle: F\n---\n# First day {#start}\n\nCome at ten.\n",
    "parts/_notes/x.md": "---\ntitle: X\n---\nHidden notes.\n",
    "parts/_posts/2024-01-31-parking.md": (
        "---\ntitle: P\ncategories: [Cars, Land]\n---\n## Bays\n\nPark in bay seven.\n"
    ),
    "parts/_posts/2999-01-31-later.md": "---\ntitle: L\n---\nHidden until then.\n",
    "parts/_drafts/idea.md": "---\ntitle: I\n---\nHidden idea.\n",
    "drafts/a.md": "---\ntitle: A\n---\nHidden draft.\n",
    "pay.private.md": "---\ntitle: P\n---\nHidden pay.\n",
    "_open/page.md": "---\ntitle: O\n---\n## Open\n\nThis folder is let in.\n",
    "_closed/page.md": "---\ntitle: C\n---\nHidden folder.\n",
    "unpublished.md": "---\npublished: false\n---\nHidden page.\n",
    "broken.md": (
        "---\ntitle: Rooms: how to book\npermalink: /lost/\n---\n# Rooms\n\nBook at reception.\n"
    ),
    "bare.md": "# Bare\n\nThis text has no front matter.\n",
}

HANDBOOK = {
    "_config.yml": "theme: jekyll-theme-cayman\nurl: https://hb.example.org\nbaseurl: /team\n",
    "README.md": "# Team handbook\n\nWelcome to the team handbook.\n",
    "leave.md": "# Leave\n\n## Sick leave\n\nRing your manager before nine.\n",
    "policies/README.md": "# Policies\n\n## Gifts\n\nNo gifts above ten pounds.\n",
    "policies/travel.md": "---\ntitle: Travel\n---\n# Travel\n\nBook second class.\n",
    "policies/old/README.md": "---\nlayout: null\n---\n# Old\n\nThese are the old ones.\n",
    "both/README.md": "# Both\n\nThis one is served as it is.\n",
    "both/index.md": "# Index\n\nThis one is the page of the folder.\n",
    "html/index.html": "---\n---\n<p>Here.</p>\n",
    "html/README.md": "# Beside\n\nServed as it is, too.\n",
    "CONTRIBUTING.md": "# Help\n\nServed as it is as well.\n",
}

BY_WORKFLOW = {
    ".github/workflows/pages.yml": (
        "jobs:\n  build:\n    steps:\n      - uses: actions/jekyll-build-pages@v1\n"
    ),
    "docs/_config.yml": (
        "url: https://wf.example.org\nkramdown: {auto_id_prefix: s-}\nexclude: [inner]\n"
        "optional_front_matter: {remove_originals: true}\nreadme_index: {with_frontmatter: true}\n"
    ),
    "docs/index.md": "# Home\n\nThis is the start.\n",
    "docs/how to/README.md": "---\ntitle: How\n---\n# How to\n\nAsk the desk.\n",
    "docs/how to/print.md": "# Print\n\n## In colour\n\nUse the printer upstairs.\n",
    "docs/inner/x.md": "# Hidden\n\nHidden page.\n",
}

BLOG = {
    "_config.yml": (
        "url: https://blog.example.org\npermalink: /:categories/:year/:title:output_ext\n"
        "future: false\nmarkdown_ext: markdown,md\ntimezone: UTC\n"
        "optional_front_matter: {enabled: false}\n"
    ),
    "index.md": "---\n---\n# The blog\n\nAll posts are here.\n",
    "about/index.md": "---\ntitle: About\n---\n## Who?\n\nWe are the office.\n",
    "news/_posts/2023-05-06-New Rules.md": "---\ntitle: R\n---\n# New rules\n\nBe kind to all.\n",
    "_posts/2022-01-02-bikes.markdown": "---\nslug: two-wheels\n---\nBikes go to the cellar.\n",
    "_posts/no-date.md": "---\ntitle: N\n---\nHidden, as it has no date.\n",
    "_posts/2021-01-01-off.md": "---\npublished: false\n---\nHidden post.\n",
    "notes.md": "# Notes\n\nServed as they are.\n",
}

SITES = {
    "council": (COUNCIL, ".", False),
    "handbook": (HANDBOOK, ".", True),
    "by workflow": (BY_WORKFLOW, "docs", True),
    "blog": (BLOG, ".", False),
}


@cache
def has_gems() -> bool:
    required = [f"-r{name}" for name in ("jekyll", *GITHUB_PLUGINS)]
    return subprocess.run(["ruby", *required, "-e", ""], capture_output=True).returncode == 0


@pytest.mark.parametrize("name", SITES)
def test_every_link_opens_its_words(name: str, tmp_path: Path) -> None:
    """Each passage is on the page, and under the anchor, that Jekyll builds at its address."""
    files, inner, by_github = SITES[name]
    if by_github and not has_gems():
        pytest.skip("the gems of GitHub Pages are not installed")
    folder = write_site(tmp_path / "site", files) / inner
    site = read_site(folder)
    assert site.warnings == ()
    passages = passages_of(site)
    if by_github:
        requires = "".join(f"require '{plugin}'\n" for plugin in GITHUB_PLUGINS)
        write_site(folder, {"_plugins/github.rb": requires})
        config = (folder / "_config.yml").read_text().replace("theme:", "no_theme:")
        (folder / "_config.yml").write_text(config)
    built = tmp_path / "built"
    command = ["jekyll", "build", "-q", "-s", str(folder), "-d", str(built), "--disable-disk-cache"]
    environment = {**os.environ, "LANG": "C.UTF-8", "TZ": "UTC"}
    done = subprocess.run(
        command, cwd=tmp_path, check=False, capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert wrong_links(site, built) == []
    assert not [passage.quote for passage in passages if "Hidden" in passage.quote]
    pages = [path for path, text in files.items() if path.endswith(("md", "markdown"))]
    shown = [path for path in pages if "Hidden" not in files[path]]
    assert len({passage.path for passage in passages}) == len(shown)
    assert unseen_pages(site, built, "Hidden") == set()
