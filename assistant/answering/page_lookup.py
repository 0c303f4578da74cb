"""Which page of the playbook a link of another page leads to.

A page links to others by file (`7_appendix.md#keys`) or by address (`../appendix/`, `/appendix/`).
"""

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

_MARKDOWN = (".md", ".markdown", ".mdown", ".mdx", ".mkd", ".mkdn", ".mkdown")
# Usual hosts open the same page with and without these.
_ENDINGS = ("/", "/index.html", "/index.htm", "/index", ".html", ".htm")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPages:
    """The pages of a playbook, by file and by address; by default there are none."""

    pages: Mapping[str, str] = field(default_factory=dict)  # path of the file -> address
    addresses: Mapping[str, str] = field(default_factory=dict)  # key of an address -> address

    def linked(self, path: str, joined: str, page: str) -> str:
        """Return the address of the page that a link names, or "".

        `path` is the link's decoded path, `joined` its whole address, `page` the file it is in.
        """
        if not path:
            return self.pages.get(page, "")
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
        by_file = self.pages.get(beside) or self.pages.get(path.lstrip("/"), "")
        by_address = self.addresses.get(address_key(joined), "")
        return by_file or by_address if path.endswith(_MARKDOWN) else by_address or by_file


def known_pages(pages: Iterable[tuple[str, str]]) -> KnownPages:
    """Return the lookup for pages given as file and address; of equal ones the first counts."""
    by_file: dict[str, str] = {}
    for path, address in pages:
        by_file.setdefault(path, address)
    by_address = {address_key(address): address for address in reversed(by_file.values())}
    return KnownPages(pages=by_file, addresses=by_address)


def address_key(address: str) -> str:
    """Return the same for addresses that open the same page on usual hosts."""
    key = unquote(address.partition("#")[0])
    ending = next((end for end in _ENDINGS if key.endswith(end)), "")
    return key[: -len(ending)] if ending else key
