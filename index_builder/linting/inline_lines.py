"""Inline Markdown -> tokens that know their line, which markdown-it does not keep."""

import copy
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from index_builder.generators.syntax.syntax import Syntax
from index_builder.splitting.markdown_tokens import markdown_parser

_PLACE = "place"  # in a token's meta: the offset in the inline source at which it was made


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedToken:
    """An inline token and the 0-based line of the page it is on."""

    token: Token
    line: int


class _PlacingState(StateInline):
    """The parser's state, which notes with every token how far the parser has read."""

    def push(self, ttype: str, tag: str, nesting: int) -> Token:
        return self._noted(super().push(ttype, tag, nesting))  # type: ignore[arg-type]

    def pushPending(self) -> Token:  # noqa: N802 - the name markdown-it calls it by
        return self._noted(super().pushPending())

    def _noted(self, token: Token) -> Token:
        token.meta[_PLACE] = self.pos
        return token


class _PlacingParser(ParserInline):
    """An inline parser that shares the rules of the pages' own, but has the state above."""

    def __init__(self, md: MarkdownIt) -> None:
        super().__init__()
        self.md, known = md, md.inline
        self.ruler = known.ruler
        self.ruler2 = known.ruler2
        self.terminator_re = known.terminator_re

    def placed(self, content: str, env: dict[str, object]) -> list[Token]:
        state = _PlacingState(content, self.md, env, [])
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


@cache
def _placing_parser(syntax: Syntax) -> _PlacingParser:
    return _PlacingParser(markdown_parser(syntax))


def placed_tokens(
    inline: Token, first: int, env: dict[str, object], syntax: Syntax
) -> Iterator[PlacedToken]:
    """Yield the tokens of a block's inline content; `first` is the block's 0-based first line.

    Text never spans lines, since a line end is a token of its own; what does span them (a link, a
    code span, a tag) has the line it begins on. Only content of several lines is read again.
    """
    if inline.children and "\n" not in inline.content:
        yield from (PlacedToken(token=token, line=first) for token in inline.children)
        return
    # Footnotes are counted as they are cited: a second reading must not count them again.
    once = env | ({"footnotes": copy.deepcopy(env["footnotes"])} if "footnotes" in env else {})
    ends = [at for at, character in enumerate(inline.content) if character == "\n"]
    for token in _placing_parser(syntax).placed(inline.content, once):
        yield PlacedToken(token=token, line=first + bisect_left(ends, token.meta.get(_PLACE, 0)))


def blocks_with_lines(tokens: Sequence[Token]) -> Iterator[tuple[Token, int]]:
    """Yield each block token with its 0-based first line, or else its predecessor's."""
    line = 0
    for token in tokens:
        line = token.map[0] if token.map else line
        yield token, line
