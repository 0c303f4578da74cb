"""Where a quote's links lead: to addresses of the site's own pages, or out of it.

A page links to others by file (`7_appendix.md#keys`) or by address (`../appendix/`, `/appendix/`,
`#keys`). A reader in Slack has neither beside him, so each target becomes a whole address. Only
what the index knows counts as a page or a section of the site; other links stay plain words.
"""

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit

from assistant.slack.views.block_kit.message import units
from assistant.slack.views.block_kit.safe_text import openable
from assistant.slack.views.quoting.seen_source import WrittenLink
from index_builder.index.generation import Generation
from index_builder.index.passage import Passage, link_name

# Characters of an address in a message: a longer link stays plain words, and a longer citation
# opens its section.
MOST_LINK = 400

_MARKDOWN = (".md", ".markdown", ".mdown", ".mdx", ".mkd", ".mkdn", ".mkdown")
# Usual hosts open the same page with and without these.
_ENDINGS = ("/", "/index.html", "/index.htm", "/index", ".html", ".htm")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLinks:
    """What the links of a playbook's pages lead to; by default nothing is known of its pages."""

    pages: Mapping[str, str] = field(default_factory=dict)  # path of the file -> page's URL
    urls: Mapping[str, str] = field(default_factory=dict)  # key of a URL -> page's URL
    opened: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """A page's URL and an anchor, "" for the page itself -> the address that opens it."""
    definitions: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Path of the page and name of a definition -> its target."""

    def address(self, link: WrittenLink, passage: Passage) -> str:
        """Return the address that a link of a passage leads to, "" if it can't be opened."""
        target = link.target or self.definitions.get((passage.path, link_name(link.name)), "")
        address = openable(self._whole(target, passage))
        return address if units(address) <= MOST_LINK else ""

    def _whole(self, target: str, passage: Passage) -> str:
        try:
            split = urlsplit(target)
            joined = urljoin(passage.url, target)
        except ValueError:  # the brackets of an IPv6 host do not close
            return ""
        if not target or split.scheme:
            return target
        if split.netloc:
            return joined
        page = self._page(unquote(split.path), joined, passage)
        anchor = unquote(split.fragment).partition(":~:")[0]
        return self.opened.get((page, anchor), "")

    def _page(self, path: str, joined: str, passage: Passage) -> str:
        """Return the URL of a page that is named by its file or its URL, or ""."""
        if not path:
            return self.pages.get(passage.path, "")
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(passage.path), path))
        by_file = self.pages.get(beside) or self.pages.get(path.lstrip("/"), "")
        by_url = self.urls.get(_key(joined), "")
        return by_file or by_url if path.endswith(_MARKDOWN) else by_url or by_file


NO_LINKS = SiteLinks()  # only links out of the site can be opened


@lru_cache(maxsize=2)  # of the generation that answers, and the next one while it takes over
def links_of(generation: Generation) -> SiteLinks:
    """Return what the links of a generation's pages lead to."""
    return site_links(generation.passages)


def site_links(passages: Iterable[Passage]) -> SiteLinks:
    """Return what the links of these passages' pages lead to."""
    pages: dict[str, str] = {}
    opened: dict[tuple[str, str], str] = {}
    definitions: dict[tuple[str, str], str] = {}
    for passage in passages:
        page = pages.setdefault(passage.path, passage.url.partition("#")[0])
        opened.setdefault((page, ""), passage.address.partition("#")[0])
        opened.setdefault((page, passage.anchor), passage.address)
        definitions.update({(passage.path, name): to for name, to in passage.definitions})
    return SiteLinks(
        pages=pages,
        urls={_key(page): page for page in reversed(pages.values())},
        opened=opened,
        definitions=definitions,
    )


def _key(address: str) -> str:
    """Return the same for addresses that open the same page on usual hosts."""
    key = unquote(address.partition("#")[0])
    ending = next((end for end in _ENDINGS if key.endswith(end)), "")
    return key[: -len(ending)] if ending else key
