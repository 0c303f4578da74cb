"""Every place we cite is one that Jekyll's site has: the page, and the anchor in it."""

import os
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from surroundings import CONTENT, DATES, corpus_at

from index_builder.index.passage import Passage
from index_builder.reading.pages import read_pages
from index_builder.reading.site import Site, read_site
from index_builder.splitting.splitter import split_page

from .cutting import count_words

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("jekyll") is None, reason="jekyll is not installed (Debian package jekyll)"
    ),
]


# What the two playbooks do not have, and other sites do.
ODD_PAGE = """---
title: Odd
permalink: /odd/
---
# First
{: #own-id .wide}

One.

## Second {#second-id}

Two.

## Repeated

Three.

> ## Repeated
>
> Quoted.

## Repeated
{: .no_toc}

Four.

## With *marks* & a [link](/x/) -- and `code`
{:.x id="listed"}

Five.

## {{ page.title }} of tags

Six.

Underlined
heading
-------

Seven.

{% comment %}
## Hidden
{% endcomment %}

## Última página

Eight.
"""


class _Ids(HTMLParser):
    """Collects the ids of a built page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.update(value for name, value in attrs if name == "id" and value)


def build(content: Path, work: Path) -> Path:
    """Build a copy of the content without theme or plugins -> the site's folder."""
    source, built = work / "content", work / "site"
    shutil.copytree(content, source)
    plain = work / "plain.yml"  # themes and plugins are gems that need not be here
    plain.write_text("theme: null\nremote_theme: null\nplugins: []\nmarkdown: kramdown\n", "utf-8")
    settings = ",".join(str(file) for file in (source / "_config.yml", plain) if file.is_file())
    command = ["jekyll", "build", "-q", "-s", source, "-d", built, "--config", settings]
    env = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [*command, "--disable-disk-cache"], capture_output=True, text=True, check=False, env=env
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return built


def passages_of(site: Site) -> list[Passage]:
    """Return all passages of a content folder, words as tokens."""
    pages = read_pages(site).pages
    return [
        passage
        for page in pages
        for passage in split_page(page, site.anchors, count_words, 120).passages
    ]


def faults(site: Site, built: Path) -> list[str]:
    """Name each passage whose page or anchor the built site does not have."""
    wrong = []
    base = urlsplit(site.base_url).path
    for passage in passages_of(site):
        address, fragment = urldefrag(passage.url)
        path = unquote(urlsplit(address).path.removeprefix(base)).lstrip("/")
        file = built / path / "index.html" if path.endswith("/") or not path else built / path
        if not file.is_file():
            wrong.append(f"{passage.path}: no page {address}")
        elif fragment and unquote(fragment) not in _Ids(file.read_text("utf-8")).found:
            wrong.append(f"{passage.path}:{passage.lines[0]}: no anchor {passage.url}")
    return wrong


@pytest.mark.parametrize("content", [CONTENT, DATES[-1]], ids=["ours", "2022-10-26"])
def test_every_citation_opens(content: Path, tmp_path: Path) -> None:
    """A passage's address is a built page, and its anchor an id there; most have an anchor."""
    site = read_site(corpus_at(content))
    assert faults(site, build(content, tmp_path)) == []
    anchored = [bool(passage.anchor) for passage in passages_of(site)]
    assert sum(anchored) > 0.8 * len(anchored)


def test_odd_headings_are_cited_where_they_are(tmp_path: Path) -> None:
    """Explicit ids, attribute lines, repeats, quoted headings, tags: each anchor is the site's."""
    content = tmp_path / "pages"
    content.mkdir()
    (content / "_config.yml").write_text("baseurl: /base\n", "utf-8")
    (content / "odd.md").write_text(ODD_PAGE, "utf-8")
    site = read_site(content)
    assert faults(site, build(content, tmp_path)) == []
    assert [passage.anchor for passage in passages_of(site)] == [
        "own-id",
        "second-id",
        "repeated",
        "repeated-2",
        "listed",
        "own-id",  # what two lines of text with an underline are in: no heading to kramdown
        "última-página",
    ]


def test_a_wrong_citation_would_be_noticed(tmp_path: Path) -> None:
    """The check above names a missing page and a missing anchor."""
    content = tmp_path / "pages"
    content.mkdir()
    (content / "a.md").write_text("---\n---\n# Title\n\nText.\n", "utf-8")
    built = build(content, tmp_path)
    site = read_site(content)
    assert faults(site, built) == []
    (built / "a.html").write_text("<h1 id='other'>Title</h1>", "utf-8")
    assert len(faults(site, built)) == 1
    (built / "a.html").unlink()
    assert len(faults(site, built)) == 1
