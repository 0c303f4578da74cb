"""Markdown -> markdown-it tokens, with the syntax that site generators add."""

from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from index_builder.generators.syntax.syntax import Syntax
from index_builder.splitting.html_headings import split_html_headings
from index_builder.splitting.templates import BlockBounds, mask_spans, mask_templates, may_have_tags

FOOTNOTE_LINES = "footnote_lines"  # in `env`: (label, 0-based half-open lines) of definitions


def _note_footnotes(state: StateCore) -> None:
    """Keep the lines of footnote definitions: the plugin drops those that nothing cites."""
    noted: list[tuple[str, tuple[int, int]]] = state.env.setdefault(FOOTNOTE_LINES, [])
    noted += [
        (str(token.meta["label"]), (token.map[0], token.map[1]))
        for token in state.tokens
        if token.type == "footnote_reference_open" and token.map
    ]


@cache
def markdown_parser(syntax: Syntax) -> MarkdownIt:
    """Return the parser for a syntax: CommonMark, tables, footnotes, definition lists, its own."""
    md = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    md.use(footnote_plugin, inline=False).use(deflist_plugin).use(tasklists_plugin)
    syntax.extend(md)
    md.use(attrs_plugin).use(attrs_block_plugin)
    md.core.ruler.after("block", "note_footnotes", _note_footnotes)
    md.core.ruler.after("inline", "split_html_headings", split_html_headings)
    return md


@cache
def _block_parser(syntax: Syntax) -> MarkdownIt:
    """Return a parser for the block structure alone; inline content stays as it is."""
    md = MarkdownIt("commonmark", {"html": True}).enable("table")
    md.use(footnote_plugin, inline=False, move_to_end=False).use(deflist_plugin)
    syntax.extend(md)
    md.core.ruler.enableOnly(["normalize", "block"])
    return md


def mask_page(lines: Sequence[str], syntax: Syntax, *, mdx: bool) -> str:
    """Return a page with all that its readers never see masked; `lines` keep their line ends.

    With `mdx` the import and export lines are masked as well.
    """
    source = "".join(lines)
    has_tags, hides = mdx or may_have_tags(source), syntax.may_hide(source)
    if not has_tags and not hides:
        return source
    starts = list(accumulate(map(len, lines), initial=0))
    tokens = [token for token in _block_parser(syntax).parse(source) if token.map]
    code: list[tuple[int, int]] = []
    modules: list[tuple[int, int]] = []
    edges: set[int] = set()
    for token in tokens:
        first, last = token.map or (0, 0)
        edges.update((first, last))
        if token.type in ("fence", "code_block"):
            code.append((first, last))
        if mdx and token.type == "paragraph_open" and not token.level and _is_module(lines[first]):
            modules.append((starts[first], starts[_module_end(lines, first)]))
    masked = source
    if has_tags:
        bounds = BlockBounds(
            code=tuple((starts[first], starts[last]) for first, last in code),
            modules=tuple(modules),
            edges=tuple(starts[at] for at in sorted(edges)),
        )
        masked = mask_templates(source, bounds, lists=syntax.colon_lists)
    if hides:
        in_code = frozenset(at for first, last in code for at in range(first, last))
        masked = mask_spans(masked, syntax.hidden(lines, in_code))
    return masked


def outermost_blocks(lines: Sequence[str], syntax: Syntax) -> list[tuple[int, int]]:
    """Return the 0-based, half-open lines of a page's outermost blocks."""
    tokens = _block_parser(syntax).parse("".join(lines))
    return [(token.map[0], token.map[1]) for token in tokens if token.map and not token.level]


def _is_module(line: str) -> bool:
    """Return whether MDX reads a paragraph as JavaScript: https://mdxjs.com/docs/what-is-mdx/#esm."""
    return line.startswith(("import ", "export "))


def _module_end(lines: Sequence[str], first: int) -> int:
    """Return the line after a module part: the first blank one at which no bracket is open."""
    depth = 0
    for at in range(first, len(lines)):
        if depth <= 0 and not lines[at].strip():
            return at
        depth += sum(map(lines[at].count, "([{")) - sum(map(lines[at].count, ")]}"))
    return len(lines)


def parse_markdown(source: str, env: dict[str, object], syntax: Syntax) -> list[Token]:
    """Return the tokens of masked `source`; `env` receives link and footnote definitions."""
    return markdown_parser(syntax).parse(source, env)


def inline_tokens(content: str, env: dict[str, object], syntax: Syntax) -> list[Token]:
    """Return the inline tokens of one piece of inline Markdown, such as a heading's source."""
    return markdown_parser(syntax).parseInline(content, env)[0].children or []


def parse_part(source: str, env: dict[str, object], syntax: Syntax) -> list[Token]:
    """Return the tokens of a part of a page, read with the whole page's link definitions."""
    return markdown_parser(syntax).parse(source, {"references": env.get("references", {})})
