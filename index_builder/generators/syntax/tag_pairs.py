"""Where each HTML element of a page ends: one pass over its tags, linear for any input."""

import re
from collections.abc import Mapping
from typing import Final

# Attribute values without "<", so that a quotation mark that is never closed costs nothing.
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][\w:.-]*+)"
    r"(?P<rest>(?:[^\"'<>]|\"[^\"<]*+\"|'[^'<]*+')*+)(?P<alone>(?<=/))?>"
)
_VOID: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()
)


def tag_pairs(source: str) -> Mapping[int, tuple[int, int]]:
    """Return for the offset of each opening tag where its closing tag begins and ends.

    A tag that nothing closes is missing; a void one, or one closed by "/>", ends where it began.
    """
    pairs: dict[int, tuple[int, int]] = {}
    opened: dict[str, list[int]] = {}
    for tag in _TAG.finditer(source):
        name = tag["name"].lower()
        if tag["close"]:
            if opened.get(name):
                pairs[opened[name].pop()] = tag.span()
        elif name in _VOID or tag["alone"] is not None:
            pairs[tag.start()] = (tag.end(), tag.end())
        else:
            opened.setdefault(name, []).append(tag.start())
    return pairs
