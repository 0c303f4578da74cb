"""Plain text of a passage beside its source: shown only where both are the same words.

A quote in Slack is the source without Markdown's marks. The plain text was made when the page was
cut; before it is shown it is compared with the source at its place: the same letters and figures in
the same order, no sign that the source has not, and of the source nothing left out but marks. Where
that does not hold (a template tag, say), the source itself is shown, as on the terminal.
"""

import html
import re

# Longer than a passage's sentences are; the comparison is not linear in every text.
MOST_COMPARED = 4_000

# What readers of a page do not see of its source, and code, in which all of it is seen. The order
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
# Signs that are marks wherever they stand: of emphasis, tables, links, and what is escaped. Not
# those of deletion: without them what no longer holds would read as if it did.
_SIGNS = frozenset("*_|[]\\")
_FENCED = re.compile(r"[ \t>]*(?:`{3,}|~{3,})[^\n]*(?:\n|$)")
# A list's marker; a page may number otherwise than its source ("1." three times).
_MARKER = re.compile(r"^[ \t>]*(?:[-*+:]|\d{1,9}[.)])(?:[ \t]+|$)", re.MULTILINE)


def shown_words(source: str, text: str) -> str:
    """Return `text`, the plain text of `source`, or the source where it is not the same words."""
    return text if is_plain(source, text) else source


def is_plain(source: str, text: str) -> bool:
    """Tell whether `text` is `source` without Markdown's marks.

    The numbers of a list's items may differ, as a page may number otherwise than its source.
    """
    if len(source) > MOST_COMPARED or len(text) > MOST_COMPARED:
        return False
    source = source.replace("\r\n", "\n")
    cells = "<" in source  # a cell of several lines has its lines' ends as tags
    return _is_left(seen(source), text, cells=cells) or _is_left(
        seen(_unmarked(source)), _MARKER.sub("", text), cells=cells
    )


def letters(text: str) -> str:
    """Return the letters and figures of a text alone."""
    return "".join(char for char in text if char.isalnum())


def seen(source: str) -> str:
    """Return what readers see of Markdown source, some signs of its marks left standing."""
    if is_code(source):
        return _without_fences(source)
    pieces, at = [], 0
    for found in _MARK.finditer(source):
        pieces += [html.unescape(source[at : found.start()]), found["code"] or ""]
        pieces += [found["address"] or ""]
        at = found.end()
    return "".join([*pieces, html.unescape(source[at:])])


def is_code(source: str) -> bool:
    """Tell a fenced block of code by its first line."""
    return _FENCED.match(source) is not None


def _without_fences(source: str) -> str:
    """Return a fenced block without its first line, and its last where that closes it."""
    first = _FENCED.match(source)
    body = source[first.end() :] if first else source
    head, _, last = body.rpartition("\n")
    return head if _FENCED.fullmatch(last) else body


def _unmarked(source: str) -> str:
    return source if is_code(source) else _MARKER.sub("", source)


def _is_left(source: str, text: str, *, cells: bool) -> bool:
    """Tell whether a text is what is left of the source without blanks and marks' signs.

    With `cells` it may have semicolons besides: plain text parts the lines of a cell by them.
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
