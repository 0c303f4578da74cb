"""Where a quote's links lead: to addresses of the site's own pages, or out of it.

A page links to others by file (`7_appendix.md#keys`) or by address (`../appendix/`, `/appendix/`,
`#keys`). A reader in Slack has neither beside him, so each target becomes a whole address. Only
what the index knows counts as a page or a section of the site; other links stay plain words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit

from assistant.answering.page_lookup import KnownPages, known_pages
from assistant.slack.views.block_kit.message import units
from assistant.slack.views.block_kit.safe_text import openable
from assistant.slack.views.quoting.seen_source import WrittenLink
from index_builder.index.generation import Generation
from index_builder.index.passage import Passage, link_name

# Characters of an address in a message: a longer link stays plain words, and a longer citation
# opens its section.
MOST_LINK = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLinks:
    """What the links of a playbook's pages lead to; by default nothing is known of its pages."""

    pages: KnownPages = field(default_factory=KnownPages)
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
        page = self.pages.linked(unquote(split.path), joined, passage.path)
        anchor = unquote(split.fragment).partition(":~:")[0]
        return self.opened.get((page, anchor), "")


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
        pages=known_pages(pages.items()),
        opened=opened,
        definitions=definitions,
    )
