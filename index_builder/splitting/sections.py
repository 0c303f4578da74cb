"""Blocks -> sections: each heading with the blocks under it, its path and its anchor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from index_builder.generators.headings.anchor_style import AnchorStyle, Heading
from index_builder.splitting.blocks import Block, all_headings
from index_builder.splitting.markdown_tokens import inline_tokens
from index_builder.splitting.plain_text import cited_footnotes, inline_text
from index_builder.splitting.templates import MASK, mask_templates


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenHeading:
    """A heading that is above the current line."""

    level: int
    text: str
    lines: tuple[int, int]  # 0-based, half open
    anchor: str  # "" if the generator gives none, or it can't be known here
    footnotes: tuple[int, ...] = ()  # ids of the footnotes it cites
    bare: bool = True  # no text has followed it yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A run of blocks under one heading, or before the first; `first_line` is 0-based."""

    first_line: int  # of the outermost heading that no text has followed, else of its text
    heading: OpenHeading | None
    path: tuple[str, ...]  # heading texts, outermost first; a heading of tags alone has none
    anchor: str  # "" if the page itself is meant
    footnotes: tuple[int, ...]  # those that its headings cite, read with its first passage
    blocks: tuple[Block, ...]


def sections_of(
    blocks: Sequence[Block], headings: Mapping[int, OpenHeading]
) -> tuple[list[Section], list[OpenHeading]]:
    """Return the sections that have text, and the headings that have none under them."""
    sections: list[Section] = []
    stack: list[OpenHeading] = []
    idle: list[OpenHeading] = []
    body: list[Block] = []
    for block in [*blocks, None]:
        if block and block.kind != "heading":
            body.append(block)
            continue
        if any(block.text for block in body):
            sections.append(_section(stack, body))
            stack = [replace(heading, bare=False) for heading in stack]
        if block:
            while stack and stack[-1].level >= block.level:
                idle += [stack[-1]] if stack[-1].bare else []
                stack.pop()
            stack.append(headings[block.lines[0]])
            body = []
    return sections, idle + [heading for heading in stack if heading.bare]


def _section(stack: Sequence[OpenHeading], body: Sequence[Block]) -> Section:
    bare = [heading for heading in stack if heading.bare]
    shown = next(block for block in body if block.text)
    return Section(
        first_line=bare[0].lines[0] if bare else shown.lines[0],
        heading=stack[-1] if stack else None,
        path=tuple(heading.text for heading in stack if heading.text),
        anchor=next((heading.anchor for heading in reversed(stack) if heading.anchor), ""),
        footnotes=tuple(at for heading in bare for at in heading.footnotes),
        blocks=tuple(body),
    )


def headings_of(
    tokens: Sequence[Token],
    lines: Sequence[str],
    masked: Sequence[str],
    style: AnchorStyle,
    env: dict[str, object],
) -> dict[int, OpenHeading]:
    """Return every heading of a page by its 0-based line; `lines` are the page's own.

    Anchors are made over all of them, nested ones included, since a generator counts them all.
    The anchor of a heading with a template tag is known only to the generator: it gets none.
    """
    found: dict[int, tuple[OpenHeading, Heading, bool]] = {}
    for (first, last), level, content in all_headings(tokens):
        raw = _as_written(content, lines[first:last], masked[first:last])
        below = style.id_below(lines[last]) if last < len(lines) else None
        heading, known = _heading(raw, below, level, style, env)
        opened = OpenHeading(
            level=level,
            text=heading.text,
            lines=(first, last),
            anchor="",
            footnotes=cited_footnotes(inline_tokens(content, env)),
        )
        found[first] = opened, heading, known and not (style.one_line_headings and "\n" in raw)
    fragments = style.anchors([heading for _, heading, _ in found.values()])
    return {
        line: replace(opened, anchor=fragment if known else "")
        for (line, (opened, _, known)), fragment in zip(found.items(), fragments, strict=True)
    }


def _heading(
    raw: str, id_below: str | None, level: int, style: AnchorStyle, env: dict[str, object]
) -> tuple[Heading, bool]:
    """Return a heading as anchors are made from it, and whether its anchor can be known."""
    source, listed = style.split_attributes(raw)
    tagless = mask_templates(source, html=False)
    heading = Heading(
        level=level,
        source=tagless.replace(MASK, ""),
        text=inline_text(inline_tokens(mask_templates(source), env), bare=True),
        explicit_id=id_below or listed,
    )
    return heading, heading.explicit_id is not None or MASK not in tagless


def _as_written(content: str, lines: Sequence[str], masked: Sequence[str]) -> str:
    """Return a heading's inline source before masking, which hides attribute lists like tags."""
    raw = []
    for part, line, hidden in zip(content.split("\n"), lines, masked, strict=False):
        at = hidden.find(part)
        raw.append(line[at : at + len(part)] if at >= 0 else part)
    return "\n".join(raw)
