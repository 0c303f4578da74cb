"""A page as the rules see it: the parse that the index is built from, and the parts in it."""

import re
from dataclasses import dataclass

from index_builder.generators.headings.anchor_style import AnchorStyle
from index_builder.linting.collecting import collect_parts
from index_builder.linting.page_parts import PageParts
from index_builder.reading.pages import Page
from index_builder.splitting.document import BOM, Document, read_document

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class LintedPage:
    """One page, parsed."""

    page: Page
    document: Document
    parts: PageParts
    lines: tuple[str, ...]  # of the file, without their ends
    address: str  # decoded, below the site's base, starting with "/"
    anchors: frozenset[str]  # of its headings, and all other ids
    open_ended: bool  # there may be anchors that are not known here

    @property
    def path(self) -> str:
        """Return the page's path in the content folder."""
        return self.page.path

    def field(self, key: str) -> str:
        """Return a front matter entry that is text, else ""."""
        value = self.page.front_matter.get(key)
        return value if isinstance(value, str) else ""


def linted_page(page: Page, address: str, style: AnchorStyle) -> LintedPage:
    """Parse a page and collect its parts.

    Raises:
        PageError: the parser fails on the page.
    """
    document = read_document(page, style)
    lines = tuple(_LINE_END.split(page.text.removeprefix(BOM)))
    masked = tuple(_LINE_END.split(_body(document)))
    parts = collect_parts(document, masked, lines)
    headings = frozenset(heading.anchor for heading in document.headings.values())
    return LintedPage(
        page=page,
        document=document,
        parts=parts,
        lines=lines,
        address=address,
        anchors=(headings | parts.ids | document.included_anchors) - {""},
        open_ended=parts.open_ended or "" in headings,
    )


def _body(document: Document) -> str:
    """Return the masked source as it was parsed: front matter is as many empty lines."""
    above = document.page.body_line - 1
    return document.masked[document.starts[above] - above :]
