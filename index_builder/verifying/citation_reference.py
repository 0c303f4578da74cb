"""How people name a citation, and which passages they mean. Pure.

A link may end in a text fragment (https://wicg.github.io/scroll-to-text-fragment/), with the
first and last of the marked words, or all of them.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import unquote, urlsplit

from index_builder.index.passage import Passage

_ID = re.compile(r"[0-9a-f]{16}(?:-\d+)?")
_LINES = re.compile(r"(?P<path>.+):(?P<first>\d+)(?:-(?P<last>\d+))?")
# Lines in the address of a file at the host of a repository: "#L3-L5", "#L3-5", "#lines-3:5"; and
# "#3-5", which might be an anchor elsewhere.
_LINES_AT_HOST = re.compile(r"(?:L|lines-)(?P<first>\d+)(?:(?:-L?|:)(?P<last>\d+))?")
_LINES_IN_BROWSER = re.compile(r"(?P<first>\d+)-(?P<last>\d+)")
_LINK = re.compile(r"[a-z][a-z0-9+.-]*://|/|#", re.IGNORECASE)
_DIRECTIVE = ":~:"
_WORD = re.compile(r"\w+")


class CitationReference(Protocol):
    """What a citation names."""

    def among(self, passages: Sequence[Passage]) -> list[Passage]:
        """Return the passages that are meant, in order."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ById:
    """A passage by its id, as `ask --json` gives it."""

    id: str

    def among(self, passages: Sequence[Passage]) -> list[Passage]:
        """Return the passage with the id, if any."""
        return [passage for passage in passages if passage.id == self.id]


@dataclass(frozen=True, slots=True, kw_only=True)
class ByLines:
    """Lines of a file, as `ask` prints them under a quote."""

    path: str
    lines: tuple[int, int]

    def among(self, passages: Sequence[Passage]) -> list[Passage]:
        """Return the passages with some of the lines; the path may have more folders in front."""
        first, last = self.lines
        return [
            passage
            for passage in passages
            if f"/{self.path}".endswith(f"/{passage.path}")
            and passage.lines[0] <= last
            and first <= passage.lines[1]
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextDirective:
    """The words that one text directive marks: all of them, or the first and the last."""

    start: str
    end: str = ""

    def is_in(self, text: str) -> bool:
        """Return whether a text has the words; case and punctuation do not count."""
        within = _folded(text)
        start, end = _folded(self.start), _folded(self.end)
        at = within.find(start)
        return at >= 0 and (not self.end or within.find(end, at + len(start) - 1) >= 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByLink:
    """A link to a section, with the words it marks if it has a text fragment."""

    url: str
    directives: tuple[TextDirective, ...]

    def among(self, passages: Sequence[Passage]) -> list[Passage]:
        """Return the passages of the section that hold marked words; all, if none are marked."""
        return [
            passage
            for passage in self.section_among(passages)
            if not self.directives or any(one.is_in(passage.text) for one in self.directives)
        ]

    def section_among(self, passages: Sequence[Passage]) -> list[Passage]:
        """Return all passages of the section."""
        return [passage for passage in passages if _is_same_address(passage.url, self.url)]


def read_citation_reference(text: str) -> CitationReference | None:
    """Return what a URL, a passage's id or `path:first-last` names; None if it is none of these."""
    reference = text.strip()
    if _ID.fullmatch(reference):
        return ById(id=reference)
    if _LINK.match(reference):
        return _link(reference)
    lines = _LINES.fullmatch(reference)
    return _by_lines(lines["path"], lines) if lines else None


def _by_lines(path: str, lines: re.Match[str]) -> ByLines:
    first = int(lines["first"])
    return ByLines(path=path.replace("\\", "/"), lines=(first, int(lines["last"] or first)))


def _link(text: str) -> CitationReference | None:
    url, _, written = text.partition(_DIRECTIVE)
    try:
        split = urlsplit(url)
    except ValueError:  # a malformed IPv6 host
        return None
    at_host = _LINES_IN_BROWSER if "/browse/" in split.path else _LINES_AT_HOST
    lines = at_host.fullmatch(split.fragment)
    if lines and split.netloc and not written:
        return _by_lines(unquote(split.path), lines)
    texts = (term.removeprefix("text=") for term in written.split("&") if term[:5] == "text=")
    directives = tuple(
        directive for directive in map(_directive, texts) if _WORD.search(directive.start)
    )
    return ByLink(url=url.removesuffix("#"), directives=directives)


def _directive(written: str) -> TextDirective:
    """Read `[prefix-,]start[,end][,-suffix]`; prefix and suffix only tell repetitions apart."""
    terms = [term for term in written.split(",") if term[-1:] != "-" and term[:1] != "-"]
    start, *rest = [unquote(term) for term in terms] or [""]
    return TextDirective(start=start, end=rest[0] if rest else "")


def _folded(text: str) -> str:
    """Return a text's words between single spaces, with one at each end."""
    return f" {' '.join(_WORD.findall(unicodedata.normalize('NFKC', text).casefold()))} "


def _is_same_address(address: str, other: str) -> bool:
    """Return whether two addresses are of one section; one may leave out the host."""
    (host, *place), (other_host, *other_place) = _parts(address), _parts(other)
    return place == other_place and (host == other_host or not host or not other_host)


def _parts(url: str) -> tuple[str, str, str]:
    split = urlsplit(url)
    return split.netloc.casefold(), unquote(split.path).rstrip("/"), unquote(split.fragment)
