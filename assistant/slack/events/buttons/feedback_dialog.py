"""Somebody found an answer not helpful: a dialog asks what is wrong with it."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext

from assistant.slack.bot import Bot
from assistant.slack.events.buttons.button_press import read_press
from assistant.slack.views.block_kit.action_ids import NOT_HELPFUL
from assistant.slack.views.feedback import feedback_modal


def register(app: App, bot: Bot) -> None:
    """Listen to the button."""

    def chosen(ack: Ack, body: Mapping[str, Any], context: BoltContext) -> None:
        ack()
        held = read_press(body, context.team_id or "")
        client = bot.clients(held.team)
        dialog = feedback_modal(held.value)
        bot.do(held.lane, lambda: client.views_open(trigger_id=held.trigger, view=dialog))
        # It counts even if the dialog is not sent.
        bot.store.give_feedback(held.value, held.user, "not_helpful", "", bot.clock())
        bot.metrics.feedback.labels("not_helpful").inc()

    app.action(NOT_HELPFUL)(chosen)
