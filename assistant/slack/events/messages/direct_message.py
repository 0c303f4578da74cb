"""Somebody writes to the bot alone, in a direct message or the agent view: always a reply."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltContext

from assistant.slack.bot import Bot
from assistant.slack.events.messages.hearing import heard_message
from assistant.slack.events.messages.taking import take_message


def _is_direct(event: Mapping[str, Any]) -> bool:
    return event.get("channel_type") == "im"


def register(app: App, bot: Bot) -> None:
    """Listen to `message` in direct messages."""

    def wrote(event: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> None:
        held = heard_message(event, context.bot_user_id or "")
        if held:
            take_message(bot, held, body, context.team_id or "")

    app.event("message", matchers=[_is_direct])(wrote)
