"""Somebody edits a question shortly after asking: its reply is corrected in place."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltContext

from assistant.slack.bot import Bot
from assistant.slack.events.messages.hearing import edited_message
from assistant.slack.events.messages.taking import correct_reply


def register(app: App, bot: Bot) -> None:
    """Listen to `message_changed`, which Slack also sends when a link is unfurled."""

    def changed(event: Mapping[str, Any], context: BoltContext) -> None:
        message = edited_message(event, context.bot_user_id or "")
        if message:
            correct_reply(bot, message, context.team_id or "")

    app.event({"type": "message", "subtype": "message_changed"})(changed)
