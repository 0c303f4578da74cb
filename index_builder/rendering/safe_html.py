"""HTML written piece by piece: every word escaped, every element closed, no address in it.

Elements are of two kinds. Those that Markdown makes nest as its tokens do. Those that a page
writes as HTML itself may open and close anywhere: they never close one of the first kind.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from html import escape

from index_builder.splitting.templates import MASK

MOST_OPEN = 60  # elements written as HTML, one in another; browsers themselves stop at 512


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """An open element: as what it was opened, what was written for it, and by whom."""

    name: str
    tag: str
    is_own: bool  # Markdown's, not one that the page writes itself


@dataclass(slots=True, kw_only=True)
class SafeHtml:
    """The HTML written so far."""

    taken: Collection[str] = frozenset()  # ids that elements written as HTML may not have
    targets: list[str] = field(default_factory=list)
    _pieces: list[list[str]] = field(default_factory=lambda: [[]])
    _open: list[_Open] = field(default_factory=list)
    _written_open: int = 0

    def words(self, text: str) -> None:
        """Write text; what templates would replace is left out."""
        self._write(escape(text.replace(MASK, ""), quote=False))

    def void(self, markup: str) -> None:
        """Write markup that the caller made of nothing but constants."""
        self._write(markup)

    def open(self, tag: str, attributes: str = "", *, name: str = "") -> None:
        """Open an element of Markdown's; `attributes` are escaped already, a blank before each."""
        self._open.append(_Open(name=name or tag, tag=tag, is_own=True))
        self._write(f"<{tag}{attributes}>")

    def close(self, name: str) -> None:
        """Close an element of Markdown's, and before it what the page left open inside it."""
        at = len(self._open) - 1
        while at >= 0 and not (self._open[at].is_own and self._open[at].name == name):
            at -= 1
        if at >= 0:
            self._close_from(at)

    def open_link(self, target: str, *, is_own: bool) -> None:
        """Open a link; inside another one it is only words."""
        if any(held.tag == "a" for held in self._open) or not self._has_room(is_own=is_own):
            self._open.append(_Open(name="a", tag="span", is_own=is_own))
            self._written_open += not is_own
            self._write("<span>")
            return
        self._open.append(_Open(name="a", tag="a", is_own=is_own))
        self._written_open += not is_own
        self.targets.append(target)
        self._pieces.append([])

    def open_written(self, name: str, tag: str, attributes: str = "") -> None:
        """Open an element that the page writes as HTML; if too many are open already, leave it."""
        if self._has_room(is_own=False):
            self._open.append(_Open(name=name, tag=tag, is_own=False))
            self._written_open += 1
            self._write(f"<{tag}{attributes}>")

    def close_written(self, name: str) -> None:
        """Close an element that the page wrote, unless one of Markdown's is open inside it."""
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at].is_own:
                return
            if self._open[at].name == name:
                self._close_from(at)
                return

    def pieces(self) -> tuple[str, ...]:
        """Return the pieces before, between and after the links; closes what is open."""
        self._close_from(0)
        return tuple("".join(piece) for piece in self._pieces)

    def _has_room(self, *, is_own: bool) -> bool:
        return is_own or self._written_open < MOST_OPEN

    def _close_from(self, at: int) -> None:
        while len(self._open) > at:
            held = self._open.pop()
            self._written_open -= not held.is_own
            self._write(f"</{held.tag}>")

    def _write(self, markup: str) -> None:
        self._pieces[-1].append(markup)
