"""Fenced code of `fenced_code`, which is none unless it begins at the margin and is closed.

Within a list item, where it is indented, its lines are Markdown: a comment of "#" is a heading.
`pymdownx.superfences` takes such code for code.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.fence import fence

# `FencedBlockPreprocessor` takes no other words behind the marks, such as a title.
_FENCE = re.compile(
    r"(?P<marks>`{3,}|~{3,})[ ]*"
    r"(?:\{[^\n]*\}|(?:\.?[\w#.+-]*[ ]*)?(?:hl_lines=(?P<quote>[\"']).*?(?P=quote)[ ]*)?)$",
    re.MULTILINE,
)


def use_fences_at_margin(md: MarkdownIt) -> None:
    """Replace the parser's rule for fenced code."""

    def rule(state: StateBlock, first: int, end: int, silent: bool) -> bool:
        start = state.bMarks[first] + state.tShift[first]
        found = _FENCE.match(state.src, start)
        if not found or not _is_at_margin(state.src, start):
            return False
        if _last_closing(state, found["marks"]) < state.eMarks[first]:
            return False
        return fence(state, first, end, silent)

    md.block.ruler.at("fence", rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _is_at_margin(source: str, start: int) -> bool:
    return start == 0 or source[start - 1] == "\n"


def _last_closing(state: StateBlock, marks: str) -> int:
    """Return where the page's last line of these marks alone begins, -1 if it has none."""
    known = state.env.setdefault("last_fences", {})
    if marks not in known:
        closing = re.compile(rf"^{marks}[ ]*$", re.MULTILINE)
        known[marks] = max((one.start() for one in closing.finditer(state.src)), default=-1)
    return int(known[marks])
