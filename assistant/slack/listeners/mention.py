"""The bot is mentioned in a channel: the reply goes into the thread."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltContext

from assistant.slack.asking import hear
from assistant.slack.bot import Bot
from assistant.slack.hearing import said


def register(app: App, bot: Bot) -> None:
    """Listen to `app_mention`."""

    def mentioned(event: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> None:
        held = said(event, context.bot_user_id or "")
        if held:
            hear(bot, held, body, context.team_id or "")

    app.event("app_mention")(mentioned)
