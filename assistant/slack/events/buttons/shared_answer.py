"""A private reply is shared in the channel, with the name of who asked."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext

from assistant.slack.bot import Bot
from assistant.slack.events.buttons.button_press import read_press
from assistant.slack.views.block_kit.action_ids import SHARE
from assistant.slack.views.short_messages import phrase_message


def register(app: App, bot: Bot) -> None:
    """Listen to the button."""

    def chosen(ack: Ack, body: Mapping[str, Any], context: BoltContext) -> None:
        ack()
        held = read_press(body, context.team_id or "")
        reply = bot.store.reply(held.value)
        if reply is None or not bot.replying.composing.may_share(reply.question):
            bot.tell(held.lane, held.to_presser(bot.clients(held.team)), phrase_message("gone"))
            return
        key = f"share {reply.question.id}"
        question = bot.question(
            team=held.team,
            channel=reply.question.channel,
            ts=key,
            thread="",
            asker=held.user,
            text=reply.question.text,
            surface="channel",
            response_url=held.response_url,
        )
        bot.replying.take(question, key)

    app.action(SHARE)(chosen)
