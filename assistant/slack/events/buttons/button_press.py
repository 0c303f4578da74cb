"""A button that was pressed: which, by whom, beneath what; and how to answer that person alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient

from assistant.slack.replies.delivery import Send
from assistant.slack.replies.sending import responding, to_one

Body = Mapping[str, Any]  # Slack's own JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonPress:
    """What a `block_actions` payload says."""

    team: str
    user: str
    value: str  # what the button carries
    channel: str  # "" in App Home
    message_ts: str
    thread: str  # of the message, "" where it is in none
    private: bool  # the message is seen by this person alone
    response_url: str
    trigger: str  # opens a dialog within three seconds
    message: Mapping[str, Any]  # empty where Slack sends none along

    @property
    def lane(self) -> str:
        """What its consequences keep the order of."""
        return f"{self.team}/{self.user}"

    def to_presser(self, client: WebClient) -> Send:
        """Return what this person alone sees, where they pressed."""
        if self.private or not self.channel:
            return responding(self.response_url)
        return to_one(client, self.channel, self.thread, self.user)


def read_press(body: Body, team: str) -> ButtonPress:
    """Return what a `block_actions` payload says; what is missing in it is empty."""
    container, message = _table(body, "container"), _table(body, "message")
    action = (body.get("actions") or [{}])[0]
    ts = str(container.get("message_ts") or message.get("ts") or "")
    return ButtonPress(
        team=team,
        user=str(_table(body, "user").get("id") or ""),
        value=str(action.get("value") or ""),
        channel=str(_table(body, "channel").get("id") or container.get("channel_id") or ""),
        message_ts=ts,
        thread=str(container.get("thread_ts") or message.get("thread_ts") or ""),
        private=bool(container.get("is_ephemeral")),
        response_url=str(body.get("response_url") or ""),
        trigger=str(body.get("trigger_id") or ""),
        message=message,
    )


def _table(body: Body, name: str) -> Mapping[str, Any]:
    held = body.get(name)
    return held if isinstance(held, Mapping) else {}
