"""Footnotes: their definitions, and which are short enough to go with what cites them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from index_builder.splitting.blocks import Block
from index_builder.splitting.markdown_tokens import FOOTNOTE_LINES
from index_builder.splitting.plain_text import footnote_ids, footnote_mark, node_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A cited footnote's definition: its label, plain text and 0-based, half-open lines."""

    label: str
    text: str
    lines: tuple[int, int]
    cites: tuple[int, ...] = ()  # ids of footnotes that it cites itself

    @property
    def note(self) -> str:
        """The footnote as written under a passage."""
        return f"{footnote_mark(self.label)} {self.text}"


def footnotes_of(tokens: Sequence[Token], env: Mapping[str, object]) -> dict[int, Footnote]:
    """Return the footnotes that a page cites, by id; an id is the order of first citation."""
    lines = dict(_definitions(env))
    opened = [at for at, token in enumerate(tokens) if token.type == "footnote_open"]
    closed = [at for at, token in enumerate(tokens) if token.type == "footnote_close"]
    found = {}
    for first, last in zip(opened, closed, strict=True):
        meta, nodes = tokens[first].meta, SyntaxTreeNode(tokens[first + 1 : last]).children
        found[int(meta["id"])] = Footnote(
            label=str(meta["label"]),
            text=" ".join(filter(None, map(node_text, nodes))),
            lines=lines[str(meta["label"])],
            cites=footnote_ids(nodes),
        )
    return found


def cited_anywhere(footnotes: Mapping[int, Footnote], ids: Iterable[int]) -> dict[int, Footnote]:
    """Return the footnotes that the page's text cites, but not those cited only by uncited ones."""
    return {at: footnotes[at] for at in sorted(with_nested(ids, footnotes))}


def definition_lines(env: Mapping[str, object]) -> tuple[tuple[int, int], ...]:
    """Return the lines of every definition, including those that nothing cites."""
    return tuple(lines for _, lines in _definitions(env))


def _definitions(env: Mapping[str, object]) -> list[tuple[str, tuple[int, int]]]:
    found = env.get(FOOTNOTE_LINES, [])
    return found if isinstance(found, list) else []


def with_nested(ids: Iterable[int], footnotes: Mapping[int, Footnote]) -> tuple[int, ...]:
    """Return the footnotes and, after each, those that it cites itself; each only once."""
    found: dict[int, None] = {}
    waiting = [at for at in reversed(list(ids)) if at in footnotes]
    while waiting:
        at = waiting.pop()
        if at not in found:
            found[at] = None
            waiting += reversed(footnotes[at].cites)
    return tuple(found)


def footnotes_to_separate(
    blocks: Iterable[Block],
    footnotes: Mapping[int, Footnote],
    sizes: Mapping[int, int],
    budget: int,
) -> frozenset[int]:
    """Return the footnotes that can't go with every text that cites them.

    A text that can't be cut at its parts has `budget` tokens for its footnotes: those that
    exceed it, counted in order, become passages of their own.
    """
    long: set[int] = set()
    for block in _uncut(blocks):
        left = budget
        for at in with_nested(block.footnotes, footnotes):
            left -= sizes[at] if at not in long else 0
            if left < 0:
                long.add(at)
                left += sizes[at]
    return frozenset(long)


def _uncut(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.parts:
            yield from _uncut(block.parts)
        else:
            yield block
