"""A passage in parts: its sentences, and what lies between them.

A part is shown or left out as a whole, so that a long passage is cut between sentences.
"""

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.slack.views.quoting.footnote_marks import dangling_marks
from assistant.slack.views.quoting.plain_words import ShownWords, letters, shown_words, without
from assistant.slack.views.quoting.seen_source import is_code, seen
from assistant.slack.views.quoting.site_links import NO_LINKS, SiteLinks
from index_builder.index.passage import Label, Passage, Sentence

Kind = Literal["text", "item", "row", "code", "gap"]

MARKER = re.compile(r"(?:[-*+]|(?P<number>\d{1,9})[.)])[ \t]+")  # of a list's item
_BLANK_LINE = re.compile(r"\n[ \t>]*\r?\n")
# A heading that a template tag makes: its words can't be known here.
_MADE_HEADING = re.compile(r"#{1,6}[ \t]+(?:<%.*?%>|\{\{.*?\}\})\s*")
_CITED_NOTE = re.compile(r"\[\^[^\]\s]+\](?!:)")  # a breadcrumb has no marks of footnotes
_HARD_BREAK = re.compile(r"(?: {2}|\\)\r?\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words of a part that are a link: first character, one past the last, the whole address."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A sentence, item, row or block of code; or words of the source between two of them.

    A part of kind "gap" stands for parts that are left out.
    """

    kind: Kind
    words: str
    joint: str  # what separates it from the part before: "", " ", a line's end or a blank line
    column: int  # of its first character in the source, from 0
    marked: bool  # it is among the words that answer
    span: tuple[int, int] = (0, 0)  # characters of the page
    links: tuple[Link, ...] = ()  # in order; none overlap
    cells: tuple[tuple[int, int], ...] = ()  # of a row, empty ones too: characters of `words`
    labels: tuple[Label, ...] = ()  # without which it may mislead, outermost first


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """Words and their place in the passage's quote."""

    start: int
    end: int
    shown: ShownWords
    marked: bool = False
    labels: tuple[Label, ...] = ()


def passage_parts(
    passage: Passage,
    marks: Sequence[Sentence] = (),
    links: SiteLinks = NO_LINKS,
    beside: Sequence[Passage] = (),
) -> tuple[Part, ...]:
    """Return the parts of a passage in order, those of `marks` marked.

    Headings that the breadcrumb shows are left out, and so are what a page's readers do not see
    and the marks of footnotes that neither the passage holds nor those shown `beside` it. `links`
    knows where links to the site's own pages lead.
    """
    parts: list[Part] = []
    dangling = dangling_marks(passage.quote, (other.quote for other in beside))
    end = 0
    for piece in _pieces(passage, marks):
        column = _column(passage.quote, piece.start)
        kind = _kind(passage.quote[piece.start : piece.end], piece.shown, column)
        shown = piece.shown if kind == "code" else without(piece.shown, dangling)
        joint = _joint(passage.quote, end, piece, kind, parts[-1].kind) if parts else ""
        base = passage.span[0]
        parts.append(
            Part(
                kind=kind,
                words=shown.words,
                joint=joint,
                column=column,
                marked=piece.marked,
                span=(base + piece.start, base + piece.end),
                links=tuple(_links(shown, passage, links)),
                cells=shown.cells if kind == "row" else (),
                labels=piece.labels,
            )
        )
        end = piece.end
    return tuple(parts)


def _links(shown: ShownWords, passage: Passage, links: SiteLinks) -> Iterator[Link]:
    """Yield the links that can be opened, in order; of two that overlap, the inner one."""
    end = 0
    for link in sorted(shown.links, key=lambda link: (link.end, -link.start)):
        url = links.address(link, passage) if link.start >= end else ""
        if url:
            yield Link(start=link.start, end=link.end, url=url)
            end = link.end


def joined(parts: Sequence[Part]) -> str:
    """Return the words of all parts, joined."""
    return "".join(f"{part.joint if at else ''}{part.words}" for at, part in enumerate(parts))


def _pieces(passage: Passage, marks: Sequence[Sentence]) -> Iterator[_Piece]:
    """Yield the sentences and what readers see between them."""
    base = passage.span[0]
    marked = {mark.span for mark in marks}  # a label of a sentence is marked by its place alone
    end = at = 0  # in the quote, in the text
    for sentence in passage.sentences:
        start, stop = sentence.span[0] - base, sentence.span[1] - base
        found = passage.text.find(sentence.text, at)
        yield from _between(passage, end, start, passage.text[at : max(found, at)], marks)
        piece = _piece(passage.quote, start, stop, sentence.text, marked=sentence.span in marked)
        yield replace(piece, labels=sentence.labels)
        end, at = stop, max(found + len(sentence.text), at)
    yield from _between(passage, end, len(passage.quote), passage.text[at:], marks)


def _between(
    passage: Passage, start: int, end: int, text: str, marks: Sequence[Sentence]
) -> Iterator[_Piece]:
    """Yield what readers see between two sentences: a table's header, half a sentence."""
    start += _headings(passage) if start == 0 else 0
    source = passage.quote[start:end]
    if not letters(seen(source)):
        return
    base = passage.span[0]
    marked = any(start <= mark.span[0] - base < end for mark in marks)
    yield _piece(passage.quote, start, end, text.strip(), marked=marked)


def _piece(quote: str, start: int, end: int, text: str, *, marked: bool = False) -> _Piece:
    """Return a piece without the blanks around it; fenced code keeps those within its fence."""
    source = quote[start:end]
    start += len(source) - len(source.lstrip())
    shown = shown_words(source.strip(), text if is_code(source) else text.strip())
    return _Piece(start=start, end=start + len(source.strip()), shown=shown, marked=marked)


def _headings(passage: Passage) -> int:
    """Return the length of the headings that start a quote, if its breadcrumb has them already."""
    path = letters("".join((passage.page_title, *passage.headings)))
    before = passage.sentences[0].span[0] - passage.span[0] if passage.sentences else None
    length = at = 0
    for line in passage.quote[:before].splitlines(keepends=True):
        at += len(line)
        words = letters(seen(_CITED_NOTE.sub("", passage.quote[length:at])))
        if _MADE_HEADING.fullmatch(line) or (words and path.endswith(words)):
            length = at
    return length


def _column(text: str, at: int) -> int:
    """Return the column of a character in its line; a tab advances to a multiple of 4."""
    line = text[max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1 : at]
    return len(line.expandtabs(4))


def _kind(source: str, shown: ShownWords, column: int) -> Kind:
    words = shown.words
    if is_code(source) or _is_indented_code(source, words, column):
        return "code"
    if _is_row(source, shown):
        return "row"
    return "item" if MARKER.match(words) and MARKER.match(source) else "text"


def _is_row(source: str, shown: ShownWords) -> bool:
    """Return whether it is a table's row; of some, all cells but one are empty."""
    if "|" in source and all(" | " in line for line in shown.words.splitlines()):
        return True
    return len(shown.cells) > 1 and source.startswith("|") and source.endswith("|")


def _is_indented_code(source: str, words: str, column: int) -> bool:
    """Return whether it is indented code: lines as in the source, indented further than text."""
    if column < 4 or "\n" not in words or MARKER.match(source):
        return False
    return textwrap.dedent(" " * column + source).strip() == words.strip()


def _joint(quote: str, end: int, piece: _Piece, kind: Kind, before: Kind) -> str:
    """Return what separates a piece from the one that ends at `end`, as readers see it."""
    between = quote[end : piece.start]
    if _BLANK_LINE.search(between):
        return "\n\n"
    run_on = kind == "text" == before and not quote.startswith((": ", ":\t"), piece.start)
    if not run_on or _HARD_BREAK.search(between):
        return "\n"
    return " " if between else ""
