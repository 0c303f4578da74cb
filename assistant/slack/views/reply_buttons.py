"""What can be pressed under a reply."""

from dataclasses import dataclass

from assistant.phrases.phrasebook import phrase
from assistant.slack.views.block_kit import action_ids
from assistant.slack.views.block_kit.elements import actions, button, menu, thumb, thumbs
from assistant.slack.views.block_kit.message import Block
from assistant.slack.views.quoting.file_lines import file_and_lines
from assistant.slack.views.reply_context import ReplyContext
from index_builder.index.passage import Passage

_UP, _DOWN = "helpful", "not_helpful"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """What a press of the feedback buttons says."""

    answer_id: str
    helpful: bool


def answer_buttons(shown: ReplyContext, passage: Passage, *, has_more: bool) -> list[Block]:
    """Return the row under an answer that cites a passage first, and Slack's feedback buttons."""
    more = [button(action_ids.MORE, phrase("more"), shown.answer_id)] if has_more else []
    place = menu(action_ids.PLACE, file_and_lines(passage), shown.answer_id)
    row = actions(action_ids.REPLY, [*more, *_to_others(shown), place])
    return [row, _feedback(shown.answer_id)]


def no_buttons(shown: ReplyContext) -> list[Block]:
    """Return the row of buttons under a no, if there is anything to press."""
    row = _to_others(shown)
    return [actions(action_ids.REPLY, row)] if row else []


def _feedback(answer_id: str) -> Block:
    up = thumb(phrase("helpful"), f"{_UP} {answer_id}", label=phrase("helpful_label"))
    down = thumb(phrase("not_helpful"), f"{_DOWN} {answer_id}", label=phrase("not_helpful_label"))
    return thumbs(action_ids.THUMBS, action_ids.RATE, up, down)


def rating(value: str) -> Rating:
    """Return what the value of a pressed feedback button says."""
    verdict, _, answer_id = value.partition(" ")
    return Rating(answer_id=answer_id, helpful=verdict == _UP)


def _to_others(shown: ReplyContext) -> list[Block]:
    row: list[Block] = []
    if shown.has_owner:
        row.append(button(action_ids.ASK_PERSON, phrase("ask_person"), shown.answer_id))
    if shown.shareable:
        row.append(button(action_ids.SHARE, phrase("share"), shown.answer_id))
    return row
