"""Tokens -> a page's parts, each with its exact line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from index_builder.linting.inline_lines import PlacedToken, blocks_with_lines, placed_tokens
from index_builder.linting.page_parts import CODE_SIGN, Image, Link, PageParts, Prose, TableRow
from index_builder.splitting.document import Document
from index_builder.splitting.html_scanner import HtmlTag, HtmlText, scan_html
from index_builder.splitting.plain_text import inline_text
from index_builder.splitting.templates import MASK

_MASKED = re.compile(f"{MASK}+")
_PARTING = re.compile(r"[+|: \t-]*-[+|: \t-]*|[+|: \t=]*=[+|: \t=]*")
_QUOTED = re.compile(r"[\s>]+")
_ATTRIBUTE_LIST = re.compile(r"\{:([^}]*)\}")  # `{: #id .class}`
_ID_IN_LIST = re.compile(r"""(?:^|\s)(?:#([\w:-]+)|id=["']?([\w:-]+))""")
# Tags that write nothing; any other that is alone on its line may add headings.
_SILENT = re.compile(r"\{%-?\s*(?:end\w+|comment|assign|capture|raw|if|unless|else|elsif|for)\b")
_TAG = ("{{", "{%", "<%")


def collect_parts(document: Document, masked: Sequence[str], raw: Sequence[str]) -> PageParts:
    """Return the parts of a page.

    `masked` and `raw` are the lines of its masked source and of the page itself.
    """
    tokens, env, syntax = document.tokens, document.env, document.page.syntax
    collector = _Collector()
    kind = ""
    for token, line in blocks_with_lines(tokens):
        if token.attrs.get("id"):
            collector.ids.add(str(token.attrs["id"]))
        if token.type == "inline":
            for placed in placed_tokens(token, line, env, syntax):
                collector.inline(placed)
            collector.end(is_heading=kind == "heading_open")
        elif token.type == "html_block":
            collector.html(token.content, line)
            collector.end()
        kind = token.type
    made = syntax.made_ids(
        tokens, {line: heading.anchor for line, heading in document.headings.items()}
    )
    collector.ids.update(made or ())
    listed = _attribute_list_ids(masked, raw) if syntax.ids_anywhere else syntax.listed_ids(raw)
    collector.ids.update(listed)
    return PageParts(
        links=tuple(collector.links),
        images=tuple(collector.images),
        prose=tuple(collector.prose),
        rows=tuple(_rows(document, masked)),
        ids=frozenset(collector.ids),
        open_ended=made is None or collector.has_components or _brings_text(masked, raw),
    )


@dataclass(slots=True, kw_only=True)
class _OpenLink:
    target: str
    line: int
    text: list[str] = field(default_factory=list)
    holds_image: bool = False


@dataclass(slots=True, kw_only=True)
class _Collector:
    """Collects the parts of one page."""

    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    has_components: bool = False
    _pieces: list[tuple[str, int]] = field(default_factory=list)  # of the current block
    _open: _OpenLink | None = None

    def inline(self, placed: PlacedToken) -> None:
        """Take one inline token."""
        token, line = placed.token, placed.line
        if token.attrs.get("id"):
            self.ids.add(str(token.attrs["id"]))
        match token.type:
            case "text" | "text_special":
                self._say(token.content, line)
            case "code_inline":
                self._say(CODE_SIGN, line, read=token.content)
            case "softbreak" | "hardbreak":
                self._say(" ", line)
            case "link_open":
                self._enter(str(token.attrs.get("href", "")), line)
            case "link_close":
                self._leave()
            case "image":
                alt = inline_text(token.children or []).strip()
                self._show(str(token.attrs.get("src", "")), alt or None, line)
            case "html_inline":
                self.html(token.content, line)

    def html(self, html: str, line: int) -> None:
        """Take the tags of a piece of HTML that begins in this line, and the text between them."""
        for part in scan_html(html):
            if isinstance(part, HtmlText):
                self._html_text(html, part.start, part.stop, line)
            elif part.is_complete:
                self._tag(part, line + html.count("\n", 0, part.start))

    def end(self, *, is_heading: bool = False) -> None:
        """Close the current block."""
        self._leave()
        starts, at = [], 0
        for piece, _ in self._pieces:
            starts.append(at)
            at += len(piece)
        text = "".join(piece for piece, _ in self._pieces)
        if text.strip():
            lines = tuple(line + 1 for _, line in self._pieces)
            self.prose.append(
                Prose(text=text, starts=tuple(starts), lines=lines, is_heading=is_heading)
            )
        self._pieces = []

    def _html_text(self, html: str, start: int, end: int, line: int) -> None:
        first = line + html.count("\n", 0, start)
        for at, part in enumerate(html[start:end].split("\n")):
            if at:
                self._say(" ", first + at - 1)
            self._say(unescape(part), first + at)

    def _tag(self, tag: HtmlTag, line: int) -> None:
        attributes = tag.attributes()
        self.ids.update(filter(None, (attributes.get("id"), attributes.get("name"))))
        self.has_components |= tag.written_name[:1].isupper() and not tag.written_name.isupper()
        if tag.name == "a":
            self._leave()
            if not tag.is_closing and "href" in attributes:
                self._enter(attributes["href"].strip(), line)
        elif tag.name == "img":
            self._show(attributes.get("src", ""), attributes.get("alt"), line)
        elif tag.name == "br":
            self._say(" ", line)

    def _say(self, text: str, line: int, *, read: str | None = None) -> None:
        if text:
            self._pieces.append((text, line))
            if self._open:
                self._open.text.append(text if read is None else read)

    def _show(self, source: str, alt: str | None, line: int) -> None:
        self.images.append(Image(source=source, alt=alt, line=line + 1))
        if self._open:
            self._open.holds_image = True
            self._open.text.append(alt or "")

    def _enter(self, target: str, line: int) -> None:
        self._open = _OpenLink(target=target, line=line)

    def _leave(self) -> None:
        link, self._open = self._open, None
        if link:
            text = " ".join("".join(link.text).split())
            self.links.append(
                Link(
                    target=link.target,
                    text=text,
                    line=link.line + 1,
                    holds_image=link.holds_image,
                )
            )


def _rows(document: Document, masked: Sequence[str]) -> list[TableRow]:
    """Return tables' body rows as written; markdown-it fills or cuts each to the header's cells."""
    rows: list[TableRow] = []
    columns, in_header = 0, False
    parted = document.page.syntax.lines_part_tables
    for token in document.tokens:
        match token.type:
            case "table_open":
                columns = 0
            case "thead_open" | "thead_close":
                in_header = token.type == "thead_open"
            case "th_open":
                columns += 1
            case "tr_open" if token.map and not in_header:
                if parted and _PARTING.fullmatch(masked[token.map[0]].strip()):
                    continue
                cells = _cells(masked[token.map[0]], columns, document)
                rows.append(TableRow(line=token.map[0] + 1, cells=cells, columns=columns))
    return rows


def _cells(line: str, columns: int, document: Document) -> int:
    """Count a row's cells as markdown-it does, but not bars in code if the rest fits."""
    quoted = _QUOTED.match(line)
    row = line[quoted.end() if quoted else 0 :].strip()
    cells = escapedSplit(row)
    cells = cells[1 if cells[0] == "" else 0 :]
    count = len(cells) - (1 if cells and cells[-1] == "" else 0)
    if count == columns or "`" not in row:
        return count
    inline = Token("inline", "", 0, content=row)
    placed = placed_tokens(inline, 0, document.env, document.page.syntax)
    code = [one.token for one in placed]
    bars = sum(token.content.count("|") for token in code if token.type == "code_inline")
    return columns if count - bars == columns else count


def _attribute_list_ids(masked: Sequence[str], raw: Sequence[str]) -> set[str]:
    """Return the ids in attribute lists, `{: #id}`, whatever they belong to."""
    found: set[str] = set()
    for hidden, line in zip(masked, raw, strict=False):
        for span in _MASKED.finditer(hidden):
            for listed in _ATTRIBUTE_LIST.findall(line[span.start() : span.end()]):
                found.update(
                    filter(None, (name for pair in _ID_IN_LIST.findall(listed) for name in pair))
                )
    return found


def _brings_text(masked: Sequence[str], raw: Sequence[str]) -> bool:
    """Return whether a template tag is alone on its line, so that it may add headings."""
    return any(
        MASK in hidden
        and not hidden.replace(MASK, "").strip()
        and line.lstrip().startswith(_TAG)
        and not _SILENT.match(line.lstrip())
        for hidden, line in zip(masked, raw, strict=False)
    )
