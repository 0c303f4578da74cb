"""The plain text of a passage, shown only if it has the same words as its source.

A quote in Slack is the source without Markdown's marks. The plain text was made when the page was
cut, and is compared with the source before it is shown: it must have the same letters and figures
in the same order, have no sign that the source lacks, and leave out nothing but marks. If it fails
(at a template tag, say), the source itself is shown, as in a terminal.
"""

import html
import re

# Longer than any sentence of a passage; with some texts, comparing takes more than linear time.
MOST_COMPARED = 4_000

# What readers of a page do not see of its source, and code, all of which they see. The order
# counts: what looks like a tag inside code is code.
_MARK = re.compile(
    r"(?P<fence>^[ \t>]*(?:`{3,}|~{3,})[^\n]*$)"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
    r"|<!--.*?-->|<%(?!=).*?%>"
    r"|\{%-?[ ]*(?:if|unless|els|for|case|when|assign|capture|raw|comment|end)[^{}]*%\}"
    r"|<(?P<address>(?:https?://|mailto:)[^<>\s]*|[^<>\s@]+@[^<>\s@]+)>"
    r"|</?[A-Za-z][^<>]*>"
    r"|!(?=\[)|(?<=\[)\^"
    r"|\]\(\s*(?:<[^<>\n]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
    r"|\]\[[^\]\n]*\]"
    r"|^[ ]{0,3}\[[^\]^\n][^\]\n]*\]:[^\n]*$"
    r"|^[ \t>]*(?:(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?|=+)[ \t]*$"
    r"|^[ \t]*(?:>[ \t]?)+(?:\#{1,6}(?=\s))?|^[ \t]*\#{1,6}(?=\s)"
    r"|\{:?[ ]*[#.:][^{}\n]*\}",
    re.MULTILINE | re.DOTALL,
)
# Signs that are always marks: of emphasis, tables, links and escapes. Marks of deletion are not
# among them, for without them deleted words would read as if they were valid.
_SIGNS = frozenset("*_|[]\\")
_FENCED = re.compile(r"[ \t>]*(?:`{3,}|~{3,})[^\n]*(?:\n|$)")
# A list's marker; a page may not show its source's numbers ("1." three times).
_MARKER = re.compile(r"^[ \t>]*(?:[-*+:]|\d{1,9}[.)])(?:[ \t]+|$)", re.MULTILINE)


def shown_words(source: str, text: str) -> str:
    """Return `text`, the plain text of `source`, or the source if the words differ."""
    return text if is_plain(source, text) else source


def is_plain(source: str, text: str) -> bool:
    """Return whether `text` is `source` without Markdown's marks.

    The numbers of a list's items may differ, as a page may not show those of its source.
    """
    if len(source) > MOST_COMPARED or len(text) > MOST_COMPARED:
        return False
    source = source.replace("\r\n", "\n")
    cells = "<" in source  # in a table's cell of several lines, tags end the lines
    return _is_left(seen(source), text, cells=cells) or _is_left(
        seen(_unmarked(source)), _MARKER.sub("", text), cells=cells
    )


def letters(text: str) -> str:
    """Return only the letters and figures of a text."""
    return "".join(char for char in text if char.isalnum())


def seen(source: str) -> str:
    """Return what readers see of Markdown source; some signs of its marks remain."""
    if is_code(source):
        return _without_fences(source)
    pieces, at = [], 0
    for found in _MARK.finditer(source):
        pieces += [html.unescape(source[at : found.start()]), found["code"] or ""]
        pieces += [found["address"] or ""]
        at = found.end()
    return "".join([*pieces, html.unescape(source[at:])])


def is_code(source: str) -> bool:
    """Return whether a source is a fenced block of code, by its first line."""
    return _FENCED.match(source) is not None


def _without_fences(source: str) -> str:
    """Return a fenced block without its first line, and without the last if that closes it."""
    first = _FENCED.match(source)
    body = source[first.end() :] if first else source
    head, _, last = body.rpartition("\n")
    return head if _FENCED.fullmatch(last) else body


def _unmarked(source: str) -> str:
    return source if is_code(source) else _MARKER.sub("", source)


def _is_left(source: str, text: str, *, cells: bool) -> bool:
    """Return whether a text is the source without blanks and the signs of marks.

    With `cells` the text may also have semicolons, which separate the lines of a table's cell.
    """
    wanted = iter("".join(text.split()))
    want = next(wanted, None)
    for char in source:
        if cells and want == ";" != char:
            want = next(wanted, None)
        if char == want:
            want = next(wanted, None)
        elif not char.isspace() and char not in _SIGNS:
            return False
    return want is None
