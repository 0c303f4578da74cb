"""A message in a channel without a mention: a follow-up in a thread that the bot has replied in.

Where the channel's mode says so, any question. A mention comes here too, beside `app_mention`:
whichever is first is answered.
"""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltContext

from assistant.slack.bot import Bot
from assistant.slack.events.messages.hearing import heard_message
from assistant.slack.events.messages.taking import take_message


def register(app: App, bot: Bot) -> None:
    """Listen to `message` in channels."""

    def wrote(event: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> None:
        held = heard_message(event, context.bot_user_id or "")
        if held:
            take_message(bot, held, body, context.team_id or "")

    app.event("message")(wrote)
