"""Tokens -> a page's headings, each with its text and its anchor."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from index_builder.generators.headings.anchor_style import AnchorStyle, Heading
from index_builder.generators.syntax.syntax import Syntax
from index_builder.splitting.blocks import all_headings
from index_builder.splitting.html_headings import HTML
from index_builder.splitting.markdown_tokens import inline_tokens
from index_builder.splitting.plain_text import cited_footnotes, inline_text
from index_builder.splitting.templates import MASK, mask_templates

_LINES_ABOVE = 8  # lines above a heading that may hold its attributes


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenHeading:
    """A heading that is above the current line, or the label of a part of the page."""

    level: int  # 0 for a label
    text: str
    lines: tuple[int, int]  # 0-based, half open
    anchor: str  # "" if the generator gives none, or it can't be known here
    footnotes: tuple[int, ...] = ()  # ids of the footnotes it cites
    bare: bool = True  # no text has followed it yet


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingSource:
    """A heading as it is written, and as its anchor is made from it."""

    heading: Heading
    lines: tuple[int, int]  # 0-based, half open
    footnotes: tuple[int, ...]
    is_known: bool  # its anchor does not depend on what only the generator knows
    is_counted: bool  # the generator's rule for anchors sees it


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownLines:
    """A page's lines as written and as parsed, how they are read, and their definitions."""

    written: Sequence[str]
    masked: Sequence[str]
    syntax: Syntax
    env: dict[str, object]


def heading_sources(
    tokens: Sequence[Token], lines: MarkdownLines, style: AnchorStyle
) -> list[HeadingSource]:
    """Return every heading of a page in order, nested ones too."""
    return list(_sources(tokens, lines, style))


def _sources(
    tokens: Sequence[Token], lines: MarkdownLines, style: AnchorStyle
) -> Iterator[HeadingSource]:
    for opening, inline in all_headings(tokens):
        if opening.markup == HTML:
            yield _of_html(opening, inline, lines.syntax, style)
        else:
            yield _of_markdown(opening, inline, lines, style)


def _of_html(opening: Token, inline: Token, syntax: Syntax, style: AnchorStyle) -> HeadingSource:
    text = inline_text(inline.children or [], bare=True)
    counted = syntax.html_headings_counted and bool(opening.meta.get("enclosed"))
    first, last = opening.map or (0, 0)
    return HeadingSource(
        heading=Heading(
            level=int(opening.tag[1]),
            source=text,
            text=text,
            explicit_id=str(opening.attrs["id"]) if "id" in opening.attrs else None,
        ),
        lines=(first, last),
        footnotes=(),
        is_known=MASK not in inline.content,
        is_counted=style.html_headings or counted,
    )


def _of_markdown(
    opening: Token, inline: Token, lines: MarkdownLines, style: AnchorStyle
) -> HeadingSource:
    first, last = opening.map or (0, 0)
    raw = _as_written(inline.content, lines.written[first:last], lines.masked[first:last])
    below = _id_below(last, lines, style)
    above = style.id_above(lines.written[max(0, first - _LINES_ABOVE) : first])
    source, listed = style.split_attributes(raw)
    lists = lines.syntax.colon_lists
    tagless = mask_templates(source, html=False, lists=lists)
    heading = Heading(
        level=int(opening.tag[1]),
        source=tagless.replace(MASK, ""),
        text=_text(mask_templates(source, lists=lists), lines),
        explicit_id=below or above or listed or _own_id(opening),
    )
    known = heading.explicit_id is not None or MASK not in tagless
    return HeadingSource(
        heading=heading,
        lines=(first, last),
        footnotes=cited_footnotes(inline_tokens(inline.content, lines.env, lines.syntax)),
        is_known=known and not (style.one_line_headings and "\n" in raw),
        is_counted=lines.syntax.html_headings_counted or not opening.meta.get("of_html"),
    )


def _id_below(at: int, lines: MarkdownLines, style: AnchorStyle) -> str | None:
    """Return the id that lines of attributes right below a heading give it, the last one."""
    found = None
    while at < len(lines.written) and MASK in lines.masked[at] and _is_masked(lines.masked[at]):
        found = style.id_below(lines.written[at]) or found
        at += 1
    return found


def _is_masked(line: str) -> bool:
    return not line.replace(MASK, "").strip()


def _own_id(opening: Token) -> str | None:
    """Return the id of a heading that HTML begins and Markdown fills."""
    return str(opening.attrs["id"]) if opening.meta.get("of_html") and opening.attrs else None


def _text(source: str, lines: MarkdownLines) -> str:
    return inline_text(inline_tokens(source, lines.env, lines.syntax), bare=True)


def _as_written(content: str, lines: Sequence[str], masked: Sequence[str]) -> str:
    """Return a heading's inline source before masking, which hides attribute lists like tags."""
    raw = []
    for part, line, hidden in zip(content.split("\n"), lines, masked, strict=False):
        at = hidden.find(part)
        raw.append(line[at : at + len(part)] if at >= 0 else part)
    return "\n".join(raw)


def with_anchors(
    own: Sequence[HeadingSource],
    included: Mapping[int, Sequence[HeadingSource]],
    style: AnchorStyle,
) -> tuple[dict[int, OpenHeading], frozenset[str]]:
    """Return a page's headings by their 0-based lines, and the anchors of those it includes.

    `included` has the headings of other files by the line in whose place they stand. Anchors are
    made over all of them, since a generator counts them all. The anchor of a heading with a
    template tag is known only to the generator: it gets none.
    """
    others = ((line, False, source) for line, several in included.items() for source in several)
    rows = sorted(
        [*((source.lines[0], True, source) for source in own), *others], key=lambda row: row[0]
    )
    made = iter(style.anchors([source.heading for *_, source in rows if source.is_counted]))
    headings: dict[int, OpenHeading] = {}
    elsewhere: set[str] = set()
    for line, is_own, source in rows:
        anchor = next(made) if source.is_counted else source.heading.explicit_id or ""
        if is_own:
            headings[line] = _opened(source, anchor)
        elsewhere |= {anchor} if not is_own else set()
    return headings, frozenset(elsewhere - {""})


def _opened(source: HeadingSource, anchor: str) -> OpenHeading:
    return OpenHeading(
        level=source.heading.level,
        text=source.heading.text,
        lines=source.lines,
        anchor=anchor if source.is_known else "",
        footnotes=source.footnotes,
    )
