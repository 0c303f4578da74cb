"""A reply as Slack shows it: an answer or an honest no, what else is relevant, buttons."""

from assistant.answer import Answer
from assistant.answering.citation import Citation
from assistant.answering.place import place
from assistant.phrases.phrasebook import phrase
from assistant.slack.views.block_kit import action_ids
from assistant.slack.views.block_kit.elements import (
    actions,
    button,
    line,
    link,
    person,
    rich_text,
    section,
    small_print,
    text,
)
from assistant.slack.views.block_kit.message import (
    MOST_MISSING,
    MOST_TEXT,
    Block,
    Message,
    text_size,
)
from assistant.slack.views.block_kit.safe_text import cut
from assistant.slack.views.fallback import fallback_text
from assistant.slack.views.quoting.answer_quote import answer_quote
from assistant.slack.views.quoting.passage_parts import passage_parts
from assistant.slack.views.quoting.quote_block import (
    MOST_BREADCRUMB,
    citation_link,
    citation_url,
    cited_list,
    fitted,
    quote_block,
    short_breadcrumb,
)
from assistant.slack.views.quoting.rich_text import quote_elements
from assistant.slack.views.reply_context import ReplyContext

MOST_NEAREST = 5  # links to related passages; more would be a table of contents
MOST_QUESTION = 300  # characters of a repeated question; the asker knows the rest
MOST_EXTRA = 500
MOST_NOTICE = 1_200  # with its links, which may take most of it


def reply_message(answer: Answer, shown: ReplyContext) -> Message:
    """Return the message that replies to a question."""
    return answer_message(answer, shown) if answer.answered else no_message(answer, shown)


def answer_message(answer: Answer, shown: ReplyContext) -> Message:
    """Return an answer's message; the quotes get the room that everything else leaves."""
    head = before(answer, shown)
    if not answer.sure:
        head.append(_reserve(answer))
    tail = [*cited_list(phrase("also"), answer.also), *notices(shown)]
    buttons = answer_buttons(shown, has_more=True)
    first = answer.citations[0]
    head.append(rich_text(section(citation_link(first, bold=True))))
    room = MOST_TEXT - text_size([head, tail, buttons])
    quote = answer_quote(answer, room, below=[_meta(first, shown)], links=shown.links)
    buttons = answer_buttons(shown, has_more=shown.has_more or not quote.whole)
    blocks = (*head, *quote.blocks, *tail, *buttons)
    return Message(blocks=blocks, text=fallback_text(answer))


def _reserve(answer: Answer) -> Block:
    """Return the sentence for an unsure answer, and what of the question it does not mention."""
    elements = [text(phrase("may_answer"), italic=True)]
    if answer.missing:
        words = cut(", ".join(answer.missing), MOST_MISSING)
        elements += [text(f"\n{phrase('missing')} "), text(words, bold=True)]
    return rich_text(section(*elements))


def _meta(citation: Citation, shown: ReplyContext) -> Block:
    """Return file and lines, as editors name them, and when the page last changed."""
    date = shown.changed.get(citation.passage.path)
    changed = [phrase("changed", date=date)] if date else []
    return small_print(" · ".join([cut(place(citation.passage), MOST_BREADCRUMB), *changed]))


def no_message(answer: Answer, shown: ReplyContext) -> Message:
    """Return the message of an abstention.

    Raises:
        ValueError: the question has an answer.
    """
    if answer.reason is None:
        raise ValueError("this question has an answer")
    head = [*before(answer, shown), line(phrase(answer.reason))]
    tail: list[Block] = []
    if answer.reason == "not_in_playbook":
        nearest = answer.citations[:MOST_NEAREST]
        tail += [*cited_list(phrase("nearest"), nearest), *notices(shown)]
    if answer.confidence:  # it was looked up: somebody may know what the playbook doesn't say
        tail += no_buttons(shown)
    if answer.contact:
        room = MOST_TEXT - text_size([head, tail])
        head.append(_contact(answer.contact, room))
    return Message(blocks=(*head, *tail), text=fallback_text(answer))


def _contact(contact: Citation, room: int) -> Block:
    """Return the sentence that names whom to ask, between a title and a link to its place."""
    title, place = section(text(phrase("contact"), bold=True)), section(citation_link(contact))
    parts = [part for part in passage_parts(contact.passage, contact.marks) if part.marked]
    kept = fitted(parts, room - text_size([title, place])).parts
    return rich_text(title, *quote_elements(kept, bold=False), place)


def before(answer: Answer, shown: ReplyContext) -> list[Block]:
    """Return who asked what, unless that can be seen above the reply, and what was searched for."""
    blocks: list[Block] = []
    question = cut(answer.question.strip(), MOST_QUESTION)
    if shown.asker:
        who = [person(shown.asker), text(f" {phrase('asked')} ")]
        blocks.append(rich_text(section(*who, text(question, italic=True))))
    elif shown.shareable:
        asked = text(f"{phrase('you_asked')} ")
        blocks.append(rich_text(section(asked, text(question, italic=True))))
    # If nothing was near, how the words were spelt does not matter.
    if (answer.earlier or answer.changed) and answer.reason != "off_topic":
        searched = f"{phrase('searched_for')} {answer.searched}"
        blocks.append(small_print(cut(searched, MOST_QUESTION)))
    return blocks


def notices(shown: ReplyContext) -> list[Block]:
    """Return the playbook's own words on its scope, and the administrators'."""
    blocks: list[Block] = []
    if shown.notice:
        passage = shown.notice.passage
        head = link(citation_url(shown.notice), short_breadcrumb(passage))
        blocks.append(quote_block(head, passage, passage_parts(passage), MOST_NOTICE).block)
    if shown.extra_notice:
        blocks.append(small_print(cut(shown.extra_notice, MOST_EXTRA)))
    return blocks


def answer_buttons(shown: ReplyContext, *, has_more: bool) -> list[Block]:
    """Return the row of buttons under an answer."""
    value = shown.answer_id
    row = [
        button(action_ids.HELPFUL, phrase("helpful"), value),
        button(action_ids.NOT_HELPFUL, phrase("not_helpful"), value),
    ]
    if has_more:
        row.append(button(action_ids.MORE, phrase("more"), value))
    return [actions(action_ids.REPLY, [*row, *_to_others(shown)])]


def no_buttons(shown: ReplyContext) -> list[Block]:
    """Return the row of buttons under a no, if there is anything to press."""
    row = _to_others(shown)
    return [actions(action_ids.REPLY, row)] if row else []


def _to_others(shown: ReplyContext) -> list[Block]:
    row: list[Block] = []
    if shown.has_owner:
        row.append(button(action_ids.ASK_PERSON, phrase("ask_person"), shown.answer_id))
    if shown.shareable:
        row.append(button(action_ids.SHARE, phrase("share"), shown.answer_id))
    return row
