"""The pages of one generation, and the path at which each is served."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from posixpath import basename, dirname
from urllib.parse import quote, unquote

from assistant.answering.citation import Citation
from assistant.answering.page_lookup import KnownPages, address_key, known_pages
from assistant.answering.text_fragment import link
from index_builder.index.generation import Generation
from index_builder.index.rendered_page import RenderedPage
from index_builder.index.served_address import PAGES, served_path

_DIGITS = re.compile(r"(\d+)")
_FIRST = ("index", "_index", "readme")  # the page of a folder itself


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedPage:
    """A page and where it is served."""

    page: RenderedPage
    path: str  # percent-encoded


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What one generation's pages are served from."""

    base: str  # of the site's addresses: "https://host/base", "/base" or ""
    pages: tuple[ServedPage, ...]  # by folder, in the order of their files
    by_path: Mapping[str, ServedPage]  # decoded path -> page
    by_file: Mapping[str, ServedPage]
    by_url: Mapping[str, ServedPage]  # address on the site -> page
    known: KnownPages
    dates: Mapping[str, str]  # file -> day of its last change, YYYY-MM-DD

    def at(self, path: str) -> ServedPage | None:
        """Return the page at a decoded path."""
        return self.by_path.get(path)

    def nearly_at(self, path: str) -> ServedPage | None:
        """Return the page that usual hosts open at a path too, with or without "/", ".html"."""
        key = address_key(path)
        return next((at for held, at in self.by_path.items() if address_key(held) == key), None)

    def address(self, citation: Citation) -> str:
        """Return the path that opens a citation's page at the words that answer."""
        passage = citation.passage
        held = self.by_file.get(passage.path)
        _, hash_sign, anchor = passage.url.partition("#")
        path = held.path if held else served_path(passage.url)
        return link(f"{path}{hash_sign}{anchor}", citation.directive)

    def folders(self) -> list[tuple[str, list[ServedPage]]]:
        """Return the pages of each folder; "" is the content folder itself."""
        return [
            (folder, list(pages))
            for folder, pages in groupby(self.pages, key=lambda held: dirname(held.page.path))
        ]


@lru_cache(maxsize=2)  # the generation that answers, and the next one while it takes over
def site_of(generation: Generation) -> Site:
    """Return the site of a generation.

    Raises:
        IndexRefused: its pages can't be read.
    """
    manifest = generation.manifest
    return make_site(generation.rendered_pages, manifest.site_url, manifest.dates)


def make_site(pages: Iterable[RenderedPage], base: str, dates: Mapping[str, str]) -> Site:
    """Return the site of these pages.

    Of several pages with one address the first is served there, each other below its file's name.
    """
    by_path: dict[str, ServedPage] = {}
    for page in pages:
        path = served_path(page.url)
        if unquote(path) in by_path:
            path = f"{PAGES}/{quote(page.path)}"
        by_path[unquote(path)] = ServedPage(page=page, path=path)
    held = sorted(by_path.values(), key=lambda held: _order(held.page.path))
    return Site(
        base=base,
        pages=tuple(held),
        by_path=by_path,
        by_file={one.page.path: one for one in held},
        by_url={one.page.url: one for one in reversed(by_path.values())},
        known=known_pages((one.page.path, one.page.url) for one in held),
        dates=dates,
    )


def _order(path: str) -> tuple[object, ...]:
    """Return what sorts by folder, a folder's own page first, numbers as numbers."""
    name = basename(path)
    is_first = name.partition(".")[0].lower() in _FIRST
    return (_natural(dirname(path)), not is_first, _natural(name), path)


def _natural(text: str) -> tuple[tuple[int, str], ...]:
    return tuple(
        (int(part), "") if part.isdecimal() else (-1, part.casefold())
        for part in _DIGITS.split(text)
        if part
    )
