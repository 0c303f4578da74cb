"""Headings underlined with "=" or "-" that take one line of text: two lines are a paragraph."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.lheading import lheading


def use_one_line_headings(md: MarkdownIt) -> None:
    """Replace the parser's rule for underlined headings."""
    md.block.ruler.at("lheading", _rule)


def _rule(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Take the line right above the underline or none; CommonMark takes the whole paragraph."""
    return lheading(state, first, min(end, first + 2), silent) if first + 1 < end else False
