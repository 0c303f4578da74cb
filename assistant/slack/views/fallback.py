"""A reply in plain words: for notifications and screen readers, and if its blocks are refused.

The text is escaped for mrkdwn, so that nothing in it pings, and only the citations are links. When
it is posted by itself, `mrkdwn` is off, so that nothing turns bold either.
"""

from collections.abc import Sequence
from itertools import accumulate

from assistant.answer import Answer
from assistant.answering.citation import Citation
from assistant.phrases.phrasebook import phrase
from assistant.slack.views.block_kit.message import MOST_FALLBACK, MOST_MISSING
from assistant.slack.views.block_kit.safe_text import escaped, escaped_cut, escaped_url
from assistant.slack.views.listed import listed
from assistant.slack.views.quoting.file_lines import file_and_lines
from assistant.slack.views.quoting.passage_parts import Part, joined
from assistant.slack.views.quoting.quote_block import citation_url, short_breadcrumb
from assistant.slack.views.spoken import spoken_parts

_FOR_LIST = 600  # characters kept free for the list below the words
_MOST_BREADCRUMB = 100


def fallback_text(answer: Answer, *, no: str = "") -> str:
    """Return the reply as text of at most MOST_FALLBACK characters, cut between sentences.

    It has the answer's words, or the sentence `no` if there is none, and has the message's links.
    """
    places = listed(answer)
    title = phrase("also" if answer.answered else "nearest")
    lines = [*_reply(answer, no), *([escaped(title)] if places else []), *map(_link, places)]
    ends = accumulate(len(line) + 1 for line in lines)
    return "\n".join(line for line, end in zip(lines, ends, strict=True) if end <= MOST_FALLBACK)


def _reply(answer: Answer, no: str) -> list[str]:
    """Return the first lines: the words that answer, or the no and whom to ask."""
    if answer.reason is None:
        lines = [] if answer.sure else _reserve(answer)
        return [*lines, *_quoted((answer.citations[0], *answer.continued), sum(map(len, lines)))]
    lines = [escaped(no or phrase(answer.reason))]
    if answer.contact is None:
        return lines
    lines.append(escaped(phrase("contact")))
    return [*lines, *_quoted((answer.contact,), sum(map(len, lines)))]


def _reserve(answer: Answer) -> list[str]:
    lines = [escaped(phrase("may_answer"))]
    if answer.missing:
        words = ", ".join(answer.missing)
        lines.append(escaped_cut(f"{phrase('missing')} {words}", MOST_MISSING))
    return lines


def _quoted(cited: Sequence[Citation], used: int) -> list[str]:
    """Return the marked words, or all if none are marked, and the link to the first citation.

    The section's heading and the labels of what is marked stand before the words.
    """
    return quoted_text(spoken_parts(cited), _link(cited[0]), used)


def quoted_text(parts: Sequence[Part], place: str, used: int) -> list[str]:
    """Return lines: as many parts as fit when `used` characters are taken, and their place."""
    room = MOST_FALLBACK - _FOR_LIST - used - len(place)
    words = ""
    for count in range(1, len(parts) + 1):
        longer = escaped(joined(parts[:count]))
        if len(longer) > room:
            break
        words = longer
    return [words or escaped(phrase("answer_too_long")), place]


def _link(citation: Citation) -> str:
    """Return the place and its address, or file and lines where there is no address."""
    url = citation_url(citation)
    place = linked(short_breadcrumb(citation.passage), url)
    return place if url else f"{place} ({escaped(file_and_lines(citation.passage))})"


def linked(words: str, url: str) -> str:
    """Return a place and the address that opens it, on one line."""
    place, address = escaped_cut(words, _MOST_BREADCRUMB), escaped_url(url)
    return f"{place}: {address}" if address else place
