"""Somebody wants a person to be asked."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext

from assistant.slack.bot import Bot
from assistant.slack.events.buttons.button_press import read_press
from assistant.slack.events.buttons.passing_on import pass_on
from assistant.slack.views.block_kit.action_ids import ASK_PERSON


def register(app: App, bot: Bot) -> None:
    """Listen to the button."""

    def chosen(ack: Ack, body: Mapping[str, Any], context: BoltContext) -> None:
        ack()
        pass_on(bot, read_press(body, context.team_id or ""))

    app.action(ASK_PERSON)(chosen)
