"""Somebody deletes a question: it gets no reply, and the reply it had goes with it."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltContext

from assistant.slack.bot import Bot


def register(app: App, bot: Bot) -> None:
    """Listen to `message_deleted`."""

    def deleted(event: Mapping[str, Any], context: BoltContext) -> None:
        channel, ts = str(event.get("channel")), str(event.get("deleted_ts"))
        bot.replying.withdraw(context.team_id or "", channel, ts)

    app.event({"type": "message", "subtype": "message_deleted"})(deleted)
