"""A note in a thread whose answer the playbook no longer gives in the same words."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from assistant.answering.citation import Citation
from assistant.slack.views.block_kit import rich_text, section, text
from assistant.slack.views.fallback import linked
from assistant.slack.views.message import Block, Message
from assistant.slack.views.passage_parts import joined, parts_of
from assistant.slack.views.quote import crumb, opening, place_link
from assistant.slack.views.reply_context import Shown
from assistant.slack.views.safe_text import escaped
from assistant.slack.views.size import size

AROUND = 8  # words shown on either side of a change
MOST_CHANGED = 6_000  # characters of the difference
_WORD = re.compile(r"\S+|\n+")


def quoted_words(citation: Citation) -> str:
    """Return the words that a citation shows: what is kept, to compare with later."""
    return joined(parts_of(citation.passage))


def change_note(before: str, after: Citation | None, shown: Shown) -> Message:
    """Return the note: what was quoted (`quoted_words`) against what stands there now.

    Words that are gone are struck out, new ones bold. `after` is None where nothing stands there
    any more.
    """
    if after is None:
        words = shown.phrases["no_longer"]
        return Message(blocks=(rich_text(section(text(words))),), text=escaped(words))
    words = shown.phrases["content_changed"]
    quote: list[Block] = []
    for element in _difference(_WORD.findall(before), _WORD.findall(quoted_words(after))):
        if size([*quote, element]) > MOST_CHANGED:
            quote.append(text(" …"))
            break
        quote.append(element)
    shown_quote = [{"type": "rich_text_quote", "elements": quote}] if quote else []
    head, place = section(text(words)), section(place_link(after, bold=True))
    return Message(
        blocks=(rich_text(head, place, *shown_quote),),
        text=f"{escaped(words)}\n{linked(crumb(after.passage), opening(after))}",
    )


def _difference(before: Sequence[str], after: Sequence[str]) -> Iterator[Block]:
    """Yield the words of both, in order; what is the same only near to what is not."""
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for at, (kind, start, end, new_start, new_end) in enumerate(steps):
        if kind == "equal":
            yield text(_near(after[new_start:new_end], first=not at, last=at + 1 == len(steps)))
            continue
        if start < end:
            yield {**text(_said(before[start:end])), "style": {"strike": True}}
        if new_start < new_end:
            yield text(_said(after[new_start:new_end]), bold=True)


def _near(words: Sequence[str], *, first: bool, last: bool) -> str:
    """Return words that did not change, those far from any change left out."""
    head = [] if first else words[:AROUND]
    tail = [] if last else words[-AROUND:]
    if len(words) <= len(head) + len(tail):
        return _said(words)
    return _said([*head, "…", *tail])


def _said(words: Sequence[str]) -> str:
    return "".join(word if "\n" in word else f"{word} " for word in words)
