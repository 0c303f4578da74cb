"""Blocks between lines of slashes, `/// name | title`: the extensions below `pymdownx.blocks`."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from index_builder.generators.syntax.titled_blocks import close_titled, open_titled

_START = re.compile(r"(?P<fence>/{3,})[ ]*(?P<name>[\w-]+)[ ]*(?:\|[ ]*(?P<title>.*?)[ ]*)?$")
_OPTION_INDENT = 4
_TYPE = re.compile(r"\s*type:\s*[\"']?([\w-]+)")
_TITLED = "admonition", "details", "tab"
# The names that each extension knows without further settings.
NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "admonition": tuple(
            "admonition note attention caution danger error tip hint warning important".split()
        ),
        "details": ("details",),
        "tab": ("tab",),
        "html": ("html",),
        "definition": ("define",),
        "caption": ("caption", "figure-caption", "table-caption"),
    }
)
_KIND = MappingProxyType({"tab": "part"})


def use_fenced_blocks(md: MarkdownIt, names: Mapping[str, str]) -> None:
    """Add the rule for blocks of these names; each belongs to an extension of `NAMES`."""

    def rule(state: StateBlock, first: int, end: int, silent: bool) -> bool:
        start = state.bMarks[first] + state.tShift[first]
        if state.is_code_block(first) or not state.src.startswith("///", start):
            return False
        opening = _START.match(state.src[start : state.eMarks[first]])
        if not opening or opening["name"].lower() not in names:
            return False
        if not silent:
            _push(state, (first, end), opening, names[opening["name"].lower()])
        return True

    md.block.ruler.before("fence", "slash_block", rule, {"alt": ["paragraph", "reference", "list"]})


def _push(state: StateBlock, lines: tuple[int, int], opening: re.Match[str], owner: str) -> None:
    first, end = lines
    inner, title = _options(state, first + 1, end, _title(opening, owner))
    closing = _closing(state, inner, end, opening["fence"])
    stop = min(end, closing + 1)
    kind = _KIND.get(owner, "admonition")
    open_titled(state, kind, title, (first, stop)).meta = {"slashes": True}
    line_max, state.lineMax = state.lineMax, closing
    state.md.block.tokenize(state, inner, closing)
    state.lineMax = line_max
    close_titled(state, kind)
    state.line = stop


def _title(opening: re.Match[str], owner: str) -> str | None:
    """Return the title as written, None if the block's type decides."""
    if owner not in _TITLED:
        return ""
    if opening["title"] is not None:
        return opening["title"]
    name = opening["name"]
    return None if name in ("admonition", "details") else _type_title(name)


def _type_title(name: str) -> str:
    return name.replace("-", " ").title()


def _options(state: StateBlock, first: int, end: int, title: str | None) -> tuple[int, str]:
    """Return the line after the options, which readers do not see, and the block's title."""
    at = first
    while at < end and not state.isEmpty(at):
        if state.sCount[at] - state.blkIndent < _OPTION_INDENT:
            break
        found = _TYPE.match(state.src[state.bMarks[at] : state.eMarks[at]])
        title = _type_title(found[1]) if found and title is None else title
        at += 1
    return at, title or ""


def _closing(state: StateBlock, first: int, end: int, fence: str) -> int:
    """Return the line that closes the block, `end` if none does."""
    for at in range(first, end):
        start = state.bMarks[at] + state.tShift[at]
        if state.src[start : state.eMarks[at]].rstrip() == fence and not state.is_code_block(at):
            return at
    return end
