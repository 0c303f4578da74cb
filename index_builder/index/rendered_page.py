"""A page as HTML that is safe to show, in parts, and the file of all pages.

    GENERATION/page_html.jsonl      one JSON object a line, one line a page

Contract of both sides: the builder makes the parts from the tokens that passages are cut from; a
server of pages escapes the words and puts the links in. A link's address is not in the markup,
since what a page links to may move while the page itself stays as it is. A quote is a run of the
page's parts, so that it is shown just as its page is.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# What a part is, by its first character. Markup is ours alone: tags with the few attributes that we
# write. Text is a page's words, not escaped yet. A link opens "a"; its target is as a page writes
# it, "" if it leads nowhere; the closing tag is markup.
MARKUP, TEXT, LINK = "<", "=", "@"
BELOW_BASE = "\ue000"  # begins a target that a template puts the site's base in front of


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedPage:
    """One page as HTML in parts."""

    path: str  # of the file, relative to the content folder
    title: str
    url: str  # on the site: absolute, or from the host's root
    has_h1: bool  # the parts have the page's one heading of level 1; if not, the title is to be it
    parts: tuple[str, ...]
    quotes: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """First character of a passage in its file -> its first part and one past its last.

    Passages are left out that are no run of parts, such as a piece of a very long paragraph.
    """

    def to_line(self) -> bytes:
        """Return the page as a line of the file, without the line's end."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(fields, ensure_ascii=False).encode()


def letters(text: str) -> str:
    """Return the letters and figures of a text, by which its words are found among markup."""
    return "".join(filter(str.isalnum, text))


def html_file(lines: Iterable[bytes]) -> bytes:
    """Return the contents of the file; `lines` has what `to_line` gives for each page."""
    return b"".join(line + b"\n" for line in lines)


def rendered_pages_from_lines(data: bytes) -> tuple[RenderedPage, ...]:
    """Read what `html_file` gave.

    Raises:
        ValueError: a line holds no page of this version.
    """
    try:
        return tuple(_page(line) for line in data.splitlines())
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _page(line: bytes) -> RenderedPage:
    fields = json.loads(line)
    parts = tuple(map(str, fields["parts"]))
    quotes = {
        int(start): (int(first), int(end)) for start, (first, end) in fields["quotes"].items()
    }
    if not all(part[:1] in (MARKUP, TEXT, LINK) and part for part in parts):
        raise ValueError("a part of no known kind")
    return RenderedPage(**{**fields, "parts": parts, "quotes": quotes})
