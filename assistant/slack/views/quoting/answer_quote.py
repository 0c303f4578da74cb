"""The quote of an answer: its first citation and the neighbours that it continues in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer
from assistant.answering.citation import Citation
from assistant.phrases.codes import PhraseCode
from assistant.phrases.phrasebook import phrase
from assistant.slack.views.block_kit.elements import link
from assistant.slack.views.block_kit.message import Block, text_size
from assistant.slack.views.quoting.passage_parts import Part, passage_parts
from assistant.slack.views.quoting.quote_block import QuoteBlock, citation_url, quote_block
from assistant.slack.views.quoting.shortened import Shortened, labelled_parts, shortened


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerQuote:
    """The blocks that quote an answer, and whether they show all of its passages."""

    blocks: tuple[Block, ...]
    whole: bool


def answer_quote(
    answer: Answer, room: int, *, bold: bool = True, below: Sequence[Block] = ()
) -> AnswerQuote:
    """Return the quote of an answer's passages in at most `room` characters.

    `below` stands under the first passage. Nothing is bold unless `bold`.
    """
    first = answer.citations[0]
    parts = labelled_parts(first)
    beside = [_beside(neighbour, first, parts, bold=bold) for neighbour in answer.continued]
    least = [text_size(quote(0).block) for quote in beside]
    room -= sum(least) + text_size(below)
    kept = shortened(parts)
    quotes = [_quoted(None, first, kept, room, bold=bold)]
    room -= text_size(quotes[0].block)
    for quote, taken in zip(beside, least, strict=True):
        quotes.append(quote(taken + max(room, 0)))
        room -= text_size(quotes[-1].block) - taken
    shown, *others = [quote.block for quote in quotes]
    first_block = [shown] if shown["elements"] else []  # some passages are nothing but headings
    return AnswerQuote(
        blocks=(*first_block, *below, *others), whole=all(quote.whole for quote in quotes)
    )


def _beside(
    neighbour: Citation, first: Citation, parts: Sequence[Part], *, bold: bool
) -> Callable[[int], QuoteBlock]:
    """Return a function that quotes a neighbour of the first citation in so many characters.

    Where the answer reaches the end that the neighbour continues, the neighbour is part of it, and
    is not shortened.
    """
    is_before = neighbour.row < first.row
    side: PhraseCode = "before" if is_before else "after"
    head = link(citation_url(neighbour), phrase(side), bold=bold)
    reached = parts and parts[0 if is_before else -1].marked
    whole = passage_parts(neighbour.passage)
    kept = Shortened(parts=whole, whole=True) if reached else shortened(whole)
    return lambda room: _quoted(head, neighbour, kept, room, bold=False)


def _quoted(
    head: Block | None, citation: Citation, kept: Shortened, room: int, *, bold: bool
) -> QuoteBlock:
    quote = quote_block(head, citation.passage, kept.parts, room, bold=bold)
    return replace(quote, whole=quote.whole and kept.whole)
