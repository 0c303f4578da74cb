"""The attribute list at the end of a heading, or below it, as kramdown reads it."""

import re
from collections.abc import Sequence

from index_builder.generators.headings.anchor_style import SplitHeading, without_closing_hashes

# A name as XML 1.0 defines it (production 5): what kramdown accepts as an id.
_START = (
    ":A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_XML_NAME = re.compile(rf"[{_START}][{_START}\-.0-9\u00b7\u0300-\u036f\u203f-\u2040]*")

# https://kramdown.gettalong.org/syntax.html#block-ials
_ATTRIBUTE_LINE = re.compile(r" {0,3}\{:(?![:/])(.*)\}\s*$")
_LISTED_ID = re.compile(r"""(?:^|\s)(?:#(\w[\w:-]*)|id=(?:"([^"]*)"|'([^']*)'))""")


def split_kramdown(source: str) -> SplitHeading:
    """Split off `{#id}`, an id alone after a space; `{: #id}` on the heading's own line is text."""
    stripped = source.rstrip()
    start = stripped.rfind("{#")
    name = stripped[start + 2 : -1]
    listed = start > 0 and stripped[start - 1] in " \t" and stripped.endswith("}")
    if not listed or not _XML_NAME.fullmatch(name):
        return source, None
    return without_closing_hashes(stripped[:start]), name


def id_of_attribute_line(line: str) -> str | None:
    """Return the id that an attribute list by itself, `{: #id}`, gives the block above it."""
    listed = _ATTRIBUTE_LINE.match(line)
    ids = _LISTED_ID.findall(listed[1]) if listed else []
    return "".join(ids[-1]) if ids else None


def id_of_lines_above(lines: Sequence[str]) -> str | None:
    """Return the id that attribute lists right above a block give it, the nearest last.

    A list below another block belongs to that block.
    """
    at = len(lines)
    while at and _ATTRIBUTE_LINE.match(lines[at - 1]):
        at -= 1
    if at and lines[at - 1].strip():
        return None
    return next(filter(None, map(id_of_attribute_line, reversed(lines[at:]))), None)
