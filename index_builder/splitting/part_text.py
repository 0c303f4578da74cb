"""A part of a block's source -> its plain text, as it reads within the whole."""

import re

from markdown_it.tree import SyntaxTreeNode

from index_builder.splitting.blocks import Block
from index_builder.splitting.document import Document
from index_builder.splitting.long_blocks import Render
from index_builder.splitting.markdown_tokens import parse_part
from index_builder.splitting.plain_text import footnote_mark, html_text, node_text

_LINE_END = re.compile(r"[\r\n]+")
_FOOTNOTE_MARK = re.compile(r"\s*\[\^([^\]\s]+)\]:\s*")
_INDENT = re.compile(r"^(?: {1,4}|\t)", re.MULTILINE)


def renderer_for(document: Document, block: Block, source: str) -> Render:
    """Return the function that reads parts of a block; `source` is its whole source."""
    match block.kind:
        case "fence":
            return _code_reader(source)
        case "code_block":
            return str.strip
        case "html_block":
            return html_text
        case "tr":
            return lambda part: _markdown_text(document, block, _cells(part))
        case "footnote":
            return lambda part: _footnote_text(document, block, part)
        case _:
            return lambda part: _markdown_text(document, block, part)


def _markdown_text(document: Document, block: Block, part: str) -> str:
    """Return the text of a part; indentation is its list's, not code's."""
    nodes = SyntaxTreeNode(parse_part(part.lstrip(), document.env, document.page.syntax)).children
    text = "\n".join(filter(None, map(node_text, nodes)))
    for at in block.footnotes:  # without definitions, marks in a part are not citations
        label = document.footnotes[at].label
        text = text.replace(f"[^{label}]", f" {footnote_mark(label)}")
    return text


def _footnote_text(document: Document, block: Block, part: str) -> str:
    """Return the text of a part of a footnote's definition, which alone would not be one."""
    mark = _FOOTNOTE_MARK.match(part)
    text = _markdown_text(document, block, _INDENT.sub("", part[mark.end() if mark else 0 :]))
    return f"{footnote_mark(mark[1])} {text}" if mark else text


def _cells(part: str) -> str:
    """Return a part of a table row without outer bars, and without the line below a header."""
    lines = (line.strip(" \t|") for line in _LINE_END.split(part))
    return "\n".join(line for line in lines if line.strip(" \t|:-"))


def _code_reader(source: str) -> Render:
    """Return what reads parts of a fence, whose first and last lines are marks, not code."""
    first, *_, last = _LINE_END.split(source) if _LINE_END.search(source) else (source, "")
    marks = last.strip("> \t")
    closing = last if len(marks) >= 3 and set(marks) in ({"`"}, {"~"}) else ""
    return lambda part: part.removeprefix(first).removesuffix(closing).strip("\r\n")
