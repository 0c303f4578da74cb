"""A page as its parts: source lines, blocks, headings, footnotes, link definitions."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from urllib.parse import quote

from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from index_builder.generators.headings.anchor_style import AnchorStyle
from index_builder.generators.syntax.syntax import Syntax
from index_builder.index.errors import PageError
from index_builder.index.passage import link_name
from index_builder.reading.pages import Page
from index_builder.splitting.blocks import Block, blocks_of
from index_builder.splitting.footnotes import (
    Footnote,
    cited_anywhere,
    definition_lines,
    footnotes_of,
)
from index_builder.splitting.markdown_tokens import mask_page, outermost_blocks, parse_markdown
from index_builder.splitting.page_headings import (
    HeadingSource,
    MarkdownLines,
    OpenHeading,
    heading_sources,
    with_anchors,
)
from index_builder.splitting.templates import MASK

BOM = "\ufeff"
# markdown-it ends a line at these and at nothing else.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")
_NAMED = re.compile(r"\[([^\[\]]+)\]")  # what may name a link definition
# What the parser is known to raise: on emphasis nested hundreds deep, and on a footnote defined
# inside another one, which leaves its tokens unpaired.
_PARSER_FAILURES = (RecursionError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A parsed page; line numbers are 0-based, `starts` holds each line's character offset."""

    page: Page
    starts: tuple[int, ...]  # one more than there are lines: the last is the text's length
    masked: str  # the page's text with templates, comments and front matter masked
    tokens: tuple[Token, ...]  # of the whole page, the footnotes last
    blocks: tuple[Block, ...]
    headings: dict[int, OpenHeading]
    included_anchors: frozenset[str]  # of headings in files whose text stands in the page
    footnotes: dict[int, Footnote]
    footnote_lines: tuple[tuple[int, int], ...]  # of every definition, cited or not
    link_definitions: tuple[tuple[int, int], ...]
    unseen: tuple[int, ...]  # lines that the page's syntax takes out of it
    env: dict[str, object]  # the definitions, for parsing a part of the page again

    def source(self, first: int, last: int) -> tuple[int, int]:
        """Return the character span of lines `first` to `last` (half open), blanks trimmed."""
        return self.trim(self.starts[first], self.starts[min(last, len(self.starts) - 1)])

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """Return the span without blank lines at its start and blanks at its end."""
        text = self.page.text[start:end]
        lead = text[: len(text) - len(text.lstrip())]
        return start + max(lead.rfind("\n"), lead.rfind("\r")) + 1, start + len(text.rstrip())


def read_document(page: Page, style: AnchorStyle) -> Document:
    """Parse a page. Front matter and byte order mark become blank, so line numbers stay right.

    Raises:
        PageError: the parser fails on the page; the line is that of the block it fails on.
    """
    lines = _LINE.findall(page.text)
    body = lines[page.body_line - 1 :]
    if page.body_line == 1 and body:
        body[0] = body[0].removeprefix(BOM)
    source = ["\n"] * (page.body_line - 1) + body
    mdx = style.is_mdx or page.path.endswith(".mdx")
    try:
        return _document(page, source, mask_page(source, page.syntax, mdx=mdx), style)
    except _PARSER_FAILURES as error:
        line = _failing_line(source, page.syntax)
        found = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        reason = f"Markdown that can't be parsed ({found}): write this block more simply"
        raise PageError(page.path, line, reason) from error


def _document(page: Page, lines: list[str], source: str, style: AnchorStyle) -> Document:
    env: dict[str, object] = {}
    tokens = parse_markdown(source, env, page.syntax)
    starts = list(accumulate(map(len, _LINE.findall(page.text)), initial=0))
    gone = len(page.text) - len(source)  # front matter and byte order mark
    if page.text.startswith(BOM):
        starts[0] = 1  # the mark is not part of any quote
    blocks = tuple(blocks_of(tokens))
    own = MarkdownLines(written=lines, masked=_LINE.findall(source), syntax=page.syntax, env=env)
    headings, elsewhere = with_anchors(
        heading_sources(tokens, own, style), _included(page, style), style
    )
    citing = [at for block in blocks for at in block.footnotes]
    citing += [at for heading in headings.values() for at in heading.footnotes]
    return Document(
        page=page,
        starts=tuple(starts),
        masked=" " * gone + source,
        tokens=tuple(tokens),
        blocks=blocks,
        headings=headings,
        included_anchors=elsewhere,
        footnotes=cited_anywhere(footnotes_of(tokens, env), citing),
        footnote_lines=definition_lines(env),
        link_definitions=_link_definitions(env),
        unseen=tuple(
            at
            for at, (line, hidden) in enumerate(zip(lines, own.masked, strict=False))
            if MASK in hidden and page.syntax.unseen_line(line)
        ),
        env=env,
    )


def _included(page: Page, style: AnchorStyle) -> dict[int, list[HeadingSource]]:
    """Return the headings of the files that a page includes, by the page's lines."""
    found: dict[int, list[HeadingSource]] = {}
    for file in page.included:
        written = _LINE.findall(file.text)
        masked = mask_page(written, page.syntax, mdx=False)
        env: dict[str, object] = {}
        lines = MarkdownLines(
            written=written, masked=_LINE.findall(masked), syntax=page.syntax, env=env
        )
        tokens = parse_markdown(masked, env, page.syntax)
        found.setdefault(file.line, []).extend(heading_sources(tokens, lines, style))
    return found


def _failing_line(source: Sequence[str], syntax: Syntax) -> int:
    """Return the 1-based first line of the first block that can't be parsed by itself."""
    for first, last in outermost_blocks(source, syntax):
        try:
            blocks_of(parse_markdown("".join(source[first:last]), {}, syntax))
        except _PARSER_FAILURES:
            return first + 1
    return 1


def targets_named_in(env: dict[str, object], source: str) -> tuple[tuple[str, str], ...]:
    """Return name and target of the link definitions that a part of the page may use."""
    references = env.get("references", {})
    if not isinstance(references, dict) or not references:
        return ()
    made = quote(MASK)  # by a template tag
    named = {found[1]: normalizeReference(found[1]) for found in _NAMED.finditer(source)}
    targets = {
        link_name(name): str(references[key]["href"])
        for name, key in named.items()
        if key in references
    }
    return tuple(sorted((name, to) for name, to in targets.items() if made not in to))


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
    """Return the first and last line, 1-based, that characters `start` to `end` are in."""
    return bisect_right(starts, start), bisect_left(starts, end)
