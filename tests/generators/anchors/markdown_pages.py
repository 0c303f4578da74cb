"""A Markdown page -> its headings, as the page's own parser (markdown-it) has them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index_builder.generators.headings.anchor_style import AnchorStyle, Heading

_MARKDOWN = MarkdownIt("commonmark").enable(["strikethrough", "table"])


def headings(markdown: str, style: AnchorStyle) -> list[Heading]:
    """Return the page's headings in document order, those in lists and blockquotes too."""
    env: dict[str, object] = {}
    tokens = _MARKDOWN.parse(markdown, env)
    pairs = pairwise(tokens)
    return [
        _heading(int(opening.tag[1]), inline.content, style, env)
        for opening, inline in pairs
        if opening.type == "heading_open"
    ]


def _heading(level: int, content: str, style: AnchorStyle, env: dict[str, object]) -> Heading:
    source, explicit_id = style.split_attributes(content)
    inline = _MARKDOWN.parseInline(source, env)
    text = "".join(_texts(inline))
    return Heading(level=level, source=source, text=text, explicit_id=explicit_id)


def _texts(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield from _texts(token.children or ())
        elif token.type in ("text", "code_inline"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield "\n"
