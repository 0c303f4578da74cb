"""The app's manifest: what Slack needs to know about the app, with as few scopes as will do.

It follows Slack's manifest schema 2.0; Slack's reference says which scope each event and method
needs.
"""

from collections.abc import Mapping
from typing import Any

COMMAND = "/playbook"
SHORTCUT = "Find in the playbook"  # the message shortcut
FIND = "find_in_playbook"  # its callback id
_DESCRIPTION = "Answers from the playbook, in its own words, with a link to the place."

# Each scope with what does not work without it, as `--check` says it.
_SCOPES: Mapping[str, str] = {
    "app_mentions:read": "mentions are not heard",
    "assistant:write": "no questions to try are shown beside a direct message",
    "chat:write": "nothing can be answered",
    "commands": f"neither {COMMAND} nor “{SHORTCUT}” works",
    "im:history": "direct messages are not heard",
}
_EVENTS = ("app_home_opened", "app_mention", "message.im")
# For follow-ups without a mention, edits, and modes that answer unmentioned questions; for knowing
# who belongs to a user group that is asked, and for looking up what the settings name.
_FURTHER_SCOPES: Mapping[str, str] = {
    "channels:history": "in public channels only mentions are heard: no follow-ups, no edits",
    "channels:read": "the public channels in the settings can't be looked up",
    "groups:history": "in private channels only mentions are heard: no follow-ups, no edits",
    "groups:read": "the private channels in the settings can't be looked up",
    "usergroups:read": "members of a user group that is asked can't mark questions as answered",
    "users:read": "the people in the settings can't be looked up",
}
_THREAD_EVENTS = ("message.channels", "message.groups")
_OAUTH_EVENTS = ("app_uninstalled", "tokens_revoked")


def scopes(*, mentions_only: bool = False) -> list[str]:
    """Return the bot's scopes, sorted."""
    return sorted(scope_uses(mentions_only=mentions_only))


def scope_uses(*, mentions_only: bool = False) -> dict[str, str]:
    """Return the bot's scopes, each with what does not work without it."""
    return {**_SCOPES, **({} if mentions_only else _FURTHER_SCOPES)}


def app_manifest(
    *, url: str | None = None, mentions_only: bool = False, oauth: bool = False
) -> dict[str, Any]:
    """Return the manifest as Slack's JSON.

    It is for HTTP if `url` gives the bot's public address (https://…), otherwise for Socket Mode.
    With `mentions_only` the bot sees only those messages in a channel that mention it.
    """
    events = {*_EVENTS, *(() if mentions_only else _THREAD_EVENTS)}
    events |= set(_OAUTH_EVENTS) if oauth else set()
    endpoint = {"request_url": f"{url}/slack/events"} if url else {}
    redirect = {"redirect_urls": [f"{url}/slack/oauth_redirect"]} if oauth else {}
    command = {
        "command": COMMAND,
        "description": "Ask the playbook; only you see the reply",
        "usage_hint": "your question, or help",
        "should_escape": False,
    }
    return {
        "_metadata": {"major_version": 2, "minor_version": 0},
        "display_information": {
            "name": "Playbook",
            "description": _DESCRIPTION,
            "long_description": (
                "Ask in a channel, in a direct message or with /playbook. You get the passage of "
                "the playbook that answers, word for word, with a link that opens at the place, "
                "or a plain no. No text is generated."
            ),
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "playbook", "always_online": True},
            "agent_view": {"agent_description": _DESCRIPTION},
            "shortcuts": [
                {
                    "name": SHORTCUT,
                    "type": "message",
                    "callback_id": FIND,
                    "description": "Look up what somebody asked; only you see it",
                }
            ],
            "slash_commands": [{**command, **({"url": endpoint["request_url"]} if url else {})}],
        },
        "oauth_config": {"scopes": {"bot": scopes(mentions_only=mentions_only)}, **redirect},
        "settings": {
            "event_subscriptions": {**endpoint, "bot_events": sorted(events)},
            "interactivity": {"is_enabled": True, **endpoint},
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": oauth,
        },
    }
