"""Somebody found an answer helpful."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext

from assistant.slack.bot import Bot
from assistant.slack.events.buttons.button_press import read_press
from assistant.slack.views.block_kit.action_ids import HELPFUL
from assistant.slack.views.short_messages import phrase_message


def register(app: App, bot: Bot) -> None:
    """Listen to the button."""

    def chosen(ack: Ack, body: Mapping[str, Any], context: BoltContext) -> None:
        ack()
        held = read_press(body, context.team_id or "")
        bot.store.give_feedback(held.value, held.user, "helpful", "", bot.clock())
        bot.metrics.feedback.labels("helpful").inc()
        bot.tell(held.lane, held.to_presser(bot.clients(held.team)), phrase_message("thanks"))

    app.action(HELPFUL)(chosen)
