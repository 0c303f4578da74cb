"""What the fake Slack knows and hands out: frozen values, and Slack's own JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]  # Slack's own JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A workspace."""

    id: str
    domain: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A person, or the user that a bot has."""

    id: str
    name: str
    team: Team
    bot_id: str = ""  # of a bot's user
    deleted: bool = False  # deactivated by an administrator

    @property
    def mention(self) -> str:
        """What stands in a text for this user."""
        return f"<@{self.id}>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A user group."""

    id: str
    handle: str
    team: Team
    members: tuple[str, ...] = ()  # user ids
    disabled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A conversation; who is in it is the workspace's to say."""

    id: str
    name: str
    team: Team
    kind: str = "channel"  # channel, group (private), im or mpim
    shared: bool = False  # by Slack Connect, with another organisation
    archived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as it stands now; `body` is what Slack's events and history hold."""

    channel: Channel
    body: Json
    seen_by: str = ""  # user id of an ephemeral message's only reader
    arguments: Mapping[str, Any] = field(default_factory=dict)  # the bot's call that posted it
    before: tuple[Json, ...] = ()  # its earlier bodies, oldest first

    @property
    def ts(self) -> str:
        """Its id in the channel, which is also its time."""
        return str(self.body["ts"])

    @property
    def thread_ts(self) -> str:
        """The ts of the thread that it is in or, being none's reply, its own."""
        return str(self.body.get("thread_ts", self.ts))

    @property
    def user(self) -> str:
        """The author's user id."""
        return str(self.body.get("user", ""))

    @property
    def text(self) -> str:
        """Its `text`: where there are blocks, what notifications show."""
        return str(self.body.get("text", ""))

    @property
    def blocks(self) -> list[Json]:
        """Its blocks."""
        return list(self.body.get("blocks", ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of the Web API, and what it was answered."""

    method: str
    arguments: Mapping[str, Any]
    token: str
    at: float  # when it came in: seconds, as time.monotonic
    status: int
    response: Json

    @property
    def ok(self) -> bool:
        """Whether it did what it was to do."""
        return self.status == 200 and bool(self.response.get("ok"))

    @property
    def error(self) -> str:
        """The error's name, or ""."""
        return str(self.response.get("error", ""))


class SlackError(Exception):
    """A refusal: Slack answers `ok: false` with this name."""

    def __init__(self, error: str, **more: object) -> None:
        super().__init__(error)
        self.response: Json = {"ok": False, "error": error, **more}

    @classmethod
    def because(cls, error: str, *messages: str) -> "SlackError":
        """Return a refusal with reasons, where Slack puts them."""
        marked = [f"[ERROR] {said}" for said in messages]
        return cls(error, errors=list(messages), response_metadata={"messages": marked})
