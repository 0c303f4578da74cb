"""The parts of a page that rules look at: links, images, running text, table rows, ids."""

from bisect import bisect_right
from dataclasses import dataclass

CODE_SIGN = "\ufffc"  # in place of a code span in running text: its content is not prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link, written in Markdown or in HTML; `line` is where its text begins, 1-based."""

    target: str  # as the parser gives it, percent-encoded
    text: str  # as readers see it; for an image in it, its alt text
    line: int
    holds_image: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """An image; `alt` is None if there is none, "" if HTML says that it needs none."""

    source: str
    alt: str | None
    line: int  # 1-based


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """The running text of one block; code spans are `CODE_SIGN`."""

    text: str
    starts: tuple[int, ...]  # offsets in `text` at which a piece begins …
    lines: tuple[int, ...]  # … and the 1-based line it is on
    is_heading: bool = False

    def line_at(self, offset: int) -> int:
        """Return the 1-based line of a character of `text`."""
        return self.lines[max(0, bisect_right(self.starts, offset) - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A body row of a table; cells beyond `columns` are not shown."""

    line: int  # 1-based
    cells: int
    columns: int  # of the table's header


@dataclass(frozen=True, slots=True, kw_only=True)
class PageParts:
    """All parts of one page, each kind in the order of the page."""

    links: tuple[Link, ...]
    images: tuple[Image, ...]
    prose: tuple[Prose, ...]
    rows: tuple[TableRow, ...]
    ids: frozenset[str]  # of elements, except those that headings get by rule
    open_ended: bool  # a template or a component may add ids that are not known here
