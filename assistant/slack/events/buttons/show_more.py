"""Somebody wants to see the whole section of an answer: only that person sees it."""

from collections.abc import Mapping, Sequence

from slack_bolt import App

from assistant.slack.bot import Bot
from assistant.slack.events.buttons.button_press import ButtonPress, on_press
from assistant.slack.events.buttons.cited import first_cited
from assistant.slack.memory.slack_question import RecordedReply
from assistant.slack.views.block_kit.action_ids import MORE
from assistant.slack.views.block_kit.message import Message
from assistant.slack.views.quoting.site_links import links_of
from assistant.slack.views.short_messages import phrase_message
from assistant.slack.views.whole_section import section_messages, section_of
from index_builder.index.generation import Generation
from index_builder.index.passage import Sentence


def register(app: App, bot: Bot) -> None:
    """Listen to the button."""
    on_press(app, bot, MORE, _show)


def _show(bot: Bot, press: ButtonPress) -> None:
    send = press.to_presser(bot.clients(press.team))
    bot.tell(press.queue, send, *_messages(bot, press.value))


def _messages(bot: Bot, question_id: str) -> list[Message]:
    reply, generation = bot.store.reply(question_id), bot.serving.generation
    passage = first_cited(generation, reply)
    if reply is None or passage is None:
        return [phrase_message("gone")]
    section = section_of(passage, generation.passages)
    return section_messages(section, _marks(bot, generation, reply), links_of(generation))


def _marks(
    bot: Bot, generation: Generation, reply: RecordedReply
) -> Mapping[str, Sequence[Sentence]]:
    """Return what answers in the passage that a reply cited first, by the passage's id.

    The question is answered again, since the marks are not kept. Without a sure answer from the
    same passage nothing is marked.
    """
    answer = bot.replying.composing.answer(generation, reply.question)
    first = answer.citations[0] if answer.sure and answer.citations else None
    same = first is not None and first.passage.id == reply.passages[0]
    return {first.passage.id: first.marks} if first and same else {}
