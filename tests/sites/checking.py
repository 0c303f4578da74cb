"""Judging links by the site that the generator really built: every passage's is opened.

A link is right if its address is a built page, its anchor an id of that page, and every word of
the passage is on the page, in the order of the passage's sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from index_builder.index.passage import Passage
from index_builder.reading.pages import read_pages
from index_builder.reading.site import Site
from index_builder.splitting.splitter import split_page

_WORD = re.compile(r"[^\W_]+")
_UNSEEN = frozenset({"script", "style", "template"})
_INLINE = frozenset("a abbr b code del em i ins kbd mark q s small span strong sub sup u".split())


def write_site(folder: Path, files: dict[str, str]) -> Path:
    """Write a site's files, by their paths, and return its folder."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    return folder


def passages_of(site: Site) -> list[Passage]:
    """Return every passage of a site, words as tokens; no page of it may fail."""
    found = read_pages(site)
    assert not found.failures, found.failures
    passages = []
    for page in found.pages:
        passages += split_page(page, site.anchors, lambda text: len(text.split()) + 2, 120).passages
    return passages


def wrong_links(site: Site, built: Path) -> list[str]:
    """Return what is wrong with the links of a site's passages; `built` is served at its base."""
    base = urlsplit(site.base_url).path
    wrong = []
    for passage in passages_of(site):
        fault = _fault(passage, built, base)
        if fault:
            wrong.append(f"{passage.place}: {fault}")
    return wrong


def unseen_pages(site: Site, built: Path, mark: str) -> set[str]:
    """Return built pages with the text `mark` that no passage leads to, by their file's path."""
    base = urlsplit(site.base_url).path
    opened = {_file(passage.url, built, base) for passage in passages_of(site)}
    return {
        file.relative_to(built).as_posix()
        for file in built.rglob("*.html")
        if file not in opened and mark in file.read_text(encoding="utf-8")
    }


def _fault(passage: Passage, built: Path, base: str) -> str | None:
    file = _file(passage.url, built, base)
    if file is None or not file.is_file():
        return f"no page {passage.url}"
    if file.suffix != ".html":
        return None if passage.quote in file.read_text("utf-8") else f"not in {passage.url}"
    page = read_html(file)
    anchor = unquote(urldefrag(passage.url).fragment)
    if anchor and anchor not in page.ids:
        return f"no anchor {passage.url} (there are {', '.join(sorted(page.ids))})"
    seen = _WORD.findall("".join(page.texts))
    for sentence in passage.sentences:
        words = _WORD.findall(sentence.text)
        if words and not any(
            seen[at : at + len(words)] == words for at in range(len(seen) - len(words) + 1)
        ):
            return f"{sentence.text!r} is not on {passage.url}"
    return None


def _file(url: str, built: Path, base: str) -> Path | None:
    """Return the file a static server answers an address with."""
    path = urlsplit(urldefrag(url).url).path
    if not path.startswith(base):
        return None
    name = unquote(path.removeprefix(base)).lstrip("/")
    if not name or name.endswith("/"):
        return built / name / "index.html"
    file = built / name
    if not file.is_file():  # without its ending: a page, or a folder that has one
        for found in (built / f"{name}.html", file / "index.html"):
            if found.is_file():
                return found
    return file


@dataclass
class BuiltPage:
    """What a reader finds on a page."""

    ids: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)


def read_html(file: Path) -> BuiltPage:
    """Read a built page."""
    parser = _Reader()
    parser.feed(file.read_text(encoding="utf-8"))
    parser.close()
    return parser.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = BuiltPage()
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._between_blocks(tag)
        self.unseen += tag in _UNSEEN
        self.page.ids.update(value for name, value in attrs if name == "id" and value)

    def handle_endtag(self, tag: str) -> None:
        self._between_blocks(tag)
        self.unseen -= tag in _UNSEEN

    def _between_blocks(self, tag: str) -> None:
        if tag not in _INLINE:
            self.page.texts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.page.texts.append(data)
