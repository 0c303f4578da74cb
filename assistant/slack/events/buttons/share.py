"""Somebody shares a private reply in the channel, under their name."""

from slack_bolt import App

from assistant.slack.bot import Bot
from assistant.slack.events.buttons.button_press import ButtonPress, on_press
from assistant.slack.views.block_kit.action_ids import SHARE
from assistant.slack.views.short_messages import phrase_message


def register(app: App, bot: Bot) -> None:
    """Listen to the button."""
    on_press(app, bot, SHARE, _share)


def _share(bot: Bot, press: ButtonPress) -> None:
    reply = bot.store.reply(press.value)
    if reply is None or not bot.replying.composing.may_share(reply.question):
        bot.tell(press.queue, press.to_presser(bot.clients(press.team)), phrase_message("gone"))
        return
    key = f"share {reply.question.id}"
    question = bot.question(
        team=press.team,
        channel=reply.question.channel,
        ts=key,
        thread="",
        asker=press.user,
        text=reply.question.text,
        surface="channel",
        response_url=press.response_url,
    )
    bot.replying.take(question, key)
