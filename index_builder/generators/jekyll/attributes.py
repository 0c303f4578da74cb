"""The attribute list at the end of a heading, as kramdown reads it."""

import re

from index_builder.generators.headings.anchor_style import Parted
from index_builder.generators.headings.closing_marks import without_closing

# A name as XML 1.0 has it (production 5), which kramdown asks of an id.
_START = (
    ":A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_XML_NAME = re.compile(rf"[{_START}][{_START}\-.0-9\u00b7\u0300-\u036f\u203f-\u2040]*")


def split_kramdown(source: str) -> Parted:
    """`Title {#id}`: one id alone, after a space; `{: #id}` on the heading's own line is text."""
    stripped = source.rstrip()
    start = stripped.rfind("{#")
    name = stripped[start + 2 : -1]
    listed = start > 0 and stripped[start - 1] in " \t" and stripped.endswith("}")
    if not listed or not _XML_NAME.fullmatch(name):
        return source, None
    return without_closing(stripped[:start]), name
