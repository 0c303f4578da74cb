"""The attribute list at the end of a heading, as Python-Markdown's `attr_list` reads it."""

import re
from collections.abc import Iterator

from index_builder.generators.headings.anchor_style import SplitHeading

_ATTR_LIST_ITEM = re.compile(
    r"""(?P<key>[^ =}]+)=(?:"(?P<double>.*?)"|'(?P<single>.*?)'|(?P<bare>[^ =}]+))"""
    r"|(?P<word>[^ =}]+)|(?P<space>[ ])"
)


def split_attr_list(source: str) -> SplitHeading:
    """Split off `{: #id .class key=value }`, colon optional, like `attr_list` of Markdown 3.11."""
    stripped = source.rstrip(" ")
    if not stripped.endswith("}") or stripped.endswith("\\}"):
        return source, None
    for start in _openings_after_space(stripped):
        content = stripped[start + 1 : -1].removeprefix(":").lstrip(" ")
        if content and content[0] != "}":
            explicit, complete = _attr_list(content)
            # only the first list is looked at: an earlier "{" makes all of it text
            text = stripped[:start].rstrip(" ").rstrip("#").rstrip()
            return (text, explicit) if complete else (source, None)
    return source, None


def _openings_after_space(source: str) -> Iterator[int]:
    """Yield where a "{" follows a space, outside code spans."""
    position = 0
    while position < len(source):
        if source[position] == "`":
            position = _after_code(source, position)
            continue
        if source[position] == "{" and source[position - 1 : position] == " ":
            yield position
        position += 1


def _after_code(source: str, start: int) -> int:
    """Return where the code span at `start` ends, or, if it is not one, where its marks end."""
    after = start
    while source[after : after + 1] == "`":
        after += 1
    marks = source[start:after]
    close = re.compile(rf"(?<!`){marks}(?!`)").search(source, after)
    return close.end() if close else after


def _attr_list(content: str) -> tuple[str | None, bool]:
    """Read the items -> (the last id, whether no other "}" comes before the list's own)."""
    explicit: str | None = None
    position = 0
    while item := _ATTR_LIST_ITEM.match(content, position):
        position = item.end()
        if item["key"] == "id":
            explicit = next(v for v in item.group("double", "single", "bare") if v is not None)
        elif item["word"] and item["word"].startswith("#"):
            explicit = item["word"][1:]
    return explicit, "}" not in content[position:]
