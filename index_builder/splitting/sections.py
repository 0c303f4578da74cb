"""Blocks -> sections: each heading with the blocks under it, its path and its anchor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index_builder.splitting.blocks import ENTER, LEAVE, Block
from index_builder.splitting.page_headings import OpenHeading


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A run of blocks under one heading, or before the first; `first_line` is 0-based."""

    first_line: int  # of the outermost heading that no text has followed, else of its text
    later_starts: tuple[int, ...]  # of the headings below that one, and of the text
    heading: OpenHeading | None
    path: tuple[str, ...]  # heading texts, outermost first; a heading of tags alone has none
    anchor: str  # "" if the page itself is meant
    footnotes: tuple[int, ...]  # those that its headings cite, read with its first passage
    blocks: tuple[Block, ...]
    folded: bool = False  # readers see it only when they choose its part of the page


def sections_of(
    blocks: Sequence[Block], headings: Mapping[int, OpenHeading]
) -> tuple[list[Section], list[OpenHeading]]:
    """Return the sections that have text, and the headings that have none under them."""
    sections: list[Section] = []
    stack: list[OpenHeading] = []
    idle: list[OpenHeading] = []
    body: list[Block] = []
    # Of each part of the page that is open: how many headings stand above it, is it folded.
    parts: list[tuple[int, bool]] = []
    for block in [*blocks, None]:
        if block and block.kind not in ("heading", ENTER, LEAVE):
            body.append(block)
            continue
        if any(block.text for block in body):
            folded = any(folded for _, folded in parts) or any(block.folded for block in body)
            sections.append(replace(_section(stack, body), folded=folded))
            stack = [replace(heading, bare=False) for heading in stack]
            body = []
        if block is None:
            break
        body = [] if block.kind == "heading" else body
        if block.kind == LEAVE:
            idle += _popped(stack, parts.pop()[0])
        elif block.kind == ENTER:
            parts.append((len(stack), block.folded))
            stack += [_label(block)] if block.text else []
        else:
            floor = parts[-1][0] if parts else 0
            kept = (at for at in range(floor, len(stack)) if stack[at].level >= block.level)
            idle += _popped(stack, next(kept, len(stack)))
            stack.append(headings[block.lines[0]])
    return sections, idle + [heading for heading in stack if heading.bare]


def _popped(stack: list[OpenHeading], kept: int) -> list[OpenHeading]:
    """Take all headings but the first `kept` off the stack; return those without text."""
    gone = [heading for heading in stack[kept:] if heading.bare]
    del stack[kept:]
    return gone


def _label(block: Block) -> OpenHeading:
    """Return the label of a part of a page as what stands above it: no heading ends it."""
    return OpenHeading(level=0, text=block.text, lines=block.lines, anchor="")


def _section(stack: Sequence[OpenHeading], body: Sequence[Block]) -> Section:
    bare = [heading for heading in stack if heading.bare]
    shown = next(block for block in body if block.text)
    starts = [*(heading.lines[0] for heading in bare), shown.lines[0]]
    return Section(
        first_line=starts[0],
        later_starts=tuple(starts[1:]),
        heading=stack[-1] if stack else None,
        path=tuple(heading.text for heading in stack if heading.text),
        anchor=next((heading.anchor for heading in reversed(stack) if heading.anchor), ""),
        footnotes=tuple(at for heading in bare for at in heading.footnotes),
        blocks=tuple(body),
    )
