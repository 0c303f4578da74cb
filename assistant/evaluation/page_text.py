"""Where a quote is in a page's file, whatever the white space.

The text comes from the passages of an index, which hold their page byte for byte except for what
the index leaves out (comments, styles, template tags alone on a line). A quote that runs over such
a line is found only in the text of the content folder itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.rows import EvaluationError, read_text
from index_builder.index.passage import Passage

HELD = 0.5  # share of a quote that a passage must hold


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PageText:
    """A file's text without its white space, and how the file's offsets map to it."""

    ink: str
    before: NDArray[np.int64]  # characters of ink before each offset of the file, shape (n + 1,)

    @classmethod
    def of(cls, text: str) -> "PageText":
        """Return the page of a file's text; its offsets count characters."""
        solid = np.fromiter((not char.isspace() for char in text), dtype=np.int64, count=len(text))
        return cls(ink=_ink(text), before=np.concatenate([[0], np.cumsum(solid)]))

    def places(self, quote: str) -> list[tuple[int, int]]:
        """Return where a quote occurs, as spans of ink; [] if it doesn't."""
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


def pages_of(passages: Iterable[Passage]) -> dict[str, PageText]:
    """Return the text of each page as far as its passages hold it, by path."""
    texts: dict[str, list[str]] = {}
    for passage in passages:
        text, (first, last) = texts.setdefault(passage.path, []), passage.span
        text.extend(" " * (last - len(text)))
        text[first:last] = passage.quote
    return {path: PageText.of("".join(text)) for path, text in texts.items()}


def read_pages_of(passages: Sequence[Passage], content: Path) -> Mapping[str, PageText]:
    """Return the text of each page of an index, from the content it was made of, by path.

    Raises:
        EvaluationError: a page can't be read, or is not what was indexed.
    """
    texts: dict[str, str] = {}
    for passage in passages:
        path = content / passage.path
        if passage.path not in texts:
            texts[passage.path] = read_text(path) if path.is_file() else ""
        if texts[passage.path][slice(*passage.span)] != passage.quote:
            raise EvaluationError(
                f"{path}: lines {passage.lines[0]}-{passage.lines[1]} are not what was indexed: "
                f"run `playbook index {content}`, or leave out --content"
            )
    return {path: PageText.of(text) for path, text in texts.items()}


def _ink(text: str) -> str:
    return "".join(char for char in text if not char.isspace())
