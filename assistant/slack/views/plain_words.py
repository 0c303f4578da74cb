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
    r"|\]\(\s*(?:<[^<>\n]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
    r"|\]\[[^\]\n]*\]"
    r"|^[ ]{0,3}\[[^\]^\n][^\]\n]*\]:[^\n]*$"
    r"|\{:?[ ]*[#.:][^{}\n]*\}",
    re.MULTILINE | re.DOTALL,
)
_FENCED = re.compile(r"[ \t>]*(?:`{3,}|~{3,})[^\n]*(?:\n|$)")
# A list's marker; a page may number otherwise than its source ("1." three times).
_MARKER = re.compile(r"^[ \t>]*(?:[-*+:]|\d{1,9}[.)])(?:[ \t]+|$)", re.MULTILINE)


def words_of(source: str, text: str) -> str:
    """Return `text`, the plain text of `source`, or the source where it is not the same words."""
    return text if is_plain(source, text) else source


def is_plain(source: str, text: str) -> bool:
    """Tell whether `text` is `source` without Markdown's marks.

    The numbers of a list's items may differ, as a page may number otherwise than its source.
    """
    if len(source) > MOST_COMPARED or len(text) > MOST_COMPARED:
        return False
    bare = _MARKER.sub("", text)
    if letters(seen(source)) == letters(text):
        return _in_order(source, text) or _in_order(source, bare)
    return letters(seen(_unnumbered(source))) == letters(bare) and _in_order(source, bare)


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


def _unnumbered(source: str) -> str:
    return source if is_code(source) else _MARKER.sub("", source)


def _in_order(source: str, text: str) -> bool:
    """Tell whether the signs of a text stand in the source in order.

    Semicolons aside where they part what is on lines of its own within a table's cell.
    """
    rest = iter(seen(source))
    signs = text.replace("; ", " ") if "<" in source else text
    return all(char in rest for char in signs if not char.isspace())
