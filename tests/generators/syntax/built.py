"""What a built page shows: its headings' ids, all ids, and its words."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

WORD = re.compile(r"[^\W_]+")
_HEADING = re.compile(r"h[1-6]")
_HIDDEN = ("script", "style")


@dataclass(slots=True, kw_only=True)
class Built:
    """A page as it was built."""

    headings: list[str] = field(default_factory=list)  # ids, "" for none
    ids: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.built = Built()
        self.texts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs).get("id") or ""
        if _HEADING.fullmatch(tag):
            self.built.headings.append(own)
        self.built.ids.update({own} - {""})
        self.hidden += tag in _HIDDEN
        if tag not in ("strong", "em", "sub", "sup", "code", "a", "abbr", "mark", "kbd", "span"):
            self.texts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in _HIDDEN

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.texts.append(data)


def read_built(html: str) -> Built:
    """Read a built page's content."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.built.words = words_of("".join(reader.texts))
    return reader.built


def words_of(text: str) -> set[str]:
    """Return the words of a text, folded."""
    return {word.casefold() for word in WORD.findall(text)}
