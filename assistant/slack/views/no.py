"""An honest no as Slack shows it: why, whom to ask, and what is related."""

from assistant.answer import Answer
from assistant.answering.citation import Citation
from assistant.slack.views.block_kit import line, rich_text, section, text
from assistant.slack.views.fallback import fallback_text
from assistant.slack.views.frame import before, no_buttons, notices
from assistant.slack.views.message import MOST_TEXT, Block, Message
from assistant.slack.views.passage_parts import parts_of
from assistant.slack.views.quote import cited_list, fitted, place_link
from assistant.slack.views.reply_context import Shown
from assistant.slack.views.rich_text import quoted
from assistant.slack.views.size import size

MOST_NEAREST = 5  # links of what is related; more is a list of the playbook


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
