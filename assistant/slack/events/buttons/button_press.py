"""A button press: which button, pressed by whom, below which message; and how to reply to them.

Every button's listener is registered with `on_press`, which acknowledges the press first.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from assistant.slack.bot import Bot
from assistant.slack.replies.delivery import Send
from assistant.slack.replies.sending import responding, to_one

Body = Mapping[str, Any]  # Slack's own JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonPress:
    """What a `block_actions` payload says."""

    team: str
    user: str
    value: str  # what the button, or what was chosen in a menu, carries
    channel: str  # "" in App Home
    message_ts: str
    thread: str  # ts of the thread that the message is in, or ""
    private: bool  # only this person sees the message
    response_url: str
    trigger: str  # opens a dialog within three seconds
    message: Mapping[str, Any]  # empty if Slack does not send it

    @property
    def queue(self) -> str:
        """The queue that keeps this person's messages in order."""
        return f"{self.team}/{self.user}"

    def to_presser(self, client: WebClient) -> Send:
        """Return what sends a message that only this person sees, where they pressed."""
        if self.private or not self.channel:
            return responding(self.response_url)
        return to_one(client, self.channel, self.thread, self.user)


def on_press(
    app: App, bot: Bot, action: str | re.Pattern[str], respond: Callable[[Bot, ButtonPress], None]
) -> None:
    """Let `respond` handle each press of the buttons whose action id is `action` or matches it."""

    def pressed(ack: Ack, body: Body, context: BoltContext) -> None:
        ack()
        respond(bot, read_press(body, context.team_id or ""))

    app.action(action)(pressed)


def read_press(body: Body, team: str) -> ButtonPress:
    """Return what a `block_actions` payload says; whatever is missing in it is empty."""
    container, message = _table(body, "container"), _table(body, "message")
    action = (body.get("actions") or [{}])[0]
    return ButtonPress(
        team=team,
        user=str(_table(body, "user").get("id") or ""),
        value=str(action.get("value") or _table(action, "selected_option").get("value") or ""),
        channel=str(_table(body, "channel").get("id") or container.get("channel_id") or ""),
        message_ts=str(container.get("message_ts") or message.get("ts") or ""),
        thread=str(container.get("thread_ts") or message.get("thread_ts") or ""),
        private=bool(container.get("is_ephemeral")),
        response_url=str(body.get("response_url") or ""),
        trigger=str(body.get("trigger_id") or ""),
        message=message,
    )


def _table(body: Body, name: str) -> Mapping[str, Any]:
    value = body.get(name)
    return value if isinstance(value, Mapping) else {}
