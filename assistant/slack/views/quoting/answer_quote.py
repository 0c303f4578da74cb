"""The quote of an answer: its first citation and the neighbours that it continues in, as one.

It has the page's order, and "…" where something between two of its parts is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer
from assistant.slack.views.block_kit.elements import rich_text, section
from assistant.slack.views.block_kit.message import Block, text_size
from assistant.slack.views.quoting.chosen_parts import assembled, chosen, with_announced
from assistant.slack.views.quoting.page_order import cited_parts
from assistant.slack.views.quoting.passage_parts import Part
from assistant.slack.views.quoting.quote_block import rest_sentence
from assistant.slack.views.quoting.rich_text import quote_blocks
from assistant.slack.views.quoting.shortened import MOST_LINES, count_lines, shown_at
from assistant.slack.views.quoting.site_links import NO_LINKS, SiteLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerQuote:
    """The blocks that quote an answer, and whether they show all of its passages."""

    blocks: tuple[Block, ...]
    whole: bool


def answer_quote(
    answer: Answer,
    room: int,
    *,
    bold: bool = True,
    below: Sequence[Block] = (),
    links: SiteLinks = NO_LINKS,
) -> AnswerQuote:
    """Return the quote of an answer's passages, and `below` under it, in at most `room` characters.

    A long quote is shortened to what answers. That is bold, unless nothing else is shown, or `bold`
    is off. If something has no room, a sentence says so and links to the page.
    """
    first = answer.citations[0]
    parts, start = _parts(answer, links)
    room -= text_size(below)
    held = _held(parts, start)
    whole = len(held) == sum(part.kind != "gap" for part in parts)
    bold = bold and not all(parts[at].marked for at in held)
    for variant in (parts, _fewer_links(parts), _fewer_links(parts, marked=True)):
        blocks = quote_blocks(assembled(variant, held), bold=bold)
        if text_size(blocks) <= room:  # words count more than links
            return AnswerQuote(blocks=(*blocks, *below), whole=whole)
    rest = text_size(rest_sentence(first.passage, "rest"))
    kept = chosen(
        parts, held, start, lambda some: text_size(quote_blocks(some, bold=bold)) + rest <= room
    )
    says = rest_sentence(first.passage, "rest" if kept else "not_shown")
    blocks = [*quote_blocks(kept, bold=bold), rich_text(section(*says))]
    return AnswerQuote(blocks=(*blocks, *below), whole=False)


def _parts(answer: Answer, links: SiteLinks) -> tuple[list[Part], int]:
    """Return the parts of all passages in the page's order, and where the cited one starts."""
    parts = cited_parts((answer.citations[0], *answer.continued), links)
    start, end = answer.citations[0].passage.span
    cited = (
        at
        for at, part in enumerate(parts)
        if part.kind != "gap" and start <= part.span[0] and part.span[1] <= end
    )
    return parts, next(cited, 0)


def _held(parts: Sequence[Part], start: int) -> list[int]:
    """Return the places of the parts to show; without marks, of those from `start` on."""
    if any(part.marked for part in parts) or count_lines(parts) <= MOST_LINES:
        start = 0
    shown = with_announced(parts, [start + at for at in shown_at(parts[start:])])
    return [at for at in shown if parts[at].kind != "gap"]


def _fewer_links(parts: Sequence[Part], *, marked: bool = False) -> list[Part]:
    """Return parts without links, marked ones too if `marked`."""
    return [replace(part, links=()) if marked or not part.marked else part for part in parts]
