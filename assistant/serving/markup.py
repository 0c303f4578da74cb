"""A page's parts -> HTML: words escaped, links put in, a quote cut out and what answers marked."""

import re
from collections.abc import Callable, Sequence
from html import escape

from index_builder.index.rendered_page import LINK, MARKUP, TEXT

AddressOf = Callable[[str], str]
"""A link's target -> the address that it leads to; "" for words without a link."""

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
_VOID = frozenset(("br", "hr", "input", "wbr"))
# A quote stands on another page: its ids could be there twice, its headings are not that page's.
_IDS = re.compile(r' id="[^"]*"')
_HEADING = re.compile(r"<h[1-6][^>]*>")
_HEADING_END = re.compile(r"</h[1-6]>")


def html_of(parts: Sequence[str], address_of: AddressOf) -> str:
    """Return the HTML of all parts of a page."""
    return "".join(_part(part, address_of) for part in parts)


def quoted(
    parts: Sequence[str], run: tuple[int, int], address_of: AddressOf, marks: Sequence[str]
) -> str | None:
    """Return the HTML of a run of parts, marked; None if a mark's words are not in it.

    What is open around the run is opened again, so that an item is in a list, a row in a table.
    `marks` are letters (`rendered_page.letters`) of sentences, in order.
    """
    first, end = run
    inside = parts[first:end]
    spans = _spans(inside, marks)
    if spans is None:
        return None
    around = _open_after(parts[:first], ())
    shown = [
        _marked(part[1:], found) if part[0] == TEXT else _bare(_part(part, address_of))
        for part, found in zip(inside, spans, strict=True)
    ]
    closing = [f"</{tag}>" for tag, _ in reversed(_open_after(inside, around))]
    return "".join([_bare("".join(markup for _, markup in around)), *shown, *map(_bare, closing)])


def _part(part: str, address_of: AddressOf) -> str:
    kind, words = part[0], part[1:]
    if kind == MARKUP:
        return words
    if kind == LINK:
        address = address_of(words)
        return f'<a href="{escape(address)}">' if address else "<a>"
    return escape(words, quote=False)


def _bare(markup: str) -> str:
    """Return markup for a quote: without ids, headings as paragraphs."""
    markup = _HEADING.sub('<p class="heading">', _IDS.sub("", markup))
    return _HEADING_END.sub("</p>", markup)


Opened = tuple[str, str]
"""An open element: its tag, and the markup that opened it."""


def _open_after(parts: Sequence[str], opened: Sequence[Opened]) -> list[Opened]:
    """Return what is open after these parts, if `opened` is before them."""
    stack = list(opened)
    for part in parts:
        if part[0] == LINK:
            stack.append(("a", "<a>"))
        for tag in _TAG.finditer(part[1:]) if part[0] == MARKUP else ():
            if tag[1]:
                stack.pop()
            elif tag[2] not in _VOID:
                stack.append((tag[2], tag[0]))
    return stack


Span = tuple[int, int]
"""First character of a text and one past the last."""


def _spans(parts: Sequence[str], marks: Sequence[str]) -> list[list[Span]] | None:
    """Return for each part the spans of its text to mark; None if a mark's words are not there."""
    places = [
        (number, at)
        for number, part in enumerate(parts)
        if part[0] == TEXT
        for at, letter in enumerate(part[1:])
        if letter.isalnum()
    ]
    shown = "".join(parts[number][at + 1] for number, at in places)
    spans: list[list[Span]] = [[] for _ in parts]
    start = 0
    for mark in marks:
        start = shown.find(mark, start)
        if start < 0 or not mark:
            return None
        (first, begin), (last, end) = places[start], places[start + len(mark) - 1]
        for number in range(first, last + 1):
            text = parts[number][1:] if parts[number][0] == TEXT else ""
            span = (begin if number == first else 0, end + 1 if number == last else len(text))
            spans[number] += [_with_signs(text, *span)] if text else []
        start += len(mark)
    return spans


def _with_signs(text: str, start: int, end: int) -> Span:
    """Return a span with the signs that stand right before and after it."""
    while start and not text[start - 1].isspace() and not text[start - 1].isalnum():
        start -= 1
    while end < len(text) and not text[end].isspace() and not text[end].isalnum():
        end += 1
    return start, end


def _marked(text: str, spans: Sequence[Span]) -> str:
    shown, at = [], 0
    for start, end in spans:
        start = max(start, at)
        words = escape(text[start:end], quote=False)
        shown += [escape(text[at:start], quote=False), f"<mark>{words}</mark>"]
        at = end
    return "".join([*shown, escape(text[at:], quote=False)])
