"""Somebody wants to see the whole section of an answer: only that person sees it."""

from slack_bolt import App

from assistant.slack.bot import Bot
from assistant.slack.events.buttons.button_press import ButtonPress, on_press
from assistant.slack.views.block_kit.action_ids import MORE
from assistant.slack.views.block_kit.message import Message
from assistant.slack.views.short_messages import phrase_message
from assistant.slack.views.whole_section import section_messages, section_of


def register(app: App, bot: Bot) -> None:
    """Listen to the button."""
    on_press(app, bot, MORE, _show)


def _show(bot: Bot, press: ButtonPress) -> None:
    send = press.to_presser(bot.clients(press.team))
    bot.tell(press.queue, send, *_messages(bot, press.value))


def _messages(bot: Bot, question_id: str) -> list[Message]:
    reply, generation = bot.store.reply(question_id), bot.serving.generation
    first = reply.passages[0] if reply and reply.passages else None
    passage = next((passage for passage in generation.passages if passage.id == first), None)
    if passage is None:
        return [phrase_message("gone")]
    return section_messages(section_of(passage, generation.passages))
