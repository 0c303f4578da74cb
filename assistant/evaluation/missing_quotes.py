"""Gold quotes that no longer stand in the content, and what stands nearest to each. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.evaluation.page_text import pages_of
from assistant.evaluation.question_file import JudgedQuestion
from index_builder.index.lexical import terms
from index_builder.index.passage import Passage

# As much of a quote's words as a passage must hold of its characters to count as holding it.
EDITED = 0.5
# A footnote's label, and a link's address: what its passage's plain text has not.
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
        """Whether it is likely the quote's own place, reworded; else the quote is gone."""
        return self.share >= EDITED


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingQuote:
    """A gold quote that stands in no passage of the page that its gold names."""

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
        """Return whether a page holds a quote; a footnote stands in the text that cites it."""
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
    """Return the first of the lines that share most words with what is wanted."""
    shared = list(_shared_by_line(passage, wanted))
    return passage.lines[0] + shared.index(max(shared))


def _shared_by_line(passage: Passage, wanted: Counter[str]) -> Iterator[int]:
    # Line feeds alone end lines in editors and in `Passage.lines`, whatever the other marks.
    for line in passage.quote.split("\n"):
        yield (wanted & Counter(terms(line))).total()
