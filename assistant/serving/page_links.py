"""Where a page's links lead when it is served: to served pages, or out of the playbook.

Pages are not trusted: only http, https and mailto are followed. What lies on the site but is no
page, such as a form to download, is opened there.
"""

from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit

from assistant.answering.page_lookup import address_key
from assistant.serving.site import ServedPage, Site
from index_builder.index.rendered_page import BELOW_BASE

_WEB = ("http", "https")
_IN_URL = "-._~:/?#[]@!$&'()*+,;=%"  # RFC 3986; everything else is percent-encoded


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """The links of one page."""

    site: Site
    page: ServedPage
    is_elsewhere: bool = False  # the links are shown on another page than their own

    def address(self, target: str) -> str:
        """Return the address that a target leads to from this page, "" if it leads nowhere."""
        try:
            return _encoded(self._address(target))
        except ValueError:  # the brackets of an IPv6 host do not close
            return ""

    def _address(self, target: str) -> str:
        if target.startswith("#"):
            return f"{self.page.path}{target}" if self.is_elsewhere else target
        if target.startswith(BELOW_BASE):
            target = self.site.base + target.removeprefix(BELOW_BASE)
        target = _visible(target)
        split = urlsplit(target)
        if split.scheme == "mailto":
            return target
        if not target or (split.scheme and (split.scheme not in _WEB or not split.netloc)):
            return ""
        joined = urljoin(self.page.page.url, target)
        linked = self._linked(split.path, joined, is_whole=bool(split.netloc))
        if linked:
            return linked.path + (f"#{split.fragment}" if split.fragment else "")
        return joined if urlsplit(joined).scheme in _WEB else ""

    def _linked(self, path: str, joined: str, *, is_whole: bool) -> ServedPage | None:
        known = self.site.known
        if is_whole:
            url = known.addresses.get(address_key(joined), "")
        else:
            url = known.linked(unquote(path), joined, self.page.page.path)
        return self.site.by_url.get(url)


def _visible(target: str) -> str:
    """Return a target without what browsers drop from addresses: blanks around, line ends, tabs."""
    return "".join(sign for sign in target.strip() if sign >= " " and sign != "\x7f")


def _encoded(address: str) -> str:
    return quote(address, safe=_IN_URL, errors="replace")
