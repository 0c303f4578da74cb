"""Headings of "#" that need no space after it: `##Title`."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_HEADING = re.compile(r"(?P<level>#{1,6})(?P<text>.*)$")
_TAB_STOP = 4


def use_hash_headings(md: MarkdownIt, *, interrupt: bool, indent: int = 1) -> None:
    """Replace the parser's rule for headings of "#".

    With `interrupt`, one may follow a paragraph's line, though no table's row, which it would be
    another one of; else only lines of attributes. Blocks
    inside others are indented by multiples of `indent` spaces: a heading indented otherwise is
    text.
    """

    def rule(state: StateBlock, first: int, _end: int, silent: bool) -> bool:
        start, stop = state.bMarks[first] + state.tShift[first], state.eMarks[first]
        found = _HEADING.match(state.src, start, stop)
        if not found or not _is_at_edge(state, first, start, indent):
            return False
        if not silent:
            _push(state, first, found)
        if silent and interrupt:
            return state.parentType != "table"
        return not silent or _is_below_lists(state, first)

    md.block.ruler.at("heading", rule, {"alt": ["paragraph", "reference", "blockquote"]})


def _is_below_lists(state: StateBlock, line: int) -> bool:
    """Return whether only attribute lists, which are masked, stand between it and a blank line."""
    while line > 0 and not state.isEmpty(line - 1):
        line -= 1
        if any(map(str.isalnum, state.src[state.bMarks[line] : state.eMarks[line]])):
            return False
    return True


def _push(state: StateBlock, first: int, found: re.Match[str]) -> None:
    state.line = first + 1
    tag = f"h{len(found['level'])}"
    token = state.push("heading_open", tag, 1)
    token.markup, token.map = found["level"], [first, state.line]
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = _text(found["text"]), [first, state.line], []
    state.push("heading_close", tag, -1).markup = found["level"]


def _text(written: str) -> str:
    """Leave out closing marks, unless a backslash is before them."""
    text = written.rstrip()
    bare = text.rstrip("#")
    return text.strip() if bare.endswith("\\") else bare.strip()


def _is_at_edge(state: StateBlock, line: int, start: int, indent: int) -> bool:
    """Return whether it begins where its block does."""
    before = state.src[state.src.rfind("\n", 0, start) + 1 : start]
    if indent == 1 or before.strip():
        return state.sCount[line] == state.blkIndent
    # At the margin it ends an item, too: it is no line of the item's paragraph.
    deeper = state.sCount[line] - state.blkIndent if state.sCount[line] else 0
    return 0 <= deeper < _TAB_STOP and len(before.expandtabs(_TAB_STOP)) % indent == 0
