"""Components of MDX that stand on lines of their own: between their tags, Markdown is read."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.html_block import html_block

from index_builder.generators.syntax.tag_pairs import tag_pairs
from index_builder.generators.syntax.titled_blocks import close_titled, open_titled

_PAIRS = "jsx_tag_pairs"  # in the parser's `env`
_TAG = re.compile(
    r"</?(?P<name>[A-Za-z][\w.:-]*)?+"
    r"(?P<rest>(?:[^\"'{}<>]|\"[^\"]*\"|'[^']*'|\{[^{}]*\})*+)>[ \t]*$",
    re.MULTILINE,
)
_MOST = 2_000  # characters of a tag
_HEADING = re.compile(r"<h[1-6][\s>]")
_TEXT = r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|\{\s*["'`]([^"'`{}]*)["'`]\s*\})"""
_LABEL = re.compile(rf"\blabel{_TEXT}")
_VALUE = re.compile(rf"\bvalue{_TEXT}")
_CHOSEN = re.compile(r"\bdefault(?![\w=])")
_TAB = "TabItem"


def use_components(md: MarkdownIt) -> None:
    """Replace the parser's rule for HTML blocks."""
    md.block.ruler.at("html_block", _rule, {"alt": ["paragraph", "reference", "blockquote"]})


def _rule(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    start = state.bMarks[first] + state.tShift[first]
    if not state.src.startswith("<", start):
        return False
    if state.src.startswith("<!", start) or _HEADING.match(state.src, start):
        return html_block(state, first, min(end, first + 1), silent)
    tag = _TAG.match(state.src, start, start + _MOST)
    if tag is None or (stop := _line_after(state, tag.end(), first, end)) == 0:
        return False
    if silent:
        return True
    closing = _closing_line(state, start, stop, end) if tag["name"] == _TAB else 0
    if closing:
        _push_tab(state, (first, stop, closing), tag)
    else:
        _push_html(state, first, stop)
    return True


def _line_after(state: StateBlock, offset: int, first: int, end: int) -> int:
    """Return the line after the one that an offset ends, 0 if it is outside the block."""
    for at in range(first, end):
        if state.eMarks[at] >= offset:
            return at + 1
    return 0


def _closing_line(state: StateBlock, start: int, inner: int, end: int) -> int:
    """Return the line of a tag's counterpart, 0 if that is not on a line of its own below it."""
    known = state.env.get(_PAIRS)
    if known is None or known[0] is not state.src:
        known = state.env[_PAIRS] = (state.src, tag_pairs(state.src))
    pair = known[1].get(start)
    if pair is None:
        return 0
    low, high = inner, end
    while low < high:
        middle = (low + high) // 2
        if state.eMarks[middle] < pair[1]:
            low = middle + 1
        else:
            high = middle
    alone = low < end and state.bMarks[low] + state.tShift[low] == pair[0]
    return low if alone else 0


def _push_tab(state: StateBlock, lines: tuple[int, int, int], tag: re.Match[str]) -> None:
    first, inner, closing = lines
    named = _LABEL.search(tag["rest"]) or _VALUE.search(tag["rest"])
    label = "".join(filter(None, named.groups())) if named else ""
    opened = open_titled(state, "part", label, (first, closing + 1))
    opened.meta = {"chosen": _CHOSEN.search(tag["rest"]) is not None}
    line_max, state.lineMax = state.lineMax, closing
    state.md.block.tokenize(state, inner, closing)
    state.lineMax = line_max
    close_titled(state, "part")
    state.line = closing + 1


def _push_html(state: StateBlock, first: int, stop: int) -> None:
    token = state.push("html_block", "", 0)
    token.map = [first, stop]
    token.content = state.getLines(first, stop, state.blkIndent, True)
    state.line = stop
