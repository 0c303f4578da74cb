"""Tokens of a page -> HTML: the words that passages have, in the page's structure, its anchors.

The tokens are those that the passages are cut from, so that templates, comments and footnotes are
read in the same way, and each heading has the anchor that its passages cite.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from urllib.parse import quote

from markdown_it.token import Token

from index_builder.index.passage import Passage
from index_builder.index.rendered_page import BELOW_BASE, RenderedPage
from index_builder.rendering.quote_places import Starts, quote_places
from index_builder.rendering.safe_html import SafeHtml
from index_builder.rendering.written_html import write_html, write_image
from index_builder.splitting.document import Document
from index_builder.splitting.html_scanner import hidden_depth_change
from index_builder.splitting.page_headings import OpenHeading
from index_builder.splitting.plain_text import container_title, footnote_mark, inline_text
from index_builder.splitting.splitter import page_title
from index_builder.splitting.templates import MASK

_MASKED = re.compile(f"(?:{re.escape(quote(MASK))})+")
_LISTS = ("ol", "ul")
# Elements of Markdown's that are written as they are.
_PLAIN = frozenset(
    "blockquote dd dl dt em h1 h2 h3 h4 h5 h6 hr li ol p s strong tbody td th thead tr ul".split()
)


def render_page(document: Document, passages: Sequence[Passage]) -> RenderedPage:
    """Return a parsed page as HTML, and where in it its passages are."""
    page = document.page
    tops = sum(token.type == "heading_open" and token.tag == "h1" for token in document.tokens)
    writer = _Writer(
        out=SafeHtml(taken={heading.anchor for heading in document.headings.values()}),
        headings=document.headings,
        shift=1 if tops > 1 else 0,  # a page has one heading of level 1
    )
    writer.blocks(document.tokens)
    parts = writer.out.parts()
    return RenderedPage(
        path=page.path,
        title=page_title(document),
        url=page.url,
        has_h1=tops == 1,
        parts=parts,
        quotes=quote_places(parts, writer.starts, document.footnotes, passages),
    )


@dataclass(slots=True, kw_only=True)
class _Writer:
    """One walk over a page's tokens, which are flat: no depth of nesting is too much for it."""

    out: SafeHtml
    headings: Mapping[int, OpenHeading]
    shift: int  # added to each heading's level
    note: str = ""  # the mark of a footnote whose first words are still to come
    starts: Starts = field(default_factory=Starts)
    _numbers: list[int | None] = field(default_factory=list)  # of the next item of each open list

    def blocks(self, tokens: Sequence[Token]) -> None:
        """Write blocks, the footnotes last."""
        for token in tokens:
            if token.map and token.nesting >= 0 and token.type != "inline":
                self.starts.note(token.map[0], self.out.part())
            special = _BLOCKS.get(token.type)
            if special:
                special(self, token)
            elif token.tag in _PLAIN and not token.hidden:
                self.plain(token)
            elif token.hidden and token.nesting == -1:
                self.out.void("\n")

    def plain(self, token: Token) -> None:
        """Write an element of Markdown's that needs nothing besides its tag."""
        if token.nesting == 1:
            self.out.open(token.tag, self.attributes(token))
        elif token.nesting == -1:
            if token.tag in _LISTS:
                self._numbers.pop()
            self.out.close(token.tag)
            self.out.void("\n")
        else:
            self.out.void(f"<{token.tag}>\n")

    def attributes(self, token: Token) -> str:
        """Return the few attributes that the structure itself needs.

        Each step has its number, so that it keeps it in a quote that begins with a later one.
        """
        if token.tag in _LISTS:
            start = token.attrGet("start")
            first = 1 if start is None else int(start)
            self._numbers.append(first if token.tag == "ol" else None)
        elif token.tag == "li" and self._numbers and self._numbers[-1] is not None:
            number = self._numbers[-1]
            self._numbers[-1] = number + 1
            return f' value="{number}"'
        return ' scope="col"' if token.tag == "th" else ""

    def heading_open(self, token: Token) -> None:
        """Open a heading at its level, with the anchor that its passages cite."""
        level = int(token.tag[1]) + self.shift
        held = self.headings.get(token.map[0]) if token.map else None
        attributes = f' id="{escape(held.anchor)}"' if held and held.anchor else ""
        attributes += f' aria-level="{level}"' if level > 6 else ""
        self.out.open(f"h{min(level, 6)}", attributes, name="heading")

    def heading_close(self, _token: Token) -> None:
        """Close a heading."""
        self.out.close("heading")
        self.out.void("\n")

    def inline(self, token: Token) -> None:
        """Write a block's words."""
        if self.note:
            self.out.words(f"{self.note} ")
            self.note = ""
        hidden = 0
        for child in token.children or []:
            if child.type == "html_inline":
                hidden = max(0, hidden + hidden_depth_change(child.content))
            if not hidden:
                self.child(child)

    def child(self, token: Token) -> None:
        """Write one inline token."""
        special = _INLINE.get(token.type)
        if special:
            special(self, token)
        elif token.tag in _PLAIN and token.nesting == 1:
            self.out.open(token.tag)
        elif token.tag in _PLAIN and token.nesting == -1:
            self.out.close(token.tag)
        else:
            self.out.words(token.content)

    def code_span(self, token: Token) -> None:
        """Write code within a line."""
        self.out.open("code")
        self.out.words(token.content)
        self.out.close("code")

    def citation(self, token: Token) -> None:
        """Write a footnote's mark, which leads to the footnote."""
        mark = footnote_mark(str(token.meta["label"]))
        number, again = int(token.meta["id"]), int(token.meta.get("subId", 0))
        self.out.open("sup", "" if again else f' id="{_cited(number)}"')
        self.out.open_link(f"#{_note(number)}", is_own=True)
        self.out.words(mark)
        self.out.close("a")
        self.out.close("sup")

    def note_open(self, token: Token) -> None:
        """Begin a footnote."""
        self.note = footnote_mark(str(token.meta["label"]))
        number = int(token.meta["id"])
        self.starts.note_opens(number, self.out.part())
        self.out.open("li", f' id="{_note(number)}"', name="note")

    def note_close(self, _token: Token) -> None:
        """End a footnote."""
        self.out.close("note")
        self.out.void("\n")

    def note_anchor(self, token: Token) -> None:
        """Write the link back from a footnote, once."""
        if not int(token.meta.get("subId", 0)):
            self.out.words(" ")
            self.out.open("span", ' class="back"')
            self.out.open_link(f"#{_cited(int(token.meta['id']))}", is_own=True)
            self.out.words("↩")
            self.out.close("a")
            self.out.close("span")

    def notes_open(self, _token: Token) -> None:
        """Begin the footnotes."""
        self.starts.body_ends(self.out.part())
        self.out.open("section", ' class="notes" aria-label="Footnotes"', name="notes")
        self.out.open("ul")

    def notes_close(self, _token: Token) -> None:
        """End the footnotes."""
        self.out.close("ul")
        self.out.close("notes")

    def code(self, token: Token) -> None:
        """Write a block of code; it can be scrolled with the keyboard."""
        self.out.open("pre", ' tabindex="0"')
        self.code_span(token)
        self.out.close("pre")
        self.out.void("\n")

    def html(self, token: Token) -> None:
        """Write what may be shown of HTML that the page writes."""
        write_html(token.content, self.out)
        self.out.void("\n")

    def table_open(self, _token: Token) -> None:
        """Begin a table, which can be scrolled by itself, with the keyboard too."""
        label = ' class="wide" role="region" aria-label="Table" tabindex="0"'
        self.out.open("div", label, name="table around")
        self.out.open("table")

    def table_close(self, _token: Token) -> None:
        """End a table."""
        self.out.close("table")
        self.out.close("table around")
        self.out.void("\n")

    def box_open(self, token: Token) -> None:
        """Begin an admonition, a tab or a container, with its title if it has one."""
        self.out.open("div", ' class="box"', name="box")
        title = container_title(token.info) if token.type.startswith("container") else ""
        if title:
            self.out.open("p", ' class="box-title"')
            self.out.words(title)
            self.out.close("p")

    def box_close(self, _token: Token) -> None:
        """End an admonition, a tab or a container."""
        self.out.close("box")
        self.out.void("\n")

    def box_title_open(self, _token: Token) -> None:
        """Begin the title of an admonition or a tab."""
        self.out.open("p", ' class="box-title"', name="box title")

    def box_title_close(self, _token: Token) -> None:
        """End the title of an admonition or a tab."""
        self.out.close("box title")


