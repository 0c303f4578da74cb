"""Tokens -> blocks: what a page is made of, each with its lines, its text and its parts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from index_builder.splitting.plain_text import (
    container_title,
    definition_text,
    footnote_ids,
    item_markers,
    item_text,
    node_text,
    row_text,
    table_rows,
)

ENTER: Final = "enter"
LEAVE: Final = "leave"
_LABELS = ("part_label", "admonition_title")
_HOLDERS = ("part", "enclosed", "admonition", "container_any")
# What a first cell holds that means "as above".
_DITTO = frozenset(["", '"', "“", "”", "″", "〃", "''", "^^", "ditto", "do."])


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block, or a part of one (item, row) that may be in a passage by itself."""

    kind: str  # markdown-it's node type
    lines: tuple[int, int]  # 0-based, half open
    text: str  # plain text, list marker included
    footnotes: tuple[int, ...] = ()  # ids of the footnotes it cites
    parts: tuple["Block", ...] = ()  # items, rows, inner blocks; together they cover `lines`
    lead: str = ""  # what readers need before a part: a table's header row, the name of a row
    is_unnamed: bool = False  # a row that the first cell of a row above names
    level: int = 0  # of a heading
    folded: bool = False  # readers see it, or what follows an ENTER, only when they choose it


def blocks_of(tokens: Sequence[Token]) -> list[Block]:
    """Return the blocks of a page in order; footnote definitions are not among them.

    A part of the page with a label, and a block with headings in it, are taken apart: a block of
    kind ENTER, whose text is the label or title, then what they hold, then one of kind LEAVE.
    """
    root = SyntaxTreeNode(_without_footnotes(tokens))
    has_tabs = any(token.type == "part_open" for token in tokens)
    return list(_taken_apart(root.children, has_tabs))


def _taken_apart(nodes: Sequence[SyntaxTreeNode], has_tabs: bool) -> Iterator[Block]:
    folded = _folded(nodes)
    for node in nodes:
        if not node.map:
            continue
        if not _is_taken_apart(node):
            # Which of its words are in a tab that is open is not known: none count as such.
            within = has_tabs and any(part.type == "part" for part in node.walk())
            yield replace(_block(node), folded=within)
            continue
        (first, last), inner = _lines(node), list(node.children)
        label = inner.pop(0) if inner and inner[0].type in _LABELS else None
        text = node_text(label) if label else ""
        text = container_title(node.info) if node.type == "container_any" else text
        lines = (first, first + bool(text))
        yield Block(kind=ENTER, lines=lines, text=text, folded=id(node) in folded)
        yield from _taken_apart(inner, has_tabs)
        yield Block(kind=LEAVE, lines=(last, last), text="")


def _folded(nodes: Sequence[SyntaxTreeNode]) -> frozenset[int]:
    """Return the ids of the tabs that are not open at first: in each row, all but one."""
    rows: list[list[SyntaxTreeNode]] = [[]]
    for before, node in zip([None, *nodes], nodes, strict=False):
        if node.type == "part":
            kinds = (before.type, before.meta.get("slashes")) if before else None
            follows = kinds == ("part", node.meta.get("slashes"))
            if not follows or node.meta.get("starts_set"):
                rows.append([])
            rows[-1].append(node)
    opened = [next((tab for tab in row if tab.meta.get("chosen")), *row[:1]) for row in rows if row]
    return frozenset(id(tab) for row in rows for tab in row) - frozenset(map(id, opened))


def _is_taken_apart(node: SyntaxTreeNode) -> bool:
    if node.type in ("part", "enclosed"):
        return True
    return node.type in ("admonition", "container_any") and _has_heading(node)


def _has_heading(node: SyntaxTreeNode) -> bool:
    """Return whether a heading stands in a block, itself in nothing but such blocks."""
    return any(
        child.type == "heading" or (child.type in _HOLDERS and _has_heading(child))
        for child in node.children
    )


def _without_footnotes(tokens: Sequence[Token]) -> Sequence[Token]:
    opened = [at for at, token in enumerate(tokens) if token.type == "footnote_block_open"]
    return tokens[: opened[0]] if opened else tokens


def all_headings(tokens: Sequence[Token]) -> list[tuple[Token, Token]]:
    """Return the opening and the inline token of each heading, including those in other blocks."""
    return [
        (token, tokens[at + 1])
        for at, token in enumerate(tokens)
        if token.type == "heading_open" and token.map
    ]


def _block(node: SyntaxTreeNode) -> Block:
    first, last = _lines(node)
    return Block(
        kind=node.type,
        lines=(first, last),
        text=node_text(node),
        footnotes=footnote_ids([node]),
        parts=_covering(_parts(node), first, last),
        level=int(node.tag[1]) if node.type == "heading" else 0,
    )


