"""A block with no parts that is too long for the encoder -> pieces, cut in its source."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

# Ends of sentences: closing punctuation, closing quotes, footnote marks, blanks, then what can
# begin a sentence.
# After a short word with a capital ("Co. 4", "U.S. Code") a full stop may end nothing.
_SENTENCE_END = re.compile(
    r"(?<![A-Z][a-z])(?<![A-Z])[.!?][\"'”’)\]*_]*+(?:\[\^[^\]\s]+\])*+\s++"
    r"(?=[*_]{0,3}[\"'“‘(\[]?[*_]{0,3}[A-Z0-9])"
)
# What is usually written before a name or a number, above all in statutes. "etc." is not here, as
# it may end a sentence.
_ABBREVIATIONS = frozenset(
    "approx cf ch conn dept e.g eq ext fig figs gen gov hon i.e inc incl ltd nos para paras pp prof"
    " rep rev sec secs sen sr jr st stat subsec tit vol vs".split()
)
_LAST_WORD = re.compile(r"[A-Za-z.]{1,8}\Z")
_LINE_END = re.compile(r"(?:\r\n|\r|\n)(?=[^\r\n])")
_CLOSED_LINE_END = re.compile(rf"(?:(?<=[.!?])|(?<=[.!?][\"'”’)\]])){_LINE_END.pattern}")
_BLANK = re.compile(r"\s++")
_MIDDLE = 0.3  # a cut outside the middle 40 % leaves a stub; the next kind of cut is tried first
_TRIES = 5  # places of each kind are tried, those nearest the middle
# Characters. A part of more than twice this is cut without being read whole, and a cut is judged by
# this much on either side: otherwise a page of one paragraph would be read again for each cut.
_NEAR = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockPiece:
    """A part of a block's source: its offsets in it, and its plain text."""

    start: int
    end: int
    text: str


Fits = Callable[[str], bool]
"""Plain text -> may it be one piece?"""

Render = Callable[[str], str]
"""Source -> plain text."""


def cut_long_block(source: str, fits: Fits, render: Render) -> list[BlockPiece]:
    """Cut `source` until each piece `fits`: between lines, then sentences, words, letters.

    A line is divided only when it is alone and still too long, so that no other line is in two
    pieces. A cut is made only where both sides read as the whole does, not inside a link or
    emphasis, unless no such place is left.
    """
    return list(_pieces(source, 0, len(source), fits, render))


def _pieces(source: str, start: int, end: int, fits: Fits, render: Render) -> Iterator[BlockPiece]:
    part = source[start:end]
    text = render(part) if len(part) <= 2 * _NEAR else None
    if text is not None and (len(part) < 2 or fits(text)):
        yield BlockPiece(start=start, end=end, text=text)
        return
    cut = start + _best_cut(part, render)
    yield from _pieces(source, start, cut, fits, render)
    yield from _pieces(source, cut, end, fits, render)


def _best_cut(part: str, render: Render) -> int:
    kinds = [sorted(kind, key=lambda at: abs(at - len(part) / 2)) for kind in _candidates(part)]
    tried = (cut for kind in kinds for cut in kind[:_TRIES])
    unsafe = chain.from_iterable(kinds)
    return next((cut for cut in tried if _is_safe(part, cut, render)), next(unsafe, len(part) // 2))


def sentence_ends(source: str) -> list[int]:
    """Return where sentences end inside `source`, including the blanks after them."""
    return [
        found.end()
        for found in _SENTENCE_END.finditer(source)
        if found.end() < len(source) and not _is_abbreviated(source, found.start())
    ]


def _is_abbreviated(source: str, stop: int) -> bool:
    word = _LAST_WORD.search(source[max(0, stop - 8) : stop])
    return source[stop] == "." and word is not None and word[0].lower() in _ABBREVIATIONS


def _is_safe(part: str, cut: int, render: Render) -> bool:
    before, after = part[max(0, cut - _NEAR) : cut], part[cut : cut + _NEAR]
    halves, whole = render(before) + render(after), render(before + after)
    return "".join(halves.split()) == "".join(whole.split())


def _candidates(part: str) -> Iterator[list[int]]:
    """Yield the places for a cut, best kind first: sentence ends at line ends, and so on."""
    lines = [found.end() for found in _LINE_END.finditer(part)]
    if lines:
        yield [found.end() for found in _CLOSED_LINE_END.finditer(part)]
        yield lines
        return
    sentences = sentence_ends(part)
    low, high = len(part) * _MIDDLE, len(part) * (1 - _MIDDLE)
    yield [at for at in sentences if low <= at <= high]
    yield sentences
    yield [found.end() for found in _BLANK.finditer(part) if 0 < found.end() < len(part)]
