"""Gold quotes that are no longer in the content, and the text most like each of them. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.evaluation.page_text import pages_of
from assistant.evaluation.question_file import JudgedQuestion
from index_builder.index.lexical import terms
from index_builder.index.passage import Passage

# The share of a quote's words that the nearest passage must have if the quote was only edited: as
# large as the share of its characters that a passage must have to hold it (`page_text.HELD`).
EDITED = 0.5
# A footnote's label and a link's address, which a passage's plain text leaves out.
_FOOTNOTE = re.compile(r"\s*\[\^[^\]\s]+\]:")
_TARGET = re.compile(r"(?<=\])\([^)\s]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The line that is most like a quote."""

    path: str
    line: int  # 1-based
    share: float  # of the quote's words that its passage holds, 0 to 1

    @property
    def edited(self) -> bool:
        """Whether this is probably the quote itself, reworded; otherwise the quote is gone."""
        return self.share >= EDITED


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingQuote:
    """A gold quote that is not on the page that its gold names."""

    id: str  # of the question
    place: str  # "FILE:LINE" of the question's row
    path: str  # the page that should hold it
    quote: str
    stood_before: bool | None  # in the earlier generation; None without one
    elsewhere: tuple[str, int] | None  # another page that has it word for word, and the line
    nearest: Nearest | None  # None where no passage shares a word with it


def missing_quotes(
    questions: Sequence[JudgedQuestion], now: Sequence[Passage], before: Sequence[Passage] | None
) -> tuple[MissingQuote, ...]:
    """Return the quotes that do not stand where the gold says, in the order of the file."""
    content = _Content(now)
    earlier = None if before is None else _Content(before)
    return tuple(
        MissingQuote(
            id=question.id,
            place=gold.place,
            path=gold.path,
            quote=quote,
            stood_before=None if earlier is None else earlier.has(gold.path, quote),
            elsewhere=content.elsewhere(quote),
            nearest=content.nearest(quote, gold.path),
        )
        for question in questions
        for gold in question.gold
        for quote in gold.quotes
        if not content.has(gold.path, quote)
    )


class _Content:
    """The passages of a generation, to look quotes up in."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._pages = pages_of(passages)
        self._bags: list[Counter[str]] = []  # the words of each passage, once they are needed

    def has(self, path: str, quote: str) -> bool:
        """Return whether a page has a quote; a footnote's text is in the passage that cites it."""
        if path in self._pages and self._pages[path].places(quote):
            return True
        label = _FOOTNOTE.match(quote)
        words = label and f" {' '.join(terms(_TARGET.sub('', quote[label.end() :])))} "
        return words is not None and any(
            words in f" {' '.join(terms(passage.text))} "
            for passage in self._passages
            if passage.path == path
        )

    def elsewhere(self, quote: str) -> tuple[str, int] | None:
        """Return the first page that has a quote word for word, and the line."""
        wanted = Counter(terms(quote))
        for path, page in self._pages.items():
            for passage in self._passages if page.places(quote) else ():
                if passage.path == path and page.holds(passage.span, quote):
                    return path, _best_line(passage, wanted)
        return None

    def nearest(self, quote: str, path: str) -> Nearest | None:
        """Return the line most like a quote; of equals one of the page itself, then the first."""
        wanted = Counter(terms(quote))
        self._bags = self._bags or [Counter(terms(each.quote)) for each in self._passages]
        shared = [(wanted & bag).total() for bag in self._bags]
        best = max(
            range(len(shared)), key=lambda at: (shared[at], self._passages[at].path == path, -at)
        )
        if not shared[best]:
            return None
        passage = self._passages[best]
        return Nearest(
            path=passage.path,
            line=_best_line(passage, wanted),
            share=shared[best] / wanted.total(),
        )


def _best_line(passage: Passage, wanted: Counter[str]) -> int:
    """Return the line that shares most words with `wanted`; of equals the first."""
    shared = list(_shared_by_line(passage, wanted))
    return passage.lines[0] + shared.index(max(shared))


def _shared_by_line(passage: Passage, wanted: Counter[str]) -> Iterator[int]:
    # In `Passage.lines`, as in editors, only a line feed ends a line; Unicode's other ends don't.
    for line in passage.quote.split("\n"):
        yield (wanted & Counter(terms(line))).total()
