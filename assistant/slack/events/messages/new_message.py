"""A message to the bot alone, or in a channel, where it need not mention the bot.

To the bot alone, in a direct message or the agent view, there is always a reply. In a channel,
follow-ups in a thread that the bot has replied in get one and, if the channel's mode says so, all
questions. A mention comes both here and as `app_mention`; whichever comes first is answered.
"""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltContext

from assistant.slack.bot import Bot
from assistant.slack.events.messages.hearing import heard_message
from assistant.slack.events.messages.taking import take_message


def register(app: App, bot: Bot) -> None:
    """Listen to `message`."""

    def wrote(event: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> None:
        message = heard_message(event, context.bot_user_id or "")
        if message:
            take_message(bot, message, body, context.team_id or "")

    app.event("message")(wrote)
