"""A reply in plain words: for notifications, screen readers, and where its blocks are refused.

Escaped for mrkdwn, so that nothing in it pings or links but the addresses that open the citations.
Posted by itself it is posted with `mrkdwn` off, so that nothing in it turns bold either.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from assistant.answer import Answer
from assistant.answering.citation import Citation
from assistant.phrases.phrasebook import phrase
from assistant.slack.views.block_kit.message import MOST_FALLBACK, MOST_MISSING
from assistant.slack.views.block_kit.safe_text import escaped, escaped_cut, escaped_url
from assistant.slack.views.quoting.passage_parts import Part, joined, passage_parts
from assistant.slack.views.quoting.quote_block import citation_url, short_breadcrumb

_FOR_LIST = 600  # characters kept for what is listed below the words
_MOST_CRUMB = 100


def fallback_text(answer: Answer) -> str:
    """Return the reply as text of at most MOST_FALLBACK characters, cut between sentences.

    The answer's words, or why there is none, and the links that the message has.
    """
    listed = answer.also if answer.answered else _nearest(answer)
    title = phrase("also" if answer.answered else "nearest")
    lines = [*_reply(answer), *([escaped(title)] if listed else []), *map(_link, listed)]
    ends = accumulate(len(line) + 1 for line in lines)
    return "\n".join(line for line, end in zip(lines, ends, strict=True) if end <= MOST_FALLBACK)


def _nearest(answer: Answer) -> Sequence[Citation]:
    return answer.citations if answer.reason == "not_in_playbook" else ()


def _reply(answer: Answer) -> list[str]:
    """Return what is said first: the words that answer, or the no and whom to ask."""
    if answer.reason is None:
        said = [] if answer.sure else _reserve(answer)
        return [*said, *_quoted(answer.citations[0], sum(map(len, said)))]
    said = [escaped(phrase(answer.reason))]
    if answer.contact is None:
        return said
    said.append(escaped(phrase("contact")))
    return [*said, *_quoted(answer.contact, sum(map(len, said)))]


def _reserve(answer: Answer) -> list[str]:
    said = [escaped(phrase("may_answer"))]
    if answer.missing:
        words = ", ".join(answer.missing)
        said.append(escaped_cut(f"{phrase('missing')} {words}", MOST_MISSING))
    return said


def _quoted(held: Citation, used: int) -> list[str]:
    """Return the words that are marked, all of them where none are, and the link to them."""
    parts = passage_parts(held.passage, held.marks)
    return quoted_text(_marked(parts) or parts, _link(held), used)


def _marked(parts: Sequence[Part]) -> list[Part]:
    """Return the marked parts; where some between them are left out, a "…" says so."""
    kept: list[Part] = []
    skipped = False
    for part in parts:
        if part.marked:
            gap = f"{part.joint}… " if kept and skipped else part.joint
            kept.append(replace(part, joint=gap))
        skipped = not part.marked
    return kept


def quoted_text(parts: Sequence[Part], place: str, used: int) -> list[str]:
    """Return as many parts as have room beside `used` characters, and their place, as lines."""
    room = MOST_FALLBACK - _FOR_LIST - used - len(place)
    words = ""
    for count in range(1, len(parts) + 1):
        longer = escaped(joined(parts[:count]))
        if len(longer) > room:
            break
        words = longer
    return [words or escaped(phrase("answer_too_long")), place]


def _link(held: Citation) -> str:
    return linked(short_breadcrumb(held.passage), citation_url(held))


def linked(words: str, url: str) -> str:
    """Return a place and the address that opens it, on one line."""
    said, opens = escaped_cut(words, _MOST_CRUMB), escaped_url(url)
    return f"{said}: {opens}" if opens else said
