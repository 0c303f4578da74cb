"""Tokens -> plain text for reading and embedding: links as their text, images as their alt text."""

import re
from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from index_builder.splitting.html_scanner import hidden_depth_change, visible_html_text
from index_builder.splitting.templates import MASK

_BLANKS = re.compile(r"[^\S\n]+")


def html_text(html: str) -> str:
    """Return the text of an HTML fragment; broken markup never raises."""
    return tidy(visible_html_text(html))


def tidy(text: str) -> str:
    """Fold blanks, drop masks and empty lines."""
    lines = (_BLANKS.sub(" ", line).strip() for line in text.replace(MASK, "").split("\n"))
    return "\n".join(line for line in lines if line)


def inline_text(tokens: Iterable[Token], *, bare: bool = False) -> str:
    """Return the text of inline tokens; an image is its alt text, a citation its label.

    With `bare`, both are dropped: titles have neither.
    """
    return tidy("".join(_piece(token, bare) for token in _shown(tokens)))


def _shown(tokens: Iterable[Token]) -> Iterator[Token]:
    """Leave out what is inside HTML elements that no reader sees, such as scripts."""
    depth = 0
    for token in tokens:
        depth = max(
            0, depth + (hidden_depth_change(token.content) if token.type == "html_inline" else 0)
        )
        if not depth:
            yield token


def _piece(token: Token, bare: bool) -> str:
    match token.type:
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "image":
            return "" if bare else inline_text(token.children or [])
        case "html_inline":
            return visible_html_text(token.content)
        case "footnote_ref":
            return "" if bare else f" {footnote_mark(token.meta['label'])}"
        case _:
            return token.content


def footnote_mark(label: str) -> str:
    """Return how a footnote is referred to in plain text, and how its own text begins."""
    return f"[{label}]"


def node_text(node: SyntaxTreeNode) -> str:
    """Return the plain text of a block, its list markers and table columns kept readable."""
    match node.type:
        case "inline":
            return inline_text((node.token.children or []) if node.token else [])
        case "fence" | "code_block":
            return node.content.replace(MASK, "").rstrip()
        case "html_block":
            return html_text(node.content)
        case "bullet_list" | "ordered_list":
            return _lines(map(item_text, node.children, item_markers(node)))
        case "table":
            return "\n".join(row_text(row) for row in table_rows(node))
        case "dl":
            return _lines(map(definition_text, node.children))
        case "container_any":
            return _lines([container_title(node.info), *map(node_text, node.children)])
        case _:
            return _lines(map(node_text, node.children))


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)


def item_markers(parent: SyntaxTreeNode) -> list[str]:
    """Return each item's marker as readers see it: "- ", or the step's true number "3. "."""
    if parent.type == "bullet_list":
        return ["- "] * len(parent.children)
    start = parent.attrGet("start")
    first = 1 if start is None else int(start)
    return [f"{first + at}. " for at in range(len(parent.children))]


def item_text(item: SyntaxTreeNode, marker: str) -> str:
    """Return one list item with its marker; lines after the first are indented under it."""
    text = _lines(map(node_text, item.children))
    return marker + text.replace("\n", "\n  ") if text else ""


def table_rows(table: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    """Return a table's rows, the header row first."""
    return [row for part in table.children for row in part.children]


def row_text(row: SyntaxTreeNode) -> str:
    """Return a table row as its cells, separated by bars; lines inside a cell by semicolons."""
    cells = (_lines(map(node_text, cell.children)).replace("\n", "; ") for cell in row.children)
    return " | ".join(cells).strip(" |")


def definition_text(node: SyntaxTreeNode) -> str:
    """Return a term with a colon, or a definition indented under it."""
    text = _lines(map(node_text, node.children))
    return f"{text}:" if node.type == "dt" else "  " + text.replace("\n", "\n  ")


def container_title(info: str) -> str:
    """Return the title of `:::note Title` or `:::note[Title]`, if it has one."""
    info = info.strip()
    title = info[info.index("[") :].strip("[]") if "[" in info else info.partition(" ")[2]
    return tidy(title)


def cited_footnotes(tokens: Iterable[Token]) -> tuple[int, ...]:
    """Return the footnotes that inline tokens cite, in order, each once."""
    ids = (int(token.meta["id"]) for token in tokens if token.type == "footnote_ref")
    return tuple(dict.fromkeys(ids))


def footnote_ids(nodes: Sequence[SyntaxTreeNode]) -> tuple[int, ...]:
    """Return the footnotes that blocks cite, in order of citation, each once."""
    inner = (part for node in nodes for part in node.walk() if part.type == "inline")
    ids = (at for part in inner if part.token for at in cited_footnotes(part.token.children or []))
    return tuple(dict.fromkeys(ids))
