"""Somebody wants to know the file and lines of an answer: only that person sees them."""

from slack_bolt import App

from assistant.slack.bot import Bot
from assistant.slack.events.buttons.button_press import ButtonPress, on_press
from assistant.slack.events.buttons.cited import first_cited
from assistant.slack.views.block_kit.action_ids import PLACE
from assistant.slack.views.short_messages import phrase_message
from assistant.slack.views.source_place import place_message


def register(app: App, bot: Bot) -> None:
    """Listen to the menu."""
    on_press(app, bot, PLACE, _show)


def _show(bot: Bot, press: ButtonPress) -> None:
    passage = first_cited(bot.serving.generation, bot.store.reply(press.value))
    message = place_message(passage) if passage else phrase_message("gone")
    bot.tell(press.queue, press.to_presser(bot.clients(press.team)), message)
