"""The app as Slack has it registered: its credentials, and what its manifest asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SCOPES = ("app_mentions:read", "channels:history", "chat:write", "commands", "im:history")
EVENTS = ("app_home_opened", "app_mention", "message.channels", "message.im")

# The scope that each event needs; Slack removes an event without it from a manifest ("Event types",
# docs.slack.dev).
SCOPE_OF_EVENT = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "member_joined_channel": "channels:read",
    "reaction_added": "reactions:read",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AppSettings:
    """One app of api.slack.com/apps."""

    app_id: str = "A0PLAYBOOK1"
    name: str = "playbook"
    client_id: str = "111111111111.222222222222"
    client_secret: str = "c11e27" * 5 + "00"
    signing_secret: str = "5160" * 8
    verification: str = "verification0token000000"  # the token in every payload
    app_token: str = "xapp-1-A0PLAYBOOK1-333333333333-" + "a" * 64
    scopes: tuple[str, ...] = (*SCOPES, "assistant:write")
    events: tuple[str, ...] = EVENTS
    commands: tuple[str, ...] = ("/playbook",)
    shortcuts: Mapping[str, str] = field(default_factory=dict)  # callback id to "message", "global"
    any_shortcut: bool = True  # no manifest says which there are
    home_tab: bool = True
    messages_tab: bool = True
    interactive: bool = True
    socket_mode: bool = True
    rotating: bool = False  # OAuth gives tokens that expire

    @classmethod
    def from_manifest(cls, manifest: Mapping[str, Any]) -> "AppSettings":
        """Return the app that Slack would make of a manifest."""
        features = manifest.get("features", {})
        settings = manifest.get("settings", {})
        home = features.get("app_home", {})
        return cls(
            name=manifest["display_information"]["name"],
            scopes=tuple(manifest["oauth_config"]["scopes"].get("bot", ())),
            events=tuple(settings.get("event_subscriptions", {}).get("bot_events", ())),
            commands=tuple(one["command"] for one in features.get("slash_commands", ())),
            shortcuts={one["callback_id"]: one["type"] for one in features.get("shortcuts", ())},
            any_shortcut=False,
            home_tab=bool(home.get("home_tab_enabled")),
            messages_tab=bool(home.get("messages_tab_enabled", True)),
            interactive=bool(settings.get("interactivity", {}).get("is_enabled")),
            socket_mode=bool(settings.get("socket_mode_enabled")),
            rotating=bool(settings.get("token_rotation_enabled")),
        )

    def hears(self, event: str) -> bool:
        """Whether the app subscribes to an event and has the scope for it."""
        scope = SCOPE_OF_EVENT.get(event)
        return event in self.events and (scope is None or scope in self.scopes)
