"""The plain text of a passage, shown only if it has the same words as its source.

A quote in Slack is the source without Markdown's marks. The plain text was made when the page was
cut, and is compared with the source before it is shown: it must have the same letters and figures
in the same order, have no sign that the source lacks, and leave out nothing but marks. If it fails
(at a template tag, say), the source itself is shown, as in a terminal.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.slack.views.quoting.seen_source import WrittenLink, is_code, read_source

# Longer than any sentence of a passage; with some texts, comparing takes more than linear time.
MOST_COMPARED = 4_000

# Signs that are always marks: of emphasis, tables, links and escapes. Marks of deletion are not
# among them, for without them deleted words would read as if they were valid.
_SIGNS = frozenset("*_|[]\\=")
# A list's marker; a page may not show its source's numbers ("1." three times).
_MARKER = re.compile(r"^[ \t>]*(?:[-*+:]|\d{1,9}[.)])(?:[ \t]+|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownWords:
    """The words of a source that are shown, and what its marks say of them."""

    words: str
    links: tuple[WrittenLink, ...] = ()  # places count characters of `words`
    cells: tuple[tuple[int, int], ...] = ()  # of a table's row: first character, one past the last


def shown_words(source: str, text: str) -> ShownWords:
    """Return `text`, the plain text of `source`, or the source if the words differ.

    Line ends become those of Unix. Only words that were compared are links.
    """
    source, text = _one_line_end(source), _one_line_end(text)
    return _compared(source, text) or ShownWords(
        words=source, cells=_cells(source, range(len(source)))
    )


def is_plain(source: str, text: str) -> bool:
    """Return whether `text` is `source` without Markdown's marks.

    The numbers of a list's items may differ, as a page may not show those of its source.
    """
    return _compared(source.replace("\r\n", "\n"), text) is not None


def letters(text: str) -> str:
    """Return only the letters and figures of a text."""
    return "".join(char for char in text if char.isalnum())


def without(shown: ShownWords, marks: re.Pattern[str]) -> ShownWords:
    """Return words without what `marks` matches, unless nothing would be left."""
    gone = {at for found in marks.finditer(shown.words) for at in range(*found.span())}
    words = "".join(char for at, char in enumerate(shown.words) if at not in gone)
    if not gone or not words:
        return shown

    def moved(place: int) -> int:
        return place - sum(at < place for at in gone)

    links = (replace(one, start=moved(one.start), end=moved(one.end)) for one in shown.links)
    return ShownWords(
        words=words,
        links=tuple(link for link in links if link.start < link.end),
        cells=tuple((moved(start), moved(end)) for start, end in shown.cells),
    )


def _compared(source: str, text: str) -> ShownWords | None:
    """Return `text` with its links and cells, None if it is not `source` without marks."""
    if len(source) > MOST_COMPARED or len(text) > MOST_COMPARED:
        return None
    forms = ((source, range(len(text))), (_unmarked(source), _unnumbered(text)))
    for form, places in forms:
        seen = read_source(form)
        words = seen.words
        # In a table's cell of several lines, tags end the lines.
        found = _placed(words, text, places, cells="<" in source)
        if found is not None:
            links = tuple(_in_words(seen.links, found))
            return ShownWords(words=text, links=links, cells=_cells(words, found))
    return None


def _in_words(links: Sequence[WrittenLink], places: Sequence[int]) -> Iterator[WrittenLink]:
    """Yield the links whose words are shown, by their places there."""
    for link in links:
        shown = [at for at in places[link.start : link.end] if at >= 0]
        if shown:
            yield replace(link, start=shown[0], end=shown[-1] + 1)


def _cells(text: str, places: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Return the cells of a row, by their places in the words shown; () if it is none.

    A bar before the first cell, or after the last, is no cell's.
    """
    line, _, more = text.partition("\n")
    bars = [at for at, char in enumerate(line) if char == "|" and line[at - 1 : at] != "\\"]
    if more.strip(" \t\n|:-") or not bars:
        return ()
    ends = [-1, *bars, len(line)]
    if not line[: bars[0]].strip():
        del ends[0]
    if len(ends) > 2 and not line[bars[-1] + 1 :].strip():
        del ends[-1]
    found: list[tuple[int, int]] = []
    for start, end in pairwise(ends):
        shown = [places[at] for at in range(start + 1, end) if not line[at].isspace()]
        shown = [at for at in shown if at >= 0]
        found.append((shown[0], shown[-1] + 1) if shown else (0, 0))
    return tuple(found)


def _unmarked(source: str) -> str:
    return source if is_code(source) else _MARKER.sub("", source)


def _unnumbered(text: str) -> list[int]:
    """Return the places of a text's characters, without those of its list's markers."""
    markers = {at for found in _MARKER.finditer(text) for at in range(*found.span())}
    return [at for at in range(len(text)) if at not in markers]


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _placed(source: str, text: str, places: Sequence[int], *, cells: bool) -> list[int] | None:
    """Return where each character of a source is in a text, -1 for those that are not there.

    None if the text is not the source without blanks and the signs of marks. Only the `places` of
    the text are looked at. With `cells` the text may also have semicolons, which separate the lines
    of a table's cell.
    """
    wanted = iter([at for at in places if not text[at].isspace()])
    want = next(wanted, None)
    found: list[int] = []
    for char in source:
        if cells and want is not None and text[want] == ";" != char:
            want = next(wanted, None)
        if want is not None and char == text[want]:
            found.append(want)
            want = next(wanted, None)
        elif char.isspace() or char in _SIGNS:
            found.append(-1)
        else:
            return None
    return found if want is None else None
