"""A page as HTML that is safe to show, and the file of all of them.

    GENERATION/page_html.jsonl      one JSON object a line, one line a page

Contract of both sides: the builder makes the HTML from the tokens that passages are cut from, a
server of pages puts the links in. A link's address is not in the HTML: what a page links to may
move while the page itself stays as it is.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedPage:
    """One page as HTML in pieces; link number i begins between pieces i and i + 1."""

    path: str  # of the file, relative to the content folder
    title: str
    url: str  # on the site: absolute, or from the host's root
    has_h1: bool  # the HTML has the page's one heading of level 1; if not, the title is to be it
    pieces: tuple[str, ...]  # one more than there are targets; "</a>" is in them
    targets: tuple[str, ...]  # of links, as the page writes them; "" leads nowhere

    def html(self, address_of: Callable[[str], str]) -> str:
        """Return the HTML; `address_of` gives a target's address, "" for words without a link."""
        parts = [self.pieces[0]]
        for target, piece in zip(self.targets, self.pieces[1:], strict=True):
            address = address_of(target)
            parts += [f'<a href="{escape(address)}">' if address else "<a>", piece]
        return "".join(parts)

    def to_line(self) -> bytes:
        """Return the page as a line of the file, without the line's end."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(fields, ensure_ascii=False).encode()


def html_file(lines: Iterable[bytes]) -> bytes:
    """Return the contents of the file; `lines` has what `to_line` gives for each page."""
    return b"".join(line + b"\n" for line in lines)


def rendered_pages_from_lines(data: bytes) -> tuple[RenderedPage, ...]:
    """Read what `html_file` gave.

    Raises:
        ValueError: a line holds no page of this version.
    """
    try:
        return tuple(_page(line) for line in data.splitlines())
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _page(line: bytes) -> RenderedPage:
    fields = json.loads(line)
    lists = {name: tuple(map(str, fields[name])) for name in ("pieces", "targets")}
    page = RenderedPage(**{**fields, **lists})
    if len(page.pieces) != len(page.targets) + 1:
        raise ValueError(f"{len(page.pieces)} pieces for {len(page.targets)} links")
    return page
