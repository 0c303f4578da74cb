"""The JSON that Slack sends to an app: event envelopes, commands, interactions.

Shapes as in Slack's documentation ("Events API", "Slash commands", "Interaction payloads"); the
tests of the fake hold them against the types of npm @slack/types and @slack/bolt.
"""

import html
import re
import time
from typing import Any

from .settings import AppSettings
from .values import Channel, Json, Message, User
from .workspace import Installation, Workspace

_NAME_OF_KIND = {"im": "directmessage", "group": "privategroup", "mpim": "privategroup"}


# The parts of a text that are Slack's own markup: mentions as its clients insert them, and links.
_MARKUP = re.compile(r"(<(?:[@#!]|https?://|mailto:)[^<>]*>)")
_ADDRESS = re.compile(r"https?://[^\s<>]+")


def typed(text: str) -> str:
    """Return what somebody typed as Slack stores it: `&`, `<`, `>` escaped, addresses as links."""
    parts = _MARKUP.split(text)
    parts[::2] = [_ADDRESS.sub(r"<\g<0>>", html.escape(part, quote=False)) for part in parts[::2]]
    return "".join(parts)


def typed_blocks(text: str, block_id: str) -> list[Json]:
    """Return the blocks that Slack makes of what was typed; their text is unchanged."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return [{"type": "rich_text", "block_id": block_id, "elements": [section]}]


def text_body(workspace: Workspace, user: User, text: str) -> Json:
    """Return a person's message as Slack stores it: the text, and the same as blocks."""
    ts = workspace.new_ts()
    number = ts.replace(".", "")
    return {
        "type": "message",
        "user": user.id,
        "ts": ts,
        "client_msg_id": f"{number[:8]}-{number[8:12]}-4000-8000-{number[-12:]}",
        "text": typed(text),
        "team": user.team.id,
        "blocks": typed_blocks(text, ts[-5:]),
    }


def bot_body(workspace: Workspace, bot: User, app: Json, text: str) -> Json:
    """Return a bot's message as Slack stores it."""
    return {
        "type": "message",
        "user": bot.id,
        "ts": workspace.new_ts(),
        "bot_id": bot.bot_id,
        "app_id": app["id"],
        "text": text,
        "team": bot.team.id,
        "bot_profile": {
            "id": bot.bot_id,
            "deleted": False,
            "name": app["name"],
            "updated": 1700000000,
            "app_id": app["id"],
            "user_id": bot.id,
            "icons": {f"image_{size}": f"https://slack.example/{size}.png" for size in (36, 48)},
            "team_id": bot.team.id,
        },
    }


def message_event(message: Message) -> Json:
    """Return the `message` event of a post."""
    return {
        **message.body,
        "channel": message.channel.id,
        "event_ts": message.ts,
        "channel_type": message.channel.kind,
    }


def mention_event(message: Message) -> Json:
    """Return the `app_mention` event of a post."""
    body = {key: value for key, value in message.body.items() if key != "subtype"}
    body["type"] = "app_mention"
    return {**body, "channel": message.channel.id, "event_ts": message.ts}


def changed_event(message: Message, event_ts: str) -> Json:
    """Return the `message_changed` event: the message as it is and as it was."""
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": {**message.body, "source_team": message.channel.team.id},
        "previous_message": message.before[-1],
        "channel": message.channel.id,
        "hidden": True,
        "ts": event_ts,
        "event_ts": event_ts,
        "channel_type": message.channel.kind,
    }


def deleted_event(message: Message, event_ts: str) -> Json:
    """Return the `message_deleted` event."""
    return {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": message.body,
        "channel": message.channel.id,
        "hidden": True,
        "deleted_ts": message.ts,
        "event_ts": event_ts,
        "ts": event_ts,
        "channel_type": message.channel.kind,
    }


def home_event(user: User, channel: Channel, tab: str, view: Json | None, ts: str) -> Json:
    """Return the `app_home_opened` event; the view is there once one was published."""
    event: Json = {
        "type": "app_home_opened",
        "user": user.id,
        "channel": channel.id,
        "tab": tab,
        "event_ts": ts,
    }
    return {**event, "view": view} if view and tab == "home" else event


def envelope(workspace: Workspace, installed: Installation, event: Json, shared: bool) -> Json:
    """Return an event in the envelope that the Events API puts around it."""
    app = workspace.app
    authorization = {
        "enterprise_id": None,
        "team_id": installed.team.id,
        "user_id": installed.bot.id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": app.verification,
        "team_id": installed.team.id,
        "context_team_id": installed.team.id,
        "context_enterprise_id": None,
        "api_app_id": app.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": workspace.new_id("Ev"),
        "event_time": int(time.time()),
        "authorizations": [authorization],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{workspace.new_id('eyJ')}",
    }


def command(
    app: AppSettings, channel: Channel, user: User, name: str, text: str, **made: str
) -> Json:
    """Return a slash command; `made` holds its trigger_id and response_url."""
    return {
        "token": app.verification,
        "team_id": user.team.id,
        "team_domain": user.team.domain,
        "channel_id": channel.id,
        "channel_name": _NAME_OF_KIND.get(channel.kind, channel.name),
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": text,
        "api_app_id": app.app_id,
        "is_enterprise_install": "false",
        **made,
    }


def interaction(app: AppSettings, kind: str, user: User, trigger_id: str) -> Json:
    """Return what every interaction holds."""
    return {
        "type": kind,
        "user": {
            "id": user.id,
            "username": user.name,
            "name": user.name,
            "team_id": user.team.id,
        },
        "api_app_id": app.app_id,
        "token": app.verification,
        "trigger_id": trigger_id,
        "team": {"id": user.team.id, "domain": user.team.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def channel_of(channel: Channel) -> Json:
    """Return a channel as interactions name it."""
    return {"id": channel.id, "name": _NAME_OF_KIND.get(channel.kind, channel.name)}


def action(element: Json, block_id: str, action_ts: str, chosen: Json | None) -> Json:
    """Return one element of `actions`: what was pressed, or chosen of it."""
    names = ("action_id", "type", "text", "value", "style", "url", "confirm")
    kept: dict[str, Any] = {name: element[name] for name in names if name in element}
    return {**kept, "block_id": block_id, "action_ts": action_ts, **(chosen or {})}
