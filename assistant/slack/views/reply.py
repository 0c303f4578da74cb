"""A reply as Slack shows it: an answer or an honest no, what else is relevant, buttons."""

from assistant.answer import Answer
from assistant.answering.citation import Citation
from assistant.phrases.dates import written_date
from assistant.phrases.phrasebook import phrase
from assistant.slack.views.block_kit.elements import (
    header,
    line,
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
from assistant.slack.views.listed import listed
from assistant.slack.views.notices import limited_words, notices
from assistant.slack.views.quoting.answer_quote import answer_quote
from assistant.slack.views.quoting.chosen_parts import assembled
from assistant.slack.views.quoting.file_lines import file_and_lines
from assistant.slack.views.quoting.passage_parts import passage_parts
from assistant.slack.views.quoting.quote_block import (
    citation_link,
    citation_url,
    cited_list,
    fitted,
)
from assistant.slack.views.quoting.rich_text import quote_elements
from assistant.slack.views.reply_buttons import answer_buttons, no_buttons
from assistant.slack.views.reply_context import ReplyContext

MOST_QUESTION = 300  # characters of a repeated question; the asker knows the rest


def reply_message(answer: Answer, shown: ReplyContext) -> Message:
    """Return the message that replies to a question."""
    return answer_message(answer, shown) if answer.answered else no_message(answer, shown)


def answer_message(answer: Answer, shown: ReplyContext) -> Message:
    """Return an answer's message; the quotes get the room that everything else leaves.

    Only an answer without reserve has bold words; the other has a heading that says what it is.
    """
    first = answer.citations[0]
    head = before(answer, shown)
    if not answer.sure:
        head += _reserve(answer)
    tail = [*cited_list(phrase("also"), listed(answer), bold=answer.sure), *notices(shown)]
    buttons = answer_buttons(shown, first.passage, has_more=True)
    room = MOST_TEXT - text_size([head, tail, buttons])
    quote = answer_quote(
        answer, room, bold=answer.sure, below=[_place(first, shown)], links=shown.links
    )
    has_more = shown.has_more or not quote.whole
    buttons = answer_buttons(shown, first.passage, has_more=has_more)
    blocks = (*head, *quote.blocks, *tail, *buttons)
    return Message(blocks=blocks, text=fallback_text(answer))


def _reserve(answer: Answer) -> list[Block]:
    """Return the heading of an unsure answer, and what of the question it does not mention."""
    elements = [text(phrase("read_source"))]
    if answer.missing:
        words = cut(", ".join(answer.missing), MOST_MISSING)
        elements += [text(f"\n{phrase('missing')} "), text(words, italic=True)]
    return [header(phrase("may_answer")), rich_text(section(*elements))]


def _place(citation: Citation, shown: ReplyContext) -> Block:
    """Return the breadcrumb as a link, and when the page last changed.

    Where no link can be made, file and lines say where it stands.
    """
    date = shown.changed.get(citation.passage.path)
    words = f" · {phrase('page_changed', date=written_date(date))}" if date else ""
    if not citation_url(citation):
        words = f" · {file_and_lines(citation.passage)}{words}"
    return rich_text(section(citation_link(citation), *([text(words)] if words else [])))


def no_message(answer: Answer, shown: ReplyContext) -> Message:
    """Return the message of an abstention.

    Raises:
        ValueError: the question has an answer.
    """
    if answer.reason is None:
        raise ValueError("this question has an answer")
    is_limited = shown.limited and answer.reason in ("not_in_playbook", "off_topic")
    said = limited_words(shown) if is_limited else phrase(answer.reason)
    head = [*before(answer, shown), line(said)]
    tail: list[Block] = []
    tail += cited_list(phrase("nearest"), listed(answer))
    if answer.confidence:  # it was looked up: somebody may know what the playbook doesn't say
        tail += no_buttons(shown)
    if answer.contact:
        room = MOST_TEXT - text_size([head, tail])
        head.append(_contact(answer.contact, room))
    return Message(blocks=(*head, *tail), text=fallback_text(answer, no=said))


def _contact(contact: Citation, room: int) -> Block:
    """Return the sentence that names whom to ask, between a title and a link to its place."""
    title, place = section(text(phrase("contact"), bold=True)), section(citation_link(contact))
    parts = passage_parts(contact.passage, contact.marks)
    said = assembled(parts, [at for at, part in enumerate(parts) if part.marked])
    kept = fitted(said, room - text_size([title, place])).parts
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
    if answer.reason != "off_topic":
        if answer.changed:
            words = f"{phrase('searched_for')} {answer.own}"
            blocks.append(small_print(cut(words, MOST_QUESTION)))
        blocks += [
            small_print(phrase("together", question=cut(earlier, MOST_QUESTION)))
            for earlier in answer.earlier
        ]
    return blocks
