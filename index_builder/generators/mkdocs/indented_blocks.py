"""Blocks that hold what is indented by four spaces under their first line: tabs, admonitions.

Sources of the patterns: `pymdownx.tabbed`, `markdown.extensions.admonition`, `pymdownx.details`.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from index_builder.generators.syntax.titled_blocks import close_titled, open_titled

INDENT = 4
_TAB = re.compile(r'={3}(?P<set>\+!|!\+|\+|!)? +"(?P<title>.*)" *$')
_ADMONITION = re.compile(r'!{3} ?(?P<type>[\w-]+(?: +[\w-]+)*)(?: +"(?P<title>.*)")? *$')
_DETAILS = re.compile(r'\?{3}\+? ?(?P<type>[\w-]+(?: +[\w-]+)*)?(?: *"(?P<title>.*)")? *$')


def use_indented_blocks(md: MarkdownIt, *, tabs: bool, admonitions: bool, details: bool) -> None:
    """Add the rules for those that a site switches on."""
    kinds = [
        (tabs, "===", _TAB),
        (admonitions, "!!!", _ADMONITION),
        (details, "???", _DETAILS),
    ]
    for switched_on, marker, pattern in kinds:
        if switched_on:
            _add(md, marker, pattern)


def _add(md: MarkdownIt, marker: str, pattern: re.Pattern[str]) -> None:
    kind = "part" if marker == "===" else "admonition"

    def rule(state: StateBlock, first: int, end: int, silent: bool) -> bool:
        start = state.bMarks[first] + state.tShift[first]
        if state.is_code_block(first) or not state.src.startswith(marker, start):
            return False
        opening = pattern.match(state.src[start : state.eMarks[first]])
        if not opening:
            return False
        if silent:
            return True
        stop = _stop(state, first, end)
        opened = open_titled(state, kind, _title(opening), (first, stop))
        if kind == "part":
            signs = opening["set"] or ""
            opened.meta = {"starts_set": "!" in signs, "chosen": "+" in signs}
        _read(state, first + 1, stop)
        close_titled(state, kind)
        state.line = stop
        return True

    md.block.ruler.before(
        "fence", f"indented_{kind}_{marker}", rule, {"alt": ["paragraph", "reference", "list"]}
    )


def _title(opening: re.Match[str]) -> str:
    """Return the title as written; an admonition without one is titled by its type."""
    title = opening["title"]
    if title is not None:
        return title.strip()
    named = opening.groupdict().get("type") or ""
    return named.split(" ")[0].replace("-", " ").capitalize() if named else ""


def _stop(state: StateBlock, first: int, end: int) -> int:
    """Return the line after the block's last one: all that are indented, blank ones between."""
    stop = at = first + 1
    while at < end:
        if not state.isEmpty(at):
            if state.sCount[at] < state.sCount[first] + INDENT:
                break
            stop = at + 1
        at += 1
    return stop


def _read(state: StateBlock, first: int, stop: int) -> None:
    line_max, state.lineMax = state.lineMax, stop
    parent, state.parentType = state.parentType, "admonition"
    indent, state.blkIndent = state.blkIndent, state.sCount[first - 1] + INDENT
    state.md.block.tokenize(state, first, stop)
    state.blkIndent = indent
    state.parentType, state.lineMax = parent, line_max
