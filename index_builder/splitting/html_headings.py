"""Headings written in HTML -> heading tokens, as those written in Markdown have them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Final

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from index_builder.splitting.html_scanner import HtmlTag, HtmlText, scan_html, visible_html_text

HTML: Final = "html"  # the markup of a heading's token
_MAY_HAVE = re.compile(r"<h[1-6][\s>]", re.IGNORECASE)
_LINE = re.compile(r"[^\n]*\n|[^\n]+$")
_NAME = re.compile(r"h[1-6]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A heading that is alone on its lines: 0-based in its block, half open."""

    first: int
    stop: int
    level: int
    explicit_id: str


def split_html_headings(state: StateCore) -> None:
    """Cut blocks of HTML at the headings in them that share their lines with no other text."""
    if not any(token.type == "html_block" for token in state.tokens):
        return
    tokens: list[Token] = []
    for token in state.tokens:
        if token.type == "html_block" and _MAY_HAVE.search(token.content):
            tokens += _pieces(token)
        else:
            tokens.append(token)
    state.tokens = tokens


def _pieces(block: Token) -> Iterator[Token]:
    lines = _LINE.findall(block.content)
    start = block.map[0] if block.map else 0
    at = 0
    for found in _headings(block.content, lines):
        if found.first > at:
            yield _html(block, lines, start, (at, found.first))
        yield from _heading(block, lines, start, found)
        at = found.stop
    if at < len(lines):
        yield _html(block, lines, start, (at, len(lines)))


def _headings(content: str, lines: list[str]) -> Iterator[_Found]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    opened: HtmlTag | None = None
    free = 0  # the first line that no heading has
    at = 0
    for part in scan_html(content):
        if isinstance(part, HtmlText) or not _NAME.fullmatch(part.name):
            continue
        if not part.is_closing:
            opened = part
        elif opened and opened.name == part.name:
            while starts[at + 1] <= opened.start:
                at += 1
            last = at
            while last + 1 < len(lines) and starts[last + 1] < part.stop:
                last += 1
            outside = content[starts[at] : opened.start], content[part.stop : starts[last + 1]]
            if at >= free and not any(visible_html_text(text).strip() for text in outside):
                yield _Found(
                    first=at,
                    stop=last + 1,
                    level=int(part.name[1]),
                    explicit_id=opened.attributes().get("id", ""),
                )
                free = last + 1
            opened = None


def _html(block: Token, lines: list[str], start: int, part: tuple[int, int]) -> Token:
    token = Token("html_block", "", 0, level=block.level, block=True, meta=dict(block.meta))
    token.map = [start + part[0], start + part[1]]
    token.content = "".join(lines[part[0] : part[1]])
    return token


def _heading(block: Token, lines: list[str], start: int, found: _Found) -> Iterator[Token]:
    tag, place = f"h{found.level}", [start + found.first, start + found.stop]
    opening = Token("heading_open", tag, 1, level=block.level, block=True, markup=HTML, map=place)
    opening.meta = dict(block.meta)
    if found.explicit_id:
        opening.attrs = {"id": found.explicit_id}
    yield opening
    content = "".join(lines[found.first : found.stop]).strip()
    inline = Token("inline", "", 0, level=block.level + 1, block=True, content=content, map=place)
    inline.children = [
        _part(content, part)
        for part in scan_html(content)
        if isinstance(part, HtmlText) or part.name != tag
    ]
    yield inline
    yield Token("heading_close", tag, -1, level=block.level, block=True, markup=HTML)


def _part(content: str, part: HtmlText | HtmlTag) -> Token:
    """Return a tag or a text as it is: in HTML, Markdown's marks are text."""
    source = content[part.start : part.stop]
    if isinstance(part, HtmlTag):
        return Token("html_inline", "", 0, content=source)
    return Token("text", "", 0, content=unescape(source.replace("\n", " ")))
