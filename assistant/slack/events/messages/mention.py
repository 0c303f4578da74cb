"""The bot is mentioned in a channel: the reply goes into the thread.

Slack sends `app_mention` again when a message with a mention is edited.
"""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltContext

from assistant.slack.bot import Bot
from assistant.slack.events.messages.hearing import heard_message
from assistant.slack.events.messages.taking import correct_reply, take_message


def register(app: App, bot: Bot) -> None:
    """Listen to `app_mention`."""

    def mentioned(event: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> None:
        message, team = heard_message(event, context.bot_user_id or ""), context.team_id or ""
        if (
            message
            and message.edited_after is not None
            and bot.store.has(team, message.channel, message.ts)
        ):
            correct_reply(bot, message, team)
        elif message:
            take_message(bot, message, body, team)

    app.event("app_mention")(mentioned)
