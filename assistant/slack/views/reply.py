"""A reply as Slack shows it: an answer or an honest no, what else is relevant, buttons."""

from collections.abc import Callable

from assistant.answer import Answer
from assistant.answering.citation import Citation
from assistant.answering.place import place
from assistant.phrases.slack import PhraseCode, filled
from assistant.slack.views import actions as names
from assistant.slack.views.block_kit import (
    actions,
    button,
    context,
    line,
    link,
    person,
    rich_text,
    section,
    text,
)
from assistant.slack.views.fallback import fallback_text
from assistant.slack.views.message import MOST_MISSING, MOST_TEXT, Block, Message
from assistant.slack.views.passage_parts import parts_of
from assistant.slack.views.quote import (
    MOST_CRUMB,
    cited_list,
    crumb,
    fitted,
    opening,
    place_link,
    quote_block,
)
from assistant.slack.views.reply_context import Shown
from assistant.slack.views.rich_text import quoted
from assistant.slack.views.safe_text import cut
from assistant.slack.views.size import size

MOST_NEAREST = 5  # links of what is related; more is a list of the playbook
MOST_QUESTION = 300  # characters of a question that is repeated; who asked knows the rest
MOST_EXTRA = 500
MOST_NOTICE = 1_200  # with its links, which may take most of it


def reply_message(answer: Answer, shown: Shown) -> Message:
    """Return the message that replies to a question."""
    return answer_message(answer, shown) if answer.answered else no_message(answer, shown)


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


def no_message(answer: Answer, shown: Shown) -> Message:
    """Return the message of an abstention.

    Raises:
        ValueError: it is none.
    """
    if answer.reason is None:
        raise ValueError("this question has an answer")
    head = [*before(answer, shown), line(shown.replies[answer.reason])]
    tail: list[Block] = []
    if answer.reason == "not_in_playbook":
        nearest = answer.citations[:MOST_NEAREST]
        tail += [cited_list(shown.phrases["nearest"], nearest)] if nearest else []
        tail += notices(shown)
    if answer.confidence:  # it was looked up: somebody may know what the playbook doesn't say
        tail += no_buttons(shown)
    if answer.contact:
        room = MOST_TEXT - size([head, tail])
        head.append(_contact(answer.contact, shown, room))
    return Message(blocks=(*head, *tail), text=fallback_text(answer, shown))


def _contact(held: Citation, shown: Shown, room: int) -> Block:
    """Return the sentence that names whom to ask, under its title, above its place."""
    title, place = section(text(shown.phrases["contact"], bold=True)), section(place_link(held))
    parts = [part for part in parts_of(held.passage, held.marks) if part.marked]
    said = fitted(parts, room - size([title, place])).parts
    return rich_text(title, *quoted(said, bold=False), place)


def before(answer: Answer, shown: Shown) -> list[Block]:
    """Return who asked what, where that isn't to be seen, and what was looked up."""
    blocks: list[Block] = []
    question = cut(answer.question.strip(), MOST_QUESTION)
    if shown.asker:
        who = [person(shown.asker), text(f" {shown.phrases['asked']} ")]
        blocks.append(rich_text(section(*who, text(question, italic=True))))
    elif shown.shareable:
        asked = text(f"{shown.phrases['you_asked']} ")
        blocks.append(rich_text(section(asked, text(question, italic=True))))
    # Where nothing was near, how the words were spelt is beside the point.
    if (answer.earlier or answer.changed) and answer.reason != "off_topic":
        searched = f"{shown.phrases['searched_for']} {answer.searched}"
        blocks.append(context(cut(searched, MOST_QUESTION)))
    return blocks


def notices(shown: Shown) -> list[Block]:
    """Return the playbook's own words on its scope, and the administrators'."""
    blocks: list[Block] = []
    if shown.notice:
        passage = shown.notice.passage
        head = link(opening(shown.notice), crumb(passage))
        blocks.append(quote_block(head, passage, parts_of(passage), MOST_NOTICE, shown))
    if shown.extra_notice:
        blocks.append(context(cut(shown.extra_notice, MOST_EXTRA)))
    return blocks


def answer_buttons(shown: Shown) -> list[Block]:
    """Return the row of buttons under an answer."""
    phrases, value = shown.phrases, shown.answer_id
    row = [
        button(names.HELPFUL, phrases["helpful"], value),
        button(names.NOT_HELPFUL, phrases["not_helpful"], value),
    ]
    if shown.has_more:
        row.append(button(names.MORE, phrases["more"], value))
    return [actions(names.REPLY, [*row, *_to_others(shown)])]


def no_buttons(shown: Shown) -> list[Block]:
    """Return the row of buttons under a no; none where there is nothing to press."""
    row = _to_others(shown)
    return [actions(names.REPLY, row)] if row else []


def _to_others(shown: Shown) -> list[Block]:
    row: list[Block] = []
    if shown.has_owner:
        row.append(button(names.ASK_PERSON, shown.phrases["ask_person"], shown.answer_id))
    if shown.shareable:
        row.append(button(names.SHARE, shown.phrases["share"], shown.answer_id))
    return row
