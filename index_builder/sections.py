"""Blocks -> sections: each heading with the blocks under it, its path and its anchor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from index_builder.anchors import AnchorStyle, Heading, anchors, split_attributes
from index_builder.blocks import Block, all_headings
from index_builder.markdown import MASK, inline_tokens, mask_templates
from index_builder.plain_text import inline_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A run of blocks under one heading, or before the first; `first_line` is 0-based."""

    first_line: int  # of the heading, or of the headings above it that have no text of their own
    heading_line: int
    path: tuple[str, ...]  # heading texts, outermost first
    anchor: str  # "" where the page itself is meant
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenHeading:
    """A heading that is above the current line."""

    level: int
    text: str
    line: int  # 0-based
    anchor: str  # "" where the generator gives none, or one that can't be known here
    bare: bool = True  # no text has followed it yet


def sections_of(
    blocks: Sequence[Block], headings: Mapping[int, OpenHeading]
) -> tuple[list[Section], list[int]]:
    """Return the sections that have text, and the 0-based lines of headings that have none."""
    sections: list[Section] = []
    stack: list[OpenHeading] = []
    idle: list[int] = []
    body: list[Block] = []
    for block in [*blocks, None]:
        if block and block.kind != "heading":
            body.append(block)
            continue
        if any(held.text for held in body):
            sections.append(_section(stack, body))
            stack = [replace(heading, bare=False) for heading in stack]
        if block:
            while stack and stack[-1].level >= block.level:
                idle += [stack[-1].line] if stack[-1].bare else []
                stack.pop()
            stack.append(headings[block.lines[0]])
            body = []
    idle += [heading.line for heading in stack if heading.bare]
    return sections, sorted(idle)


def _section(stack: Sequence[OpenHeading], body: Sequence[Block]) -> Section:
    bare = [heading.line for heading in stack if heading.bare]
    return Section(
        first_line=bare[0] if bare else body[0].lines[0],
        heading_line=stack[-1].line if stack else body[0].lines[0],
        path=tuple(heading.text for heading in stack),
        anchor=next((held.anchor for held in reversed(stack) if held.anchor), ""),
        blocks=tuple(body),
    )


def headings_of(
    tokens: Sequence[Token], lines: Sequence[str], style: AnchorStyle, env: dict[str, object]
) -> dict[int, OpenHeading]:
    """Return every heading of a page by its 0-based line; `lines` are the page's own.

    Anchors are made over all of them, nested ones included, since a generator counts them all.
    A heading with a template tag has an anchor that only the generator knows: it gets none.
    """
    found: list[tuple[int, Heading, bool]] = []
    for (first, last), level, raw in all_headings(tokens):
        below = lines[last].strip() if last < len(lines) else ""
        listed = f"{raw} {below}" if below.startswith("{:") and below.endswith("}") else raw
        source, explicit = split_attributes(listed, style)
        masked = mask_templates(source)
        heading = Heading(
            level=level,
            source=masked.replace(MASK, ""),
            text=inline_text(inline_tokens(masked, env), images=False),
            explicit_id=explicit,
        )
        found.append((first, heading, explicit is None and MASK in masked))
    fragments = anchors([heading for _, heading, _ in found], style)
    return {
        line: OpenHeading(
            level=heading.level,
            text=heading.text,
            line=line,
            anchor="" if unknown else fragment,
        )
        for (line, heading, unknown), fragment in zip(found, fragments, strict=True)
    }
