"""HTML -> the text a reader sees of it: one pass, linear in its length, for any input at all.

The standard library's parser raises on some broken declarations and needs quadratic time for
tags that never close, so a page could stop a build.
"""

import re
from collections.abc import Iterator
from html import unescape

# Elements that begin on a line of their own; the others run along with their text.
_BLOCK_TAGS = frozenset(
    "address article aside blockquote br caption dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table "
    "tbody td th thead tr ul".split()
)
HIDDEN_TAGS = frozenset({"script", "style", "template"})
# What follows "<" decides, as the HTML standard's tag open state has it (13.2.5.6).
_OPENING = re.compile(r"<(?:(?P<comment>!--)|(?P<other>[!?])|/?(?P<name>[A-Za-z][^\s/>]*+))")
_TAG_END = re.compile(r"(?:[^\"'>]|\"[^\"]*+\"|'[^']*+')*+>")
_ALT = re.compile(r"""\salt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)


def html_pieces(html: str) -> Iterator[str]:
    """Yield the text of an HTML fragment: alt texts, a new line for each block element's edge."""
    at = 0
    while match := _OPENING.search(html, at):
        yield unescape(html[at : match.start()])
        at = _end(html, match)
        name = tag_name(match)
        if name in HIDDEN_TAGS and html[match.start() + 1] != "/":
            at = _closing(html, name, at)
        if name in _BLOCK_TAGS:
            yield "\n"
        if name == "img":
            alt = _ALT.search(html, match.end(), at)
            yield unescape(next(filter(None, alt.groups()), "")) if alt else ""
    yield unescape(html[at:])


def tag_name(opening: re.Match[str]) -> str:
    """Return the lower-case name of the tag that opens here, "" for comments and their like."""
    return (opening["name"] or "").lower()


def hides(tag: str) -> int:
    """Return 1 for a tag whose element is never shown, -1 for its closing tag, else 0."""
    opening = _OPENING.match(tag)
    if not opening or tag_name(opening) not in HIDDEN_TAGS:
        return 0
    return -1 if tag.startswith("</") else 1


def _end(html: str, opening: re.Match[str]) -> int:
    """Return where the tag or comment ends; one that never does takes all the rest."""
    if opening["comment"]:
        close = html.find("-->", opening.start() + 2)
        return close + 3 if close >= 0 else len(html)
    quoted = _TAG_END.match(html, opening.end()) if opening["name"] else None
    if quoted:
        return quoted.end()
    close = html.find(">", opening.end())
    return close + 1 if close >= 0 else len(html)


def _closing(html: str, name: str, at: int) -> int:
    closing = re.compile(rf"</{name}", re.IGNORECASE).search(html, at)
    return closing.start() if closing else len(html)
