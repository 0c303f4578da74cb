"""Marks of footnotes that a quote does not show: "[2]" would lead nowhere there."""

import re
from collections.abc import Iterable

_CITED = re.compile(r"\[\^([^\]\s^]+)\](?!:)")
_DEFINED = re.compile(r"^[ \t>]*\[\^([^\]\s^]+)\]:", re.MULTILINE)
_NONE = re.compile(r"(?!)")


def dangling_marks(source: str, beside: Iterable[str] = ()) -> re.Pattern[str]:
    """Return what matches the marks of footnotes that a Markdown source cites and does not hold.

    It matches them as the source has them, "[^2]", and as plain text does, " [2]", but not those
    that a source shown `beside` it holds.
    """
    labels = set(_CITED.findall(source)).difference(
        *(_DEFINED.findall(shown) for shown in (source, *beside))
    )
    if not labels:
        return _NONE
    return re.compile(rf" ?\[\^?(?:{'|'.join(map(re.escape, sorted(labels)))})\]")