_INLINE: Mapping[str, Callable[[_Writer, Token], None]] = {
    "softbreak": lambda writer, _: writer.out.void("\n"),
    "hardbreak": lambda writer, _: writer.out.void("<br>\n"),
    "code_inline": _Writer.code_span,
    "html_inline": lambda writer, token: write_html(token.content, writer.out),
    "image": lambda writer, token: write_image(inline_text(token.children or []), writer.out),
    "link_open": lambda writer, token: writer.out.open_link(_target(token), is_own=True),
    "link_close": lambda writer, _: writer.out.close("a"),
    "footnote_ref": _Writer.citation,
}
_BLOCKS: Mapping[str, Callable[[_Writer, Token], None]] = {
    "heading_open": _Writer.heading_open,
    "heading_close": _Writer.heading_close,
    "inline": _Writer.inline,
    "fence": _Writer.code,
    "code_block": _Writer.code,
    "html_block": _Writer.html,
    "table_open": _Writer.table_open,
    "table_close": _Writer.table_close,
    "footnote_block_open": _Writer.notes_open,
    "footnote_block_close": _Writer.notes_close,
    "footnote_open": _Writer.note_open,
    "footnote_close": _Writer.note_close,
    "footnote_anchor": _Writer.note_anchor,
    "container_any_open": _Writer.box_open,
    "container_any_close": _Writer.box_close,
    "admonition_open": _Writer.box_open,
    "admonition_close": _Writer.box_close,
    "admonition_title_open": _Writer.box_title_open,
    "admonition_title_close": _Writer.box_title_close,
    "part_open": _Writer.box_open,
    "part_close": _Writer.box_close,
    "part_label_open": _Writer.box_title_open,
    "part_label_close": _Writer.box_title_close,
}


def _note(number: int) -> str:
    return f"playbook:note-{number}"


def _cited(number: int) -> str:
    return f"playbook:cited-{number}"


def _target(token: Token) -> str:
    """Return a link's target as written; "" if a template makes a part of it that can't be known.

    What stands alone in front of a path is taken for the site's base, as Jekyll's
    `{{ site.baseurl }}/page/` is.
    """
    written = str(token.attrGet("href") or "")
    base = _MASKED.match(written)
    rest = written[base.end() :] if base else written
    if _MASKED.search(rest) or (base and not rest.startswith("/")):
        return ""
    return f"{BELOW_BASE}{rest}" if base else rest
