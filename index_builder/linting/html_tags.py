"""HTML -> its tags with their attributes: one pass, linear in its length, for any input at all."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

# The tag open and the attribute name states of the HTML standard (13.2.5.6, 13.2.5.32).
_TAG = re.compile(
    r"<!--|<(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*+)(?P<rest>(?:[^\"'>]|\"[^\"]*+\"|'[^']*+')*+)>"
)
_ATTRIBUTE = re.compile(
    r"""(?P<key>[^\s"'<>/=]++)(?:\s*+=\s*+(?:"(?P<a>[^"]*+)"|'(?P<b>[^']*+)'|(?P<c>[^\s"'=<>`]++)))?"""
)
_UNSHOWN = frozenset({"script", "style", "template"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One tag of an HTML fragment; `start` and `stop` are its first character and one past it."""

    name: str  # in lower case
    closing: bool
    start: int
    stop: int
    written: str  # the name as it is written
    attributes: Mapping[str, str] = field(default_factory=dict)  # keys in lower case


def tags(html: str) -> Iterator[Tag]:
    """Yield the tags of a fragment in order; comments and what scripts hold are passed over."""
    at = 0
    while found := _TAG.search(html, at):
        if found["name"] is None:
            close = html.find("-->", found.start() + 2)
            at = len(html) if close < 0 else close + 3
            continue
        tag = _tag(found)
        yield tag
        at = tag.stop
        if tag.name in _UNSHOWN and not tag.closing:
            close = html.lower().find(f"</{tag.name}", at)
            at = len(html) if close < 0 else close


def _tag(found: re.Match[str]) -> Tag:
    pairs = (
        (held["key"].lower(), unescape(held["a"] or held["b"] or held["c"] or ""))
        for held in _ATTRIBUTE.finditer(found["rest"])
    )
    attributes: dict[str, str] = {}
    for key, value in pairs:
        attributes.setdefault(key, value)  # of two the first counts, as browsers have it
    return Tag(
        name=found["name"].lower(),
        closing=bool(found["end"]),
        start=found.start(),
        stop=found.end(),
        written=found["name"],
        attributes=attributes,
    )
