"""Where in a page's HTML each passage is: a run of parts with its words and no others.

Passages are whole lines of the source, nearly always, and so are blocks, items and rows: a run goes
from what starts at the passage's first line to what starts after its last. Each run is checked
against the passage; what does not fit has no place, and is shown as its source.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise

from index_builder.index.passage import Passage
from index_builder.index.rendered_page import TEXT, letters
from index_builder.splitting.footnotes import Footnote

_MARKER = re.compile(r"^\s*(?:- |\d{1,9}\. )")  # as plain_text.py writes list items


@dataclass(slots=True, kw_only=True)
class Starts:
    """Which part begins what: blocks, items and rows by their 0-based line, footnotes by number."""

    _body: list[tuple[int, int]] = field(default_factory=list)  # line, part
    _notes: list[tuple[int, int]] = field(default_factory=list)  # number, part
    _end: int | None = None  # the part after the body's last

    def note(self, line: int, part: int) -> None:
        """Note that what starts at a line begins with a part."""
        if self._end is None:
            self._body.append((line, part))

    def body_ends(self, part: int) -> None:
        """Note that footnotes follow from this part on."""
        self._end = part

    def note_opens(self, number: int, part: int) -> None:
        """Note that a footnote begins with a part."""
        self._notes.append((number, part))

    def runs(
        self, first: int, last: int, parts: int, footnotes: Mapping[int, Footnote]
    ) -> Iterator[tuple[int, int]]:
        """Yield the runs that lines `first` to `last` (half open) may be; `parts` is their number.

        A footnote stands at the page's end, wherever it is written.
        """
        end = parts if self._end is None else self._end
        begins = next((part for line, part in self._body if line >= first), end)
        yield begins, next((part for line, part in self._body if line >= last), end)
        for (number, part), (_, stop) in pairwise([*self._notes, (0, parts)]):
            if number in footnotes and footnotes[number].lines[0] == first:
                yield part, stop


def quote_places(
    parts: Sequence[str],
    starts: Starts,
    footnotes: Mapping[int, Footnote],
    passages: Sequence[Passage],
) -> dict[int, tuple[int, int]]:
    """Return the run of parts of each passage that has one, by the passage's first character."""
    places = {}
    for passage in passages:
        first, last = passage.lines
        for run in starts.runs(first - 1, last, len(parts), footnotes):
            if _is_all_of(passage, parts[slice(*run)]):
                places[passage.span[0]] = run
                break
    return places


def _is_all_of(passage: Passage, parts: Sequence[str]) -> bool:
    """Whether parts have every sentence of a passage, in order, and nothing that it has not."""
    shown = letters("".join(part[1:] for part in parts if part[0] == TEXT))
    at = 0
    for sentence in passage.sentences:
        wanted = letters(_MARKER.sub("", sentence.text))
        at = shown.find(wanted, at)
        if at < 0:
            return False
        at += len(wanted)
    # "&amp;" is one sign in text, and five in code.
    sources = (letters(unescape(passage.quote)), letters(passage.quote))
    return bool(shown) and any(_has_in_order(source, shown) for source in sources)


def _has_in_order(source: str, shown: str) -> bool:
    left = iter(source)
    return all(letter in left for letter in shown)