def _lines(node: SyntaxTreeNode) -> tuple[int, int]:
    first, last = node.map or (0, 0)
    # A container's map stops before its closing marker, and a term's before the term's own line.
    closed = node.type == "container_any" and node.nester_tokens
    last += bool(closed and node.nester_tokens and node.nester_tokens.closing.markup)
    return first, max(last, first + 1)


def _parts(node: SyntaxTreeNode) -> list[Block]:
    match node.type:
        case "bullet_list" | "ordered_list":
            return list(map(_item, node.children, item_markers(node)))
        case "table":
            return _rows(node)
        case "dl":
            return _definitions(node)
        case "blockquote" | "container_any" | "admonition" | "part" | "enclosed" | "dd":
            return [_block(child) for child in node.children if child.map]
        case _:
            return []


def _item(item: SyntaxTreeNode, marker: str) -> Block:
    """Return a list item; its parts are its blocks, and the marker goes with the first of them."""
    first, last = _lines(item)
    parts = [_block(child) for child in item.children if child.map]
    if parts:
        parts[0] = replace(parts[0], text=marker + parts[0].text, parts=())
    return Block(
        kind="list_item",
        lines=(first, last),
        text=item_text(item, marker),
        footnotes=footnote_ids([item]),
        parts=_covering(parts, first, last) if len(parts) > 1 else (),
    )


def _definitions(node: SyntaxTreeNode) -> list[Block]:
    """Return each term with its definitions, which are its parts."""
    terms = [at for at, child in enumerate(node.children) if child.type == "dt"]
    entries = [node.children[at:end] for at, end in pairwise([*terms, len(node.children)])]
    return [_definition(entry) for entry in entries]


def _definition(entry: Sequence[SyntaxTreeNode]) -> Block:
    # A definition's own map may begin at its term's line; that of its first block is right.
    parts = [replace(_block(child), text=definition_text(child)) for child in entry]
    inner = [child.children[0] if child.children else child for child in entry]
    parts = [replace(part, lines=_lines(first)) for part, first in zip(parts, inner, strict=True)]
    first, last = parts[0].lines[0], max(part.lines[1] for part in parts)
    return Block(
        kind="dl",
        lines=(first, last),
        text="\n".join(part.text for part in parts),
        footnotes=footnote_ids(entry),
        parts=_covering(parts, first, last),
    )


def _rows(table: SyntaxTreeNode) -> list[Block]:
    header, *body = table_rows(table)
    lead = row_text(header)
    rows = _named_rows(body, lead)
    if not rows:
        return []
    # In the source the header comes before the first row, so it is not repeated there.
    top, first = replace(_row(header, ""), lines=(_lines(header)[0], rows[0].lines[0])), rows[0]
    rows[0] = Block(
        kind="tr",
        lines=(top.lines[0], first.lines[1]),
        text="\n".join(filter(None, (top.text, first.text))),
        footnotes=tuple(dict.fromkeys(top.footnotes + first.footnotes)),
        parts=(top, first),
    )
    return rows


def _named_rows(rows: Sequence[SyntaxTreeNode], header: str) -> list[Block]:
    """Return rows as blocks; an empty first cell, or a ditto mark, means what is above it."""
    found: list[Block] = []
    name = ""
    for row in rows:
        first = node_text(row.children[0]).strip() if row.children else ""
        is_unnamed = bool(name) and first.casefold() in _DITTO
        name = name if is_unnamed else first
        lead = "\n".join(filter(None, (header, name))) if is_unnamed else header
        found.append(_row(row, lead, is_unnamed=is_unnamed))
    return found


def _row(row: SyntaxTreeNode, lead: str, *, is_unnamed: bool = False) -> Block:
    first, last = _lines(row)
    return Block(
        is_unnamed=is_unnamed,
        kind="tr",
        lines=(first, last),
        text=row_text(row),
        footnotes=footnote_ids([row]),
        lead=lead,
    )


def _covering(parts: Sequence[Block], first: int, last: int) -> tuple[Block, ...]:
    """Stretch parts so that they cover lines `first` to `last`, with markers, fences and blanks.

    Parts that share a line can't be separated by lines: then none are returned.
    """
    bounds = [first, *(part.lines[0] for part in parts[1:]), last]
    pairs = list(pairwise(bounds))
    if not parts or any(start >= end for start, end in pairs):
        return ()
    return tuple(
        replace(part, lines=pair, parts=_covering(part.parts, *pair) if part.parts else ())
        for part, pair in zip(parts, pairs, strict=True)
    )
