"""An answer as Slack shows it: the quote, where it stands, what else is relevant, buttons."""

from collections.abc import Callable

from assistant.answer import Answer
from assistant.answering.citation import Citation
from assistant.answering.place import place
from assistant.phrases.slack import PhraseCode, filled
from assistant.slack.views.block_kit import context, link, rich_text, section, text
from assistant.slack.views.fallback import fallback_text
from assistant.slack.views.frame import answer_buttons, before, notices
from assistant.slack.views.message import MOST_MISSING, MOST_TEXT, Block, Message
from assistant.slack.views.passage_parts import parts_of
from assistant.slack.views.quote import (
    MOST_CRUMB,
    cited_list,
    opening,
    place_link,
    quote_block,
)
from assistant.slack.views.reply_context import Shown
from assistant.slack.views.safe_text import cut
from assistant.slack.views.size import size


def answer_message(answer: Answer, shown: Shown) -> Message:
    """Return an answer's message: the quotes get the room that everything else leaves."""
    head = before(answer, shown)
    if not answer.sure:
        head.append(_reserve(answer, shown))
    tail = [cited_list(shown.phrases["also"], answer.also)] if answer.also else []
    tail += [*notices(shown), *answer_buttons(shown)]
    quotes = _quotes(answer, shown, MOST_TEXT - size([head, tail]))
    return Message(blocks=(*head, *quotes, *tail), text=fallback_text(answer, shown))


def _reserve(answer: Answer, shown: Shown) -> Block:
    """Return that it only may be an answer, and below it what of the question it lacks."""
    said = [text(shown.replies["may_answer"], italic=True)]
    if answer.missing:
        words = cut(", ".join(answer.missing), MOST_MISSING)
        said += [text(f"\n{shown.phrases['missing']} "), text(words, bold=True)]
    return rich_text(section(*said))


def _quotes(answer: Answer, shown: Shown, room: int) -> list[Block]:
    """Return the first citation's quote, and those of the neighbours that it goes on in."""
    first, meta = answer.citations[0], _meta(answer.citations[0], shown)
    beside = [_beside(held, first, shown) for held in answer.continued]
    least = [size(quote(0)) for quote in beside]
    room -= size(meta) + sum(least)
    parts = parts_of(first.passage, first.marks)
    head = place_link(first, bold=True)
    blocks = [quote_block(head, first.passage, parts, room, shown), meta]
    room -= size(blocks[0])
    for quote, kept in zip(beside, least, strict=True):
        blocks.append(quote(kept + max(room, 0)))
        room -= size(blocks[-1]) - kept
    return blocks


def _beside(held: Citation, first: Citation, shown: Shown) -> Callable[[int], Block]:
    """Return what quotes a neighbour of the first citation in so many characters."""
    side: PhraseCode = "before" if held.row < first.row else "after"
    head = link(opening(held), shown.phrases[side], bold=True)
    parts = parts_of(held.passage)
    return lambda room: quote_block(head, held.passage, parts, room, shown)


def _meta(held: Citation, shown: Shown) -> Block:
    """Return file and lines, as editors name them, and the page's last change."""
    date = shown.changed.get(held.passage.path)
    changed = [filled(shown.phrases, "changed", date=date)] if date else []
    return context(" · ".join([cut(place(held.passage), MOST_CRUMB), *changed]))
