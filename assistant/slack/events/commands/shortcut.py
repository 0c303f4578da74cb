"""The message shortcut: looks up somebody's message; only whoever chose it sees the reply."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext

from assistant.slack.bot import Bot
from assistant.slack.events.messages.hearing import plain_text
from assistant.slack.setup.app_manifest import FIND


def register(app: App, bot: Bot) -> None:
    """Listen to the shortcut."""

    def chosen(ack: Ack, shortcut: Mapping[str, Any], context: BoltContext) -> None:
        key = f"shortcut {shortcut['trigger_id']}"
        question = bot.question(
            team=context.team_id or "",
            channel=str(shortcut["channel"]["id"]),
            ts=key,
            thread=key,
            asker=str(shortcut["user"]["id"]),
            text=plain_text(str(shortcut["message"].get("text") or "")),
            surface="private",
            response_url=str(shortcut["response_url"]),
        )
        bot.replying.take(question, key)
        ack()

    app.message_shortcut(FIND)(chosen)
