"""The attribute list at the end of a heading, as Goldmark reads it for Hugo."""

import re

from index_builder.generators.headings.anchor_style import SplitHeading, without_closing_hashes

# Goldmark 1.5's `parser/attribute.go`, without arrays and lists as values.
_GOLDMARK_ITEM = re.compile(
    r"""\s*(?:(?P<mark>[#.])(?P<name>(?:[_:.-]|[^\s!-/:-@\[-`{-~])*)"""
    r"""|(?P<key>[A-Za-z_:][\w:.-]*)\s*=\s*"""
    r"""(?:"(?P<quoted>(?:\\.|[^"\\])*)"|(?P<bare>[A-Za-z_:][\w:.-]*)|[+-]?\d[\d.eE+-]*))\s*,?\s*"""
)


def split_goldmark(source: str) -> SplitHeading:
    """Split off `{#id .class key="value"}`, the first unescaped list with nothing after it."""
    start = source.rfind("\n") + 1
    while (start := _opening(source, start)) >= 0:
        end, explicit = _goldmark_list(source, start + 1)
        if end and not source[end:].strip():
            return without_closing_hashes(source[:start]), explicit
        start += 1
    return source, None


def _opening(source: str, position: int) -> int:
    """Return the position of the next "{" without a backslash, or -1."""
    while position < len(source) and source[position] != "{":
        position += 2 if source[position] == "\\" else 1
    return position if position < len(source) else -1


def _goldmark_list(source: str, position: int) -> tuple[int, str | None]:
    """Read items up to "}" -> (where it ends, 0 if it isn't a list; the last id)."""
    explicit: str | None = None
    while item := _GOLDMARK_ITEM.match(source, position):
        position = item.end()
        if item["mark"] == "#":
            explicit = item["name"]
        elif item["key"] == "id":
            explicit = item["bare"] or re.sub(r"\\(.)", r"\1", item["quoted"] or "")
    return (position + 1 if source[position : position + 1] == "}" else 0), explicit
