"""What stands around a reply: the question where it isn't to be seen, notices, buttons."""

from assistant.answer import Answer
from assistant.slack.views import actions as names
from assistant.slack.views.block_kit import (
    actions,
    button,
    context,
    link,
    person,
    rich_text,
    section,
    text,
)
from assistant.slack.views.message import Block
from assistant.slack.views.passage_parts import parts_of
from assistant.slack.views.quote import crumb, opening, quote_block
from assistant.slack.views.reply_context import Shown
from assistant.slack.views.safe_text import cut

MOST_QUESTION = 300  # characters of a question that is repeated; who asked knows the rest
MOST_EXTRA = 500
MOST_NOTICE = 1_200  # with its links, which may take most of it


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
