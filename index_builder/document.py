"""A page as its parts: source lines, blocks, headings, footnotes, link definitions."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from index_builder.anchors import AnchorStyle
from index_builder.blocks import Block, blocks_of
from index_builder.markdown import parse
from index_builder.pages import Page
from index_builder.plain_text import node_text
from index_builder.sections import OpenHeading, headings_of

# markdown-it ends a line at these and at nothing else.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A footnote's definition: its label, its plain text and its 0-based, half-open lines."""

    label: str
    text: str
    lines: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A parsed page; line numbers are 0-based, `starts` holds each line's character offset."""

    page: Page
    starts: tuple[int, ...]  # one more than there are lines: the last is the text's length
    blocks: tuple[Block, ...]
    headings: dict[int, OpenHeading]
    footnotes: dict[int, Footnote]
    link_definitions: tuple[tuple[int, int], ...]
    env: dict[str, object]  # the definitions, for parsing a part of the page again

    def source(self, first: int, last: int) -> tuple[int, int]:
        """Return the character span of lines `first` to `last` (half open), blanks trimmed."""
        return self.trim(self.starts[first], self.starts[min(last, len(self.starts) - 1)])

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """Return the span without blank lines in front and blanks behind."""
        text = self.page.text[start:end]
        lead = text[: len(text) - len(text.lstrip())]
        return start + max(lead.rfind("\n"), lead.rfind("\r")) + 1, start + len(text.rstrip())


def read_document(page: Page, style: AnchorStyle) -> Document:
    """Parse a page. Front matter and byte order mark become blank, so line numbers hold."""
    lines = _LINE.findall(page.text)
    body = lines[page.body_line - 1 :]
    if page.body_line == 1 and body:
        body[0] = body[0].removeprefix("\ufeff")
    env: dict[str, object] = {}
    tokens = parse("\n" * (page.body_line - 1) + "".join(body), env)
    return Document(
        page=page,
        starts=tuple(accumulate(map(len, lines), initial=0)),
        blocks=tuple(blocks_of(tokens)),
        headings=headings_of(tokens, lines, style, env),
        footnotes=_footnotes(tokens),
        link_definitions=_link_definitions(env),
        env=env,
    )


def _footnotes(tokens: Sequence[Token]) -> dict[int, Footnote]:
    opened = [at for at, token in enumerate(tokens) if token.type == "footnote_open"]
    closed = [at for at, token in enumerate(tokens) if token.type == "footnote_close"]
    return {
        int(tokens[first].meta["id"]): _footnote(tokens[first], tokens[first + 1 : last])
        for first, last in zip(opened, closed, strict=True)
    }


def _footnote(opening: Token, inner: Sequence[Token]) -> Footnote:
    nodes = [node for node in SyntaxTreeNode(inner).children if node.map]
    lines = [line for node in nodes for line in node.map or ()]
    return Footnote(
        label=str(opening.meta.get("label", opening.meta["id"] + 1)),
        text=" ".join(node_text(node) for node in nodes),
        lines=(min(lines, default=0), max(lines, default=0)),
    )


def _link_definitions(env: dict[str, object]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    references = env.get("references", {})
    repeats = env.get("duplicate_refs", [])
    if isinstance(references, dict) and isinstance(repeats, list):
        for definition in [*references.values(), *repeats]:
            first, last = definition["map"]
            found.append((first, last))
    return tuple(found)


def line_numbers(starts: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """Return the first and last line, 1-based, that characters `start` to `end` stand in."""
    return bisect_right(starts, start), bisect_left(starts, end)
