"""Inline marks that extensions add: highlighted, raised and lowered words, keys, emoji.

Sources of the rules: `pymdownx.mark`, `caret`, `tilde`, `keys`, `emoji`.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_KEYS = re.compile(r"\+\+(?P<keys>(?:[\w-]+|\"[^\"\n+]*\")(?:\+(?:[\w-]+|\"[^\"\n+]*\"))*)\+\+")
# Names without a letter, such as ":30:", are more often times.
_EMOJI = re.compile(r":(?:[+-]1|(?=[\d+_-]*[A-Za-z])[+\w-]+):")
# Keys that are shown by another name than their own with capitals.
_SHOWN: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("ctrl", "control", "left-control", "right-control"), "Ctrl"),
        **dict.fromkeys(("esc", "escape"), "Esc"),
        **dict.fromkeys(("del", "delete"), "Del"),
        **dict.fromkeys(("ins", "insert"), "Ins"),
        **dict.fromkeys(("cmd", "command"), "Cmd"),
        **dict.fromkeys(("win", "windows"), "Win"),
        **{f"arrow-{side}": side.capitalize() for side in ("up", "down", "left", "right")},
        **dict.fromkeys(("pageup", "page-up", "pgup"), "Page Up"),
        **dict.fromkeys(("pagedown", "page-down", "pgdn"), "Page Down"),
    }
)


def use_pair(md: MarkdownIt, mark: str, tag: str, *, words: bool) -> None:
    """Add a mark that stands before and after what it marks; with `words`, that has no blanks."""
    name = f"marked_{tag}"

    def rule(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if not state.src.startswith(mark, start) or state.src.startswith(
            mark[0], start + len(mark)
        ):
            return False
        end = state.src.find(mark, start + len(mark), state.posMax)
        content = state.src[start + len(mark) : max(end, 0)]
        if end < 0 or not content or content != content.strip() or "\n\n" in content:
            return False
        if words and any(char.isspace() for char in content):
            return False
        if not silent:
            _push_inside(state, name, tag, (start + len(mark), end))
        state.pos = end + len(mark)
        return True

    md.inline.add_terminator_char(mark[0])
    md.inline.ruler.before("emphasis", name, rule)


def _push_inside(state: StateInline, name: str, tag: str, span: tuple[int, int]) -> None:
    state.push(f"{name}_open", tag, 1)
    end, state.posMax = state.posMax, span[1]
    state.pos = span[0]
    state.md.inline.tokenize(state)
    state.posMax = end
    state.push(f"{name}_close", tag, -1)


def use_keys(md: MarkdownIt) -> None:
    """Add `++ctrl+alt+s++`, shown as the keys' names with "+" between them."""

    def rule(state: StateInline, silent: bool) -> bool:
        found = _KEYS.match(state.src, state.pos, state.posMax)
        if not found:
            return False
        if not silent:
            state.push("text", "", 0).content = "+".join(map(_key, found["keys"].split("+")))
        state.pos = found.end()
        return True

    md.inline.add_terminator_char("+")
    md.inline.ruler.before("emphasis", "keys", rule)


def _key(name: str) -> str:
    if name.startswith('"'):
        return name.strip('"')
    return _SHOWN.get(name.lower(), " ".join(map(str.capitalize, name.split("-"))))


def use_emoji(md: MarkdownIt) -> None:
    """Add `:name:`, which becomes a picture without text."""

    def rule(state: StateInline, silent: bool) -> bool:
        found = _EMOJI.match(state.src, state.pos, state.posMax)
        if not found or state.src[max(0, state.pos - 1) : state.pos].isalnum():
            return False
        if not silent:
            state.push("emoji", "i", 0).markup = found[0]
        state.pos = found.end()
        return True

    md.inline.add_terminator_char(":")
    md.inline.ruler.before("emphasis", "emoji", rule)
