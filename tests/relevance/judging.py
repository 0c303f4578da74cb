"""Which passages satisfy a gold row: by section, or by quote. Pure.

**By section.** A passage satisfies a gold row when it is of that page and of that section. It is
of that section when the anchors are equal and not empty, or the heading paths are the same. Anchors
alone would not do: the gold's are of one site generator, the index's of whichever it was built
for. Heading paths are compared without empty parts (a heading that is only a template tag has no
text) and one may lack outer headings of the other (some tools count the page's title as one). So
a gold row without anchor and heading means the page's top: passages with no heading text above.
A gold section that no passage is of holds no text of its own (a heading directly above another
heading): then the passages of its subsections satisfy it, since they carry its heading line.

**By quote.** A passage satisfies a gold row when it holds at least half of one of its quotes, found
by position in the file and counted in characters that are not white space. A quote that stands
several times in its file is held where any one occurrence is. A quote that three passages share
may be satisfied by none of them.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from index_builder.passage import Passage

By = Literal["section", "quote"]
BYS: tuple[By, ...] = get_args(By)
HELD = 0.5  # share of a quote that a passage must hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A place in the content that answers a question, or its part if there are several groups."""

    place: str  # "FILE:LINE" of the row, for messages
    path: str
    heading_path: tuple[str, ...]  # outermost first; empty parts are headings without text
    anchor: str  # "" at a page's top and where only the generator knows it
    group: int
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PageText:
    """A file's text without its white space, and the way from the file's offsets to it."""

    ink: str
    before: NDArray[np.int64]  # characters of ink before each offset of the file, shape (n + 1,)

    @classmethod
    def of(cls, text: str) -> "PageText":
        """Return a file's text, of which offsets count characters."""
        solid = np.fromiter((not char.isspace() for char in text), dtype=np.int64, count=len(text))
        return cls(ink=_ink(text), before=np.concatenate([[0], np.cumsum(solid)]))

    def places(self, quote: str) -> list[tuple[int, int]]:
        """Return where a quote stands, as spans of ink; none where it does not."""
        wanted = _ink(quote)
        found, at = [], self.ink.find(wanted) if wanted else -1
        while at >= 0:
            found.append((at, at + len(wanted)))
            at = self.ink.find(wanted, at + 1)
        return found

    def holds(self, span: tuple[int, int], quote: str) -> bool:
        """Return whether a span of the file holds at least HELD of a quote."""
        first, last = (int(self.before[min(at, len(self.before) - 1)]) for at in span)
        return any(
            min(last, end) - max(first, start) >= HELD * (end - start)
            for start, end in self.places(quote)
        )


def groups_of(
    gold: Sequence[Gold], passages: Sequence[Passage], pages: Mapping[str, PageText], by: By
) -> tuple[frozenset[str], ...]:
    """Return the gold's groups in order, each the rows (as text) of the passages that satisfy it."""
    groups: dict[int, set[int]] = {held.group: set() for held in gold}
    for held in gold:
        rows = _by_section(held, passages) if by == "section" else _by_quote(held, passages, pages)
        groups[held.group].update(rows)
    return tuple(frozenset(map(str, groups[group])) for group in sorted(groups))


def _by_section(gold: Gold, passages: Sequence[Passage]) -> list[int]:
    of_page = [(row, held) for row, held in enumerate(passages) if held.path == gold.path]
    own = [row for row, held in of_page if is_of_section(gold, held)]
    return own or [row for row, held in of_page if is_of_subsection(gold, held)]


def is_of_section(gold: Gold, passage: Passage) -> bool:
    """Return whether a passage of the gold's page is of its section."""
    if gold.anchor and gold.anchor == passage.anchor:
        return True
    wanted, found = heading_texts(gold.heading_path), heading_texts(passage.headings)
    if not wanted or not found:
        return wanted == found
    shorter = min(len(wanted), len(found))
    return wanted[-shorter:] == found[-shorter:]


def is_of_subsection(gold: Gold, passage: Passage) -> bool:
    """Return whether a passage of the gold's page is of a section under the gold's."""
    wanted, found = heading_texts(gold.heading_path), heading_texts(passage.headings)
    return bool(wanted) and any(
        found[at : at + len(wanted)] == wanted for at in range(len(found) - len(wanted))
    )


def heading_texts(headings: Iterable[str]) -> tuple[str, ...]:
    """Return headings as they compare: no empty ones; case and runs of white space do not count."""
    texts = (" ".join(unicodedata.normalize("NFKC", text).casefold().split()) for text in headings)
    return tuple(text for text in texts if text)


def _by_quote(
    gold: Gold, passages: Sequence[Passage], pages: Mapping[str, PageText]
) -> list[int]:
    page = pages[gold.path]
    return [
        row
        for row, held in enumerate(passages)
        if held.path == gold.path and any(page.holds(held.span, quote) for quote in gold.quotes)
    ]


def _ink(text: str) -> str:
    return "".join(char for char in text if not char.isspace())
