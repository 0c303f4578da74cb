"""A sample question in App Home is chosen: the reply comes as a direct message."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext

from assistant.slack.bot import Bot
from assistant.slack.events.buttons.button_press import read_press
from assistant.slack.views.block_kit.action_ids import HOME_QUESTION


def register(app: App, bot: Bot) -> None:
    """Listen to the buttons."""

    def chosen(ack: Ack, body: Mapping[str, Any], context: BoltContext) -> None:
        ack()
        held = read_press(body, context.team_id or "")
        key = f"home {held.trigger}"
        question = bot.question(
            team=held.team,
            channel=held.user,  # Slack takes a user's id for the direct message with them
            ts=key,
            thread="",
            asker=held.user,
            text=held.value,
            surface="direct",
        )
        bot.replying.take(question, key)

    app.action(re.compile(f"^{HOME_QUESTION}"))(chosen)
