"""Tokens -> plain text for reading and embedding: links as their text, images as their alt text."""

import re
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from index_builder.markdown import MASK

# HTML elements that begin on a line of their own; the others run along with their text.
_BLOCK_TAGS = frozenset(
    "address article aside blockquote br caption dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table "
    "tbody td th thead tr ul".split()
)
_HIDDEN_TAGS = frozenset({"script", "style", "template"})
_BLANKS = re.compile(r"[^\S\n]+")


class _HtmlText(HTMLParser):
    """Collects what a reader sees of HTML: text, alt texts, a new line for each block element."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in _HIDDEN_TAGS
        self._break(tag)
        if tag == "img":
            self.parts.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _HIDDEN_TAGS and self._hidden > 0
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)

    def _break(self, tag: str) -> None:
        if tag in _BLOCK_TAGS:
            self.parts.append("\n")


def html_text(html: str) -> str:
    """Return the text of an HTML fragment; markup that is broken never raises."""
    reader = _HtmlText()
    reader.feed(html)
    reader.close()
    return tidy("".join(reader.parts))


def tidy(text: str) -> str:
    """Fold blanks, drop masks and empty lines."""
    lines = (_BLANKS.sub(" ", line).strip() for line in text.replace(MASK, "").split("\n"))
    return "\n".join(line for line in lines if line)


def inline_text(tokens: Iterable[Token], *, images: bool = True) -> str:
    """Return the text of inline tokens; with `images` an image is its alt text, else nothing."""
    return tidy("".join(_piece(token, images) for token in tokens))


def _piece(token: Token, images: bool) -> str:
    match token.type:
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "image":
            return inline_text(token.children or []) if images else ""
        case "html_inline":
            return _inline_html(token.content)
        case "footnote_ref":
            return f" [{token.meta.get('label', token.meta['id'] + 1)}]"
        case _:
            return token.content


def _inline_html(tag: str) -> str:
    """Return what one inline tag contributes: an alt text, a new line, or nothing."""
    reader = _HtmlText()
    reader.feed(tag)
    return "".join(reader.parts)


def node_text(node: SyntaxTreeNode) -> str:
    """Return the plain text of a block, its list markers and table columns kept readable."""
    match node.type:
        case "inline":
            return inline_text((node.token.children or []) if node.token else [])
        case "fence" | "code_block":
            return node.content.rstrip("\n")
        case "html_block":
            return html_text(node.content)
        case "bullet_list" | "ordered_list":
            return "\n".join(item_text(item, node) for item in node.children)
        case "table":
            return "\n".join(row_text(row) for row in table_rows(node))
        case "dl":
            return _definitions_text(node)
        case "container_any":
            return _lines([_container_title(node), *map(node_text, node.children)])
        case _:
            return _lines(map(node_text, node.children))


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)


def item_marker(item: SyntaxTreeNode, parent: SyntaxTreeNode) -> str:
    """Return a list item's marker as readers see it: "- ", or the step's true number "3. "."""
    if parent.type == "bullet_list":
        return "- "
    start = parent.attrGet("start")
    first = 1 if start is None else int(start)
    return f"{first + parent.children.index(item)}. "


def item_text(item: SyntaxTreeNode, parent: SyntaxTreeNode) -> str:
    """Return one list item with its marker; lines after the first are indented under it."""
    text = _lines(map(node_text, item.children))
    return item_marker(item, parent) + text.replace("\n", "\n  ") if text else ""


def table_rows(table: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    """Return a table's rows, the header row first."""
    return [row for part in table.children for row in part.children]


def row_text(row: SyntaxTreeNode) -> str:
    """Return a table row as its cells, parted by bars; lines inside a cell by semicolons."""
    cells = (_lines(map(node_text, cell.children)).replace("\n", "; ") for cell in row.children)
    return " | ".join(cells).strip(" |")


def _definitions_text(node: SyntaxTreeNode) -> str:
    parts: list[str] = []
    for child in node.children:
        text = _lines(map(node_text, child.children))
        parts.append(f"{text}:" if child.type == "dt" else f"  {text}")
    return _lines(parts)


def _container_title(node: SyntaxTreeNode) -> str:
    """Return the title of `:::note Title` or `:::note[Title]`, if it has one."""
    info = node.info.strip()
    title = info[info.index("[") :].strip("[]") if "[" in info else info.partition(" ")[2]
    return tidy(title)


def footnote_ids(nodes: Sequence[SyntaxTreeNode]) -> tuple[int, ...]:
    """Return the footnotes that blocks cite, in order of citation, each once."""
    ids = [
        int(token.meta["id"])
        for node in nodes
        for inner in node.walk()
        if inner.type == "inline" and inner.token
        for token in inner.token.children or []
        if token.type == "footnote_ref"
    ]
    return tuple(dict.fromkeys(ids))
