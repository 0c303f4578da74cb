"""Words made safe to show: visible characters only, escaped, cut to a limit."""

from urllib.parse import quote

from assistant.slack.views.block_kit.message import MOST_URL
from index_builder.index.printable import printable

# RFC 3986's reserved characters, and "%": what is encoded already stays as it is.
_IN_URL = ":/?#[]@!$&'()*+,;=-._~%"

_MRKDWN = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}


def visible(text: str) -> str:
    """Return text without control characters, and valid as UTF-8."""
    return printable(text).encode("utf-8", "replace").decode("utf-8")


def escaped(text: str) -> str:
    """Return text in which mrkdwn finds no mention and no link; words may still turn bold."""
    return visible(text).translate(_MRKDWN)


def escaped_cut(text: str, most: int) -> str:
    """Return text escaped for mrkdwn, cut to at most `most` characters."""
    while len(words := escaped(text)) > most:
        text = cut(text, len(text) * 9 // 10)
    return words


def openable(url: str) -> str:
    """Return an address that is fit for a message, or "" if it would open nothing from there."""
    if not url.lower().startswith(("https://", "http://", "mailto:")) or len(url) > MOST_URL:
        return ""
    return quote(url, safe=_IN_URL, errors="replace")


def escaped_url(url: str) -> str:
    """Return an address for mrkdwn; characters that would end it are percent-encoded."""
    return escaped(openable(url))


def cut(text: str, most: int) -> str:
    """Return text of at most `most` characters, cut between words if possible, with "…"."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    at_word = kept.rsplit(None, 1)[0] if " " in kept[most // 2 :] else kept
    return at_word.rstrip() + "…"
