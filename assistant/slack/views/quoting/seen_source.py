"""What readers see of Markdown source: its words without its marks, and which of them are links."""

import html
import re
from dataclasses import dataclass, field, replace

# What readers of a page do not see of its source, and code, all of which they see. The order
# counts: what looks like a tag inside code is code.
_MARK = re.compile(
    r"(?P<fence>^[ \t>]*(?:`{3,}|~{3,})[^\n]*$)"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
    r"|<!--.*?-->|<%(?!=).*?%>"
    r"|\{%-?[ ]*(?:if|unless|els|for|case|when|assign|capture|raw|comment|end)[^{}]*%\}"
    r"|<(?P<address>(?:https?://|mailto:)[^<>\s]*|[^<>\s@]+@[^<>\s@]+)>"
    r"|</?[A-Za-z][^<>]*>"
    r"|^[ \t>]*\[\^(?P<note>[^\]\s]+)\]:"
    r"|!(?=\[)|(?<=\[)\^"
    r"|\]\(\s*(?P<target><[^<>\n]*>|(?:[^()\s]|\([^()\s]*\))*)"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
    r"|\]\[(?P<name>[^\]\n]*)\]"
    r"|^[ ]{0,3}\[[^\]^\n][^\]\n]*\]:[^\n]*$"
    r"|^[ \t>]*(?:(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?|=+)[ \t]*$"
    r"|^[ \t]*(?:>[ \t]?)+(?:\#{1,6}(?=\s))?|^[ \t]*\#{1,6}(?=\s)"
    r"|\{:?[ ]*[#.:][^{}\n]*\}"
    # Openings of blocks: `=== "Tab"`, `!!! note "Title"`, `/// note | Title` with its options.
    r"|^[ \t]*(?:={3}[+!]*|!{3}|\?{3}\+?)[ \t]*(?P<type>[\w-]*)[\w \t-]*"
    r"(?:\"(?P<title>[^\"\n]*)\")?[ \t]*$"
    r"|^[ \t]*/{3,}[ \t]*(?:(?P<block>[\w-]+)[ \t]*(?:\|(?P<header>[^\n]*))?)?$"
    r"(?:\n[ ]{4,}\w+:[^\n]*$)*",
    re.MULTILINE | re.DOTALL,
)
_FENCED = re.compile(r"[ \t>]*(?:`{3,}|~{3,})[^\n]*(?:\n|$)")
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLink:
    """A link as a page writes it; `start` and `end` count characters of what readers see."""

    start: int
    end: int
    target: str  # as written, or "" if it is named
    name: str = ""  # of the definition that has the target


@dataclass(slots=True, kw_only=True)
class Seen:
    """What readers see of a source; some signs of its marks remain."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    links: list[WrittenLink] = field(default_factory=list)
    open: list[tuple[int, bool]] = field(default_factory=list)
    """Where brackets that are not closed yet were opened, and whether they are an image's."""

    @property
    def words(self) -> str:
        """The words, marks left out."""
        return "".join(self.pieces)

    def add(self, words: str) -> None:
        """Add words."""
        self.pieces.append(words)
        self.length += len(words)

    def close(self, *, target: str = "", name: str = "") -> None:
        """Note a link whose bracket closes here, unless it is an image's."""
        start, is_image = self.open.pop() if self.open else (0, True)
        if not is_image:
            end = self.length
            self.links.append(WrittenLink(start=start, end=end, target=target, name=name))

    def name_links(self) -> None:
        """Name the links that have neither target nor name: their words are the name."""
        words = self.words
        self.links = [
            link if link.target or link.name else replace(link, name=words[link.start : link.end])
            for link in self.links
        ]


def seen(source: str) -> str:
    """Return what readers see of Markdown source; some signs of its marks remain."""
    return read_source(source).words


def read_source(source: str) -> Seen:
    """Read a source: leave its marks out, and note which words are links."""
    found = Seen()
    if is_code(source):
        found.add(_without_fences(source))
        return found
    at = 0
    for mark in _MARK.finditer(source):
        _between(source, at, mark.start(), found)
        if address := mark["address"]:
            target = address if ":" in address else f"mailto:{address}"
            end = found.length + len(address)
            found.links.append(WrittenLink(start=found.length, end=end, target=target))
        elif mark["target"] is not None:
            found.close(target=_target(mark["target"]))
        elif mark["name"] is not None:
            found.close(name=mark["name"])
        note = f"[{mark['note']}]" if mark["note"] else ""  # as plain text begins a footnote
        found.add(mark["code"] or mark["address"] or note or _title(mark))
        at = mark.end()
    _between(source, at, len(source), found)
    found.name_links()
    return found


def _title(mark: re.Match[str]) -> str:
    """Return the title of a block that a mark opens; one without a title is titled by its type."""
    title = mark["title"] if mark["title"] is not None else mark["header"]
    named = mark["type"] or mark["block"] or ""
    return named.replace("-", " ").capitalize() if title is None else title.strip()


def _between(source: str, start: int, end: int, found: Seen) -> None:
    """Read what is between two marks, with the brackets in it."""
    at = start
    for sign in _BRACKET.finditer(source, start, end):
        found.add(html.unescape(source[at : sign.start()]))
        if sign[0] == "]" and found.open:
            found.close()
        found.add(html.unescape(sign[0]))
        if sign[0] == "[":
            is_image = sign.start() == start and source[start - 1 : start] == "!"
            found.open.append((found.length, is_image))
        at = sign.end()
    found.add(html.unescape(source[at:end]))


def _target(written: str) -> str:
    target = written.removeprefix("<").removesuffix(">")
    return _ESCAPE.sub("", html.unescape(target))


def is_code(source: str) -> bool:
    """Return whether a source is a fenced block of code, by its first line."""
    return _FENCED.match(source) is not None


def _without_fences(source: str) -> str:
    """Return a fenced block without its first line, and without the last if that closes it."""
    first = _FENCED.match(source)
    body = source[first.end() :] if first else source
    head, _, last = body.rpartition("\n")
    return head if _FENCED.fullmatch(last) else body
