"""HTML blocks that reach from a tag to the one that closes it, blank lines and all.

CommonMark's end at a blank line. Where they do not, what they hold stays as it is written, unless
the element has a `markdown` attribute.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.html_block import html_block

from index_builder.generators.syntax.tag_pairs import tag_pairs

_PAIRS = "html_tag_pairs"  # in the parser's `env`
_DEPTH = "html_elements_read"  # in `env`: how many elements with Markdown in them are open
_OPENING = re.compile(r"<(/?)([A-Za-z][\w:.-]*)((?:[^\"'<>]|\"[^\"<]*\"|'[^'<]*')*)>?")
_MARKDOWN = re.compile(
    r"""(?:^|\s)markdown(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?(?=[\s/]|$)"""
)
_ID = re.compile(r"""(?:^|\s)id\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_CODE_INDENT = 4
_HEADING = re.compile(r"h[1-6]")


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlRules:
    """What a program does with HTML blocks."""

    begins_block: Callable[[str], bool]  # whether a tag of this name, in lower case, begins one
    reads: Callable[[str], bool]  # whether Markdown is read with this value of `markdown`
    at_margin: bool = False  # only where nothing but up to three spaces is before it
    always_read: frozenset[str] = frozenset()  # elements that need no such attribute
    lines_only: frozenset[str] = frozenset()  # elements that hold words, not blocks
    raw: frozenset[str] = frozenset()  # elements whose content is never read


def use_raw_html(md: MarkdownIt, rules: HtmlRules) -> None:
    """Replace the parser's rule for HTML blocks."""

    def rule(state: StateBlock, first: int, end: int, silent: bool) -> bool:
        return _html(state, first, end, silent, rules)

    md.block.ruler.at("html_block", rule, {"alt": ["paragraph", "reference", "blockquote"]})


def _html(state: StateBlock, first: int, end: int, silent: bool, rules: HtmlRules) -> bool:
    start = state.bMarks[first] + state.tShift[first]
    if state.is_code_block(first) or not state.src.startswith("<", start):
        return False
    if rules.at_margin and not _is_at_margin(state.src, start):
        return False
    if state.src.startswith(("<!", "<?"), start):  # comments and the like
        return html_block(state, first, end, silent)
    tag = _OPENING.match(state.src, start)
    if not tag or not rules.begins_block(tag[2].lower()):
        return False
    if silent:
        return True
    if tag[1]:  # it closes nothing that is open here
        _push_html(state, first, first + 1)
        state.line = first + 1
        return True
    pair = _pairs(state).get(start)
    closing = _line_of(state, pair[0] if pair else len(state.src), first, end)
    stop = min(end, closing + 1)
    if _is_read(tag, rules):
        _read_element(state, first, tag, (closing, stop), rules, closed=pair is not None)
    else:
        _push_html(state, first, stop)
    state.line = stop
    return True


def _is_at_margin(source: str, start: int) -> bool:
    before = source[source.rfind("\n", 0, start) + 1 : start]
    return not before.strip() and len(before.expandtabs()) < _CODE_INDENT


def _is_read(tag: re.Match[str], rules: HtmlRules) -> bool:
    name = tag[2].lower()
    if name in rules.raw:
        return False
    asked = _MARKDOWN.search(tag[3])
    if asked is None:
        return name in rules.always_read
    return rules.reads(next((value for value in asked.groups() if value is not None), ""))


def _read_element(
    state: StateBlock,
    first: int,
    tag: re.Match[str],
    bounds: tuple[int, int],
    rules: HtmlRules,
    *,
    closed: bool,
) -> None:
    """Read an element's content as Markdown; `bounds` are its closing tag's line and the next."""
    closing, stop = bounds
    name = tag[2].lower()
    opening_end = _line_of(state, tag.end() - 1, first, stop) + 1
    if name in rules.lines_only or closing < opening_end:
        _push_words(state, first, stop, name)
        return
    close_at = state.bMarks[closing] + state.tShift[closing] if closing < stop else 0
    if not closed or not state.src.startswith("</", close_at):
        closing = stop  # words stand before the closing tag, in the same line
    _push_enclosed(state, (first, opening_end, closing, stop))


def _push_enclosed(state: StateBlock, lines: tuple[int, int, int, int]) -> None:
    first, inner, closing, stop = lines
    token = state.push("enclosed_open", "", 1)
    token.map, token.hidden, token.block = [first, stop], True, True
    _push_html(state, first, inner)
    state.env[_DEPTH] = state.env.get(_DEPTH, 0) + 1
    line_max, state.lineMax = state.lineMax, closing
    state.md.block.tokenize(state, inner, closing)
    state.lineMax = line_max
    state.env[_DEPTH] -= 1
    if closing < stop:
        _push_html(state, closing, stop)
    token = state.push("enclosed_close", "", -1)
    token.hidden, token.block = True, True


def _push_words(state: StateBlock, first: int, stop: int, name: str) -> None:
    """Push an element that holds words as one paragraph, or as a heading, its tags inline."""
    content = state.getLines(first, stop, state.blkIndent, False).strip()
    opening = _OPENING.match(content)
    is_heading = opening is not None and _HEADING.fullmatch(name) is not None
    kind, tag = ("heading", name) if is_heading else ("paragraph", "p")
    token = state.push(f"{kind}_open", tag, 1)
    token.map, token.meta = [first, stop], {"of_html": True}
    if opening and is_heading:
        content = content[opening.end() :].rpartition("</")[0].strip()
        named = _ID.search(opening[3])
        token.attrs = {"id": "".join(filter(None, named.groups()))} if named else {}
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = content, [first, stop], []
    state.push(f"{kind}_close", tag, -1)


def _push_html(state: StateBlock, first: int, stop: int) -> None:
    token = state.push("html_block", "", 0)
    token.map = [first, stop]
    token.content = state.getLines(first, stop, state.blkIndent, True)
    token.meta = {"enclosed": state.env.get(_DEPTH, 0) > 0}


def _pairs(state: StateBlock) -> Mapping[int, tuple[int, int]]:
    known = state.env.get(_PAIRS)
    if known is None or known[0] is not state.src:
        known = state.env[_PAIRS] = (state.src, tag_pairs(state.src))
    pairs: Mapping[int, tuple[int, int]] = known[1]
    return pairs


def _line_of(state: StateBlock, offset: int, first: int, end: int) -> int:
    """Return which of the lines `first` to `end` an offset is in; the last one if it is below."""
    low, high = first, max(first, end - 1)
    while low < high:
        middle = (low + high) // 2
        if state.eMarks[middle] < offset:
            low = middle + 1
        else:
            high = middle
    return low
