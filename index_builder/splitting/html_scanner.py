"""HTML -> its text and its tags: one pass, linear in its length, for any input at all.

The standard library's parser raises on some broken declarations and needs quadratic time for
tags that never close, so a page could stop a build.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

# Elements that begin on a line of their own; the others run along with their text.
_BLOCK_TAGS = frozenset(
    "address article aside blockquote br caption dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table "
    "tbody td th thead tr ul".split()
)
_HIDDEN_TAGS = frozenset({"script", "style", "template"})
# What follows "<" decides, as in the HTML standard's tag open state (13.2.5.6).
_OPENING = re.compile(r"<(?:(?P<comment>!--)|(?P<other>[!?])|/?(?P<name>[A-Za-z][^\s/>]*+))")
_TAG_END = re.compile(r"(?:[^\"'>]|\"[^\"]*+\"|'[^']*+')*+>")
# The standard's attribute name state (13.2.5.32) and those after it.
_ATTRIBUTE = re.compile(
    r"""(?P<key>[^\s"'<>/=]++)(?:\s*+=\s*+(?:"(?P<a>[^"]*+)"|'(?P<b>[^']*+)'|(?P<c>[^\s"'=<>`]++)))?"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlText:
    """Text between tags, with entities as written; offsets in the fragment, half open."""

    start: int
    stop: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlTag:
    """One tag of an HTML fragment; offsets in it, half open."""

    start: int
    stop: int
    written_name: str
    is_closing: bool
    is_complete: bool  # False: it never ends, or a quotation mark in it is never closed
    source: str  # what follows the name

    @property
    def name(self) -> str:
        """The tag's name in lower case."""
        return self.written_name.lower()

    def attributes(self) -> Mapping[str, str]:
        """Return the attributes, keys in lower case; the first of a name counts, as in browsers."""
        attributes: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(self.source):
            value = match["a"] or match["b"] or match["c"] or ""
            attributes.setdefault(match["key"].lower(), unescape(value))
        return attributes


def scan_html(html: str) -> Iterator[HtmlText | HtmlTag]:
    """Yield the texts and tags of a fragment in order.

    Comments, declarations and the contents of scripts, styles and templates are skipped.
    """
    at = 0
    while opening := _OPENING.search(html, at):
        yield HtmlText(start=at, stop=opening.start())
        at, is_complete = _end(html, opening)
        if opening["name"] is None:
            continue
        tag = HtmlTag(
            start=opening.start(),
            stop=at,
            written_name=opening["name"],
            is_closing=html[opening.start() + 1] == "/",
            is_complete=is_complete,
            source=html[opening.end() : at - is_complete],
        )
        yield tag
        if tag.name in _HIDDEN_TAGS and not tag.is_closing:
            at = _closing_tag(html, tag.name, at)
    yield HtmlText(start=at, stop=len(html))


def visible_html_text(html: str) -> str:
    """Return a fragment's text, with alt texts and a line end at each edge of a block element."""
    return "".join(_visible(html, part) for part in scan_html(html))


def _visible(html: str, part: HtmlText | HtmlTag) -> str:
    if isinstance(part, HtmlText):
        return unescape(html[part.start : part.stop])
    if part.name == "img":
        return part.attributes().get("alt", "")
    return "\n" if part.name in _BLOCK_TAGS else ""


def hidden_depth_change(tag: str) -> int:
    """Return 1 for a tag whose element is never shown, -1 for its closing tag, else 0."""
    opening = _OPENING.match(tag)
    if not opening or (opening["name"] or "").lower() not in _HIDDEN_TAGS:
        return 0
    return -1 if tag.startswith("</") else 1


def _end(html: str, opening: re.Match[str]) -> tuple[int, bool]:
    """Return where a tag or comment ends, and whether it is whole; if not, it may take the rest."""
    if opening["comment"]:
        close = html.find("-->", opening.start() + 2)
        return (close + 3, True) if close >= 0 else (len(html), False)
    quoted = _TAG_END.match(html, opening.end()) if opening["name"] else None
    if quoted:
        return quoted.end(), True
    close = html.find(">", opening.end())
    return (close + 1 if close >= 0 else len(html)), False


def _closing_tag(html: str, name: str, at: int) -> int:
    closing = re.compile(rf"</{name}", re.IGNORECASE).search(html, at)
    return closing.start() if closing else len(html)
