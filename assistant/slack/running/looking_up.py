"""The people, user groups and channels that the settings name, looked up in Slack."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from assistant.slack.setup.settings import Settings

Outcome = Literal["ok", "wrong", "note"]
Found = tuple[Outcome, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedId:
    """An id in the settings, and every key that has it."""

    id: str
    keys: tuple[str, ...]

    @property
    def place(self) -> str:
        """The id with where it stands, for messages."""
        return f"{', '.join(self.keys)}: {self.id}"


def named_ids(settings: Settings) -> list[NamedId]:
    """Return the ids that the settings name, each once, in the order of the file."""
    found: dict[str, list[str]] = {}
    for at, admin in enumerate(settings.admins):
        found.setdefault(admin, []).append(f"admins[{at}]")
    for section, owner in settings.owners.items():
        found.setdefault(owner, []).append(f'owners."{section}"')
    if settings.default.owner:
        found.setdefault(settings.default.owner, []).append("default.owner")
    for channel, table in settings.channels.items():
        if table.mode != "off":  # the bot need not be where it says nothing
            found.setdefault(channel, []).append(f"channels.{channel}")
        # What a channel does not set itself it has from the default, which is listed already.
        if table.owner and table.owner != settings.default.owner:
            found.setdefault(table.owner, []).append(f"channels.{channel}.owner")
    return [NamedId(id=one, keys=tuple(keys)) for one, keys in found.items()]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUp:
    """Looks ids up with what the token may read."""

    client: WebClient
    granted: frozenset[str]  # scopes
    bot: str  # the bot's name, to invite it

    def found(self, named: NamedId) -> Found:
        """Return what Slack says of an id, as a line that begins with where it stands."""
        kinds: Mapping[str, tuple[tuple[str, ...], Callable[[NamedId], Found]]] = {
            "S": (("usergroups:read",), self._group),
            "C": (("channels:read", "groups:read"), self._channel),
            "G": (("groups:read",), self._channel),
        }
        needed, look = kinds.get(named.id[0], (("users:read",), self._user))
        if self.granted.isdisjoint(needed):
            return "note", f"{named.place}: can't be looked up without {' or '.join(needed)}"
        try:
            return look(named)
        except SlackApiError as error:
            name = str(error.response.get("error"))
            if name == "missing_scope":
                return "note", f"{named.place}: can't be looked up without {_needed(error)}"
            return "wrong", f"{named.place}: {self._advice(name)}"
        except OSError as error:
            return "wrong", f"{named.place}: Slack can't be reached ({error})"

    def _advice(self, error: str) -> str:
        return {
            "user_not_found": "there is no such person in this workspace (a profile's menu, “Copy "
            "member ID”, has the id)",
            "user_not_visible": "the bot can't see this person",
            "plan_upgrade_required": "this workspace's plan has no user groups",
            "channel_not_found": "there is no such channel, or it is private and the bot is not in "
            f"it (its details have the id, at the bottom; invite it: /invite @{self.bot})",
        }.get(error, f"Slack says {error}")

    def _user(self, named: NamedId) -> Found:
        user: Mapping[str, Any] = self.client.users_info(user=named.id).get("user") or {}
        name = user.get("real_name") or user.get("name")
        if user.get("deleted"):
            return "wrong", f"{named.place}: {name} is deactivated; name somebody else"
        if user.get("is_bot"):
            return "wrong", f"{named.place}: {name} is a bot; name a person"
        return "ok", f"{named.place} is {name}"

    def _group(self, named: NamedId) -> Found:
        listed: SlackResponse = self.client.usergroups_list(
            include_disabled=True, include_count=True
        )
        groups = {str(one.get("id")): one for one in listed.get("usergroups") or []}
        group = groups.get(named.id)
        if group is None:
            return "wrong", f"{named.place}: there is no such user group in this workspace"
        handle = f"@{group.get('handle')}"
        if group.get("date_delete"):
            return "wrong", f"{named.place}: {handle} is disabled; enable it or name another"
        if str(group.get("user_count")) == "0":
            return "wrong", f"{named.place}: nobody is in {handle}; add somebody or name another"
        return "ok", f"{named.place} is {handle}"

    def _channel(self, named: NamedId) -> Found:
        channel: Mapping[str, Any] = (
            self.client.conversations_info(channel=named.id).get("channel") or {}
        )
        name = f"#{channel.get('name')}"
        if channel.get("is_archived"):
            return "wrong", f"{named.place}: {name} is archived; unarchive it or name another"
        if not channel.get("is_member"):
            invite = f"invite it there: /invite @{self.bot}"
            return "wrong", f"{named.place}: the bot is not in {name}; {invite}"
        return "ok", f"{named.place} is {name}"


def _needed(error: SlackApiError) -> str:
    return str(error.response.get("needed") or "a further scope")
