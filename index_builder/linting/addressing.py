"""Which addresses are the site's own: its base, set or guessed from its links."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit

if TYPE_CHECKING:
    from index_builder.linting.linted_page import LintedPage

_ENDINGS = ("/", "/index.html", "/index.htm", "/index", ".html", ".htm")
# Domains that nobody owns, for examples and tests (RFC 2606).
EXAMPLES = ("example.com", "example.org", "example.net", "example", "test", "invalid")
_SURE = 2  # pages that links below a prefix must reach before it counts as the site's base


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteBase:
    """Where the site is published."""

    path: str  # "/base", or "" at the root of its host
    hosts: frozenset[str]  # in lower case; taken from the links if the base is guessed
    is_guessed: bool = False  # from the links, as the settings have no address


def split_address(target: str) -> SplitResult | None:
    """Split an address, None if it is invalid (an IPv6 host that never closes)."""
    try:
        return urlsplit(target)
    except ValueError:
        return None


def is_below(host: str, domains: Sequence[str]) -> bool:
    """Return whether a host, in lower case, is one of the domains or belongs to one."""
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def path_below_base(url: str, base_url: str) -> str:
    """Return the decoded path of a page's address below its site's base."""
    return unquote(url.removeprefix(base_url)) or "/"


def address_key(address: str) -> str:
    """Return the same key for addresses that open the same page on usual hosts."""
    key = unquote(address)
    ending = next((end for end in _ENDINGS if key.endswith(end)), "")
    return (key[: -len(ending)] if ending else key) or "/"


def site_base(base_url: str, pages: Sequence["LintedPage"]) -> SiteBase:
    """Return the site's base; if the settings have none, the one that its links agree on."""
    split = split_address(base_url)
    if base_url and split:
        hosts = frozenset({split.netloc.lower()} - {""})
        return SiteBase(path=split.path.rstrip("/"), hosts=hosts)
    path = _guessed(pages)
    if not path:
        return SiteBase(path="", hosts=frozenset())
    return SiteBase(path=path, hosts=frozenset(_hosts(path, pages)), is_guessed=True)


def _guessed(pages: Sequence["LintedPage"]) -> str:
    """Return the top folder that only links have, and without which they open pages, else ""."""
    keys = {address_key(page.address) for page in pages}
    reached: defaultdict[str, set[str]] = defaultdict(set)
    for link in _links(pages):
        top, _, rest = link.path[1:].partition("/")
        is_ours = not link.netloc and link.path.startswith("/") and rest
        if is_ours and address_key(link.path) not in keys and address_key(f"/{rest}") in keys:
            reached[f"/{top}"].add(address_key(f"/{rest}"))
    best = max(reached, key=lambda top: (len(reached[top]), top), default="")
    return best if len(reached[best]) >= _SURE else ""


def _hosts(path: str, pages: Sequence["LintedPage"]) -> Iterator[str]:
    """Yield the hosts at which links reach one of the pages below the base."""
    keys = {address_key(page.address) for page in pages} - {"/"}
    for link in _links(pages):
        if link.path.startswith(f"{path}/") and address_key(link.path.removeprefix(path)) in keys:
            yield link.netloc.lower()


def _links(pages: Sequence["LintedPage"]) -> Iterable[SplitResult]:
    split = (split_address(link.target) for page in pages for link in page.parts.links)
    return filter(None, split)
