"""HTML written part by part: words apart from markup, every element closed, no address in it.

Elements are of two kinds. Those that Markdown makes nest as its tokens do. Those that a page
writes as HTML itself may open and close anywhere: they never close one of the first kind.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from index_builder.index.rendered_page import LINK, MARKUP, TEXT
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
    _parts: list[str] = field(default_factory=list)
    _may_join: bool = False  # what comes next may go on in the last part
    _open: list[_Open] = field(default_factory=list)
    _written_open: int = 0

    def words(self, text: str) -> None:
        """Write text; what templates would replace is left out."""
        self._write(TEXT, text.replace(MASK, ""))

    def void(self, markup: str) -> None:
        """Write markup that the caller made of nothing but constants."""
        self._write(MARKUP, markup)

    def open(self, tag: str, attributes: str = "", *, name: str = "") -> None:
        """Open an element of Markdown's; `attributes` are escaped already, a blank before each."""
        self._open.append(_Open(name=name or tag, tag=tag, is_own=True))
        self._write(MARKUP, f"<{tag}{attributes}>")

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
            self._write(MARKUP, "<span>")
            return
        self._open.append(_Open(name="a", tag="a", is_own=is_own))
        self._written_open += not is_own
        self._parts.append(LINK + target)
        self._may_join = False

    def open_written(self, name: str, tag: str, attributes: str = "") -> None:
        """Open an element that the page writes as HTML; if too many are open already, leave it."""
        if self._has_room(is_own=False):
            self._open.append(_Open(name=name, tag=tag, is_own=False))
            self._written_open += 1
            self._write(MARKUP, f"<{tag}{attributes}>")

    def close_written(self, name: str) -> None:
        """Close an element that the page wrote, unless one of Markdown's is open inside it."""
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at].is_own:
                return
            if self._open[at].name == name:
                self._close_from(at)
                return

    def part(self) -> int:
        """Return the number of the part that begins here."""
        self._may_join = False
        return len(self._parts)

    def parts(self) -> tuple[str, ...]:
        """Return all parts; closes what is open."""
        self._close_from(0)
        return tuple(self._parts)

    def _has_room(self, *, is_own: bool) -> bool:
        return is_own or self._written_open < MOST_OPEN

    def _close_from(self, at: int) -> None:
        while len(self._open) > at:
            held = self._open.pop()
            self._written_open -= not held.is_own
            self._write(MARKUP, f"</{held.tag}>")

    def _write(self, kind: str, words: str) -> None:
        if not words:
            return
        if self._may_join and self._parts[-1][0] == kind:
            self._parts[-1] += words
        else:
            self._parts.append(kind + words)
        self._may_join = True
