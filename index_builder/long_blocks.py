"""A block with no parts that is too long for the encoder -> pieces, cut in its source."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

# Ends of sentences: closing punctuation, closing quotes, blanks, then what can begin a sentence.
# After a short word with a capital ("Sec. 4", "U.S. Code") a full stop ends nothing for sure.
_SENTENCE_END = re.compile(r"(?<![A-Z][a-z])(?<![A-Z])[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")
_LINE_END = re.compile(r"\n")
_BLANK = re.compile(r"\s+")
_MIDDLE = 0.3  # a cut outside the middle 40 % leaves a stub; the next kind of cut is tried first


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a block's source: its offsets in it, and its plain text."""

    start: int
    end: int
    text: str


def pieces(source: str, fits: Callable[[str], bool], render: Callable[[str], str]) -> list[Piece]:
    """Cut `source` until the text of each piece `fits`: at sentences, then lines, words, letters.

    `render` turns Markdown into plain text. A cut is taken only where both halves read as the
    whole does, so none falls inside a link or emphasis, unless no such place is left.
    """
    return list(_pieces(source, 0, len(source), fits, render))


def _pieces(
    source: str, start: int, end: int, fits: Callable[[str], bool], render: Callable[[str], str]
) -> Iterator[Piece]:
    text = render(source[start:end])
    if fits(text) or end - start < 2:
        yield Piece(start=start, end=end, text=text)
        return
    cut = start + _best_cut(source[start:end], text, render)
    yield from _pieces(source, start, cut, fits, render)
    yield from _pieces(source, cut, end, fits, render)


def _best_cut(part: str, text: str, render: Callable[[str], str]) -> int:
    whole = "".join(text.split())
    for candidates in _candidates(part):
        for cut in sorted(candidates, key=lambda at: abs(at - len(part) / 2))[:8]:
            halves = render(part[:cut]) + render(part[cut:])
            if "".join(halves.split()) == whole:
                return cut
    blanks = [match.end() for match in _BLANK.finditer(part) if 0 < match.end() < len(part)]
    return min(blanks or [len(part) // 2], key=lambda at: abs(at - len(part) / 2))


def _candidates(part: str) -> Iterator[list[int]]:
    """Yield the places for a cut, best kind first: sentence ends at line ends, and so on."""
    sentences = [match.end() for match in _SENTENCE_END.finditer(part)]
    lines = {match.end() for match in _LINE_END.finditer(part)}
    low, high = len(part) * _MIDDLE, len(part) * (1 - _MIDDLE)
    for kind in ([at for at in sentences if at in lines], sentences, sorted(lines)):
        yield [at for at in kind if low <= at <= high]
    words = [match.end() for match in _BLANK.finditer(part)]
    for kind in (sentences, words):
        yield [at for at in kind if 0 < at < len(part)]
