"""A note for a thread when the playbook no longer has the words of the answer given there."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from assistant.answering.citation import Citation
from assistant.phrases.phrasebook import phrase
from assistant.slack.views.block_kit.elements import rich_text, section, text
from assistant.slack.views.block_kit.message import Block, Message, text_size
from assistant.slack.views.block_kit.safe_text import escaped
from assistant.slack.views.fallback import linked
from assistant.slack.views.quoting.passage_parts import joined, passage_parts
from assistant.slack.views.quoting.quote_block import citation_link, citation_url, short_breadcrumb

AROUND = 8  # words shown on either side of a change
MOST_CHANGED = 6_000  # characters of the difference
_WORD = re.compile(r"\S+|\n+")


def quoted_words(citation: Citation) -> str:
    """Return the words that a citation shows; they are kept, to compare with later."""
    return joined(passage_parts(citation.passage))


def change_note(before: str, after: Citation | None) -> Message:
    """Return the note, which compares what was quoted (`quoted_words`) with what is there now.

    Removed words are struck out, new ones are bold. `after` is None if nothing is left there.
    """
    if after is None:
        words = phrase("no_longer")
        return Message(blocks=(rich_text(section(text(words))),), text=escaped(words))
    words = phrase("content_changed")
    quote: list[Block] = []
    for element in _difference(_WORD.findall(before), _WORD.findall(quoted_words(after))):
        if text_size([*quote, element]) > MOST_CHANGED:
            quote.append(text(" …"))
            break
        quote.append(element)
    shown_quote = [{"type": "rich_text_quote", "elements": quote}] if quote else []
    head, place = section(text(words)), section(citation_link(after, bold=True))
    return Message(
        blocks=(rich_text(head, place, *shown_quote),),
        text=f"{escaped(words)}\n{linked(short_breadcrumb(after.passage), citation_url(after))}",
    )


def _difference(before: Sequence[str], after: Sequence[str]) -> Iterator[Block]:
    """Yield the words of both, in order; unchanged words only near changed ones."""
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for at, (kind, start, end, new_start, new_end) in enumerate(steps):
        if kind == "equal":
            yield text(_near(after[new_start:new_end], first=not at, last=at + 1 == len(steps)))
            continue
        if start < end:
            yield {**text(_spaced(before[start:end])), "style": {"strike": True}}
        if new_start < new_end:
            yield text(_spaced(after[new_start:new_end]), bold=True)


def _near(words: Sequence[str], *, first: bool, last: bool) -> str:
    """Return unchanged words, without those far from any change."""
    head = [] if first else words[:AROUND]
    tail = [] if last else words[-AROUND:]
    if len(words) <= len(head) + len(tail):
        return _spaced(words)
    return _spaced([*head, "…", *tail])


def _spaced(words: Sequence[str]) -> str:
    return "".join(word if "\n" in word else f"{word} " for word in words)
