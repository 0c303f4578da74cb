"""The quote of an answer: its first citation and the neighbours that it continues in."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.answering.citation import Citation
from assistant.phrases.codes import PhraseCode
from assistant.phrases.phrasebook import phrase
from assistant.slack.views.block_kit.elements import link
from assistant.slack.views.block_kit.message import Block, text_size
from assistant.slack.views.quoting.passage_parts import passage_parts
from assistant.slack.views.quoting.quote_block import (
    QuoteBlock,
    citation_link,
    citation_url,
    quote_block,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerQuote:
    """The blocks that quote an answer, and whether they show all of its passages."""

    blocks: tuple[Block, ...]
    whole: bool


def answer_quote(answer: Answer, room: int) -> AnswerQuote:
    """Return the quote of an answer's passages in at most `room` characters."""
    first = answer.citations[0]
    beside = [_beside(neighbour, first) for neighbour in answer.continued]
    least = [text_size(quote(0).block) for quote in beside]
    room -= sum(least)
    parts = passage_parts(first.passage, first.marks)
    head = citation_link(first, bold=True)
    quotes = [quote_block(head, first.passage, parts, room)]
    room -= text_size(quotes[0].block)
    for quote, kept in zip(beside, least, strict=True):
        quotes.append(quote(kept + max(room, 0)))
        room -= text_size(quotes[-1].block) - kept
    return AnswerQuote(
        blocks=tuple(quote.block for quote in quotes), whole=all(quote.whole for quote in quotes)
    )


def _beside(neighbour: Citation, first: Citation) -> Callable[[int], QuoteBlock]:
    """Return a function that quotes a neighbour of the first citation in so many characters."""
    side: PhraseCode = "before" if neighbour.row < first.row else "after"
    head = link(citation_url(neighbour), phrase(side), bold=True)
    parts = passage_parts(neighbour.passage)
    return lambda room: quote_block(head, neighbour.passage, parts, room)
