"""Everything the fake Slack holds, behind one lock; those who wait are woken at every change."""

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TypeVar

from .settings import AppSettings
from .values import Call, Channel, Group, Json, Message, SlackError, Team, User

T = TypeVar("T")

TRIGGER_LIVES = 3.0  # seconds ("Handling user interaction", docs.slack.dev)
RESPONSE_URL_LIVES = 1800.0  # seconds; and five posts (same page)
RESPONSE_URL_USES = 5


@dataclass(slots=True, kw_only=True)
class Installation:
    """The app in one workspace."""

    team: Team
    bot: User
    token: str
    scopes: tuple[str, ...]
    installer: str = ""  # user id
    refresh_token: str = ""
    expires_at: float | None = None  # seconds, as time.time
    revoked: bool = False


@dataclass(slots=True, kw_only=True)
class ResponseUrl:
    """A response_url: whom it answers, and how often it was used."""

    channel: Channel
    user: User
    made: float = field(default_factory=time.monotonic)
    uses: int = 0
    message_ts: str = ""  # of the message whose button was pressed
    thread_ts: str = ""


@dataclass(slots=True, kw_only=True)
class Workspace:
    """Teams, people, channels and messages, and every call that was made."""

    app: AppSettings
    lock: threading.Condition = field(default_factory=threading.Condition)
    teams: dict[str, Team] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    members: dict[str, set[str]] = field(default_factory=dict)
    messages: dict[tuple[str, str], Message] = field(default_factory=dict)
    deleted: list[Message] = field(default_factory=list)
    views: dict[str, Json] = field(default_factory=dict)  # by id; homes by "home USER"
    statuses: list[Json] = field(default_factory=list)
    prompts: list[Json] = field(default_factory=list)
    reactions: list[Json] = field(default_factory=list)
    installations: dict[str, Installation] = field(default_factory=dict)  # by team id
    codes: dict[str, Team] = field(default_factory=dict)  # of OAuth
    triggers: dict[str, float] = field(default_factory=dict)  # id to time it was made; nan: used
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)  # what Slack lets pass and we should not
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _last_ts: int = 0

    @contextmanager
    def change(self) -> Iterator[None]:
        """Hold the lock, then wake all who wait."""
        with self.lock:
            yield
            self.lock.notify_all()

    def wait_for(self, found: Callable[[], T | None], timeout: float, wanted: str = "") -> T:
        """Return what `found` returns as soon as that is true; it is called after every change.

        Raises:
            AssertionError: it is still not true after `timeout` seconds.
        """
        with self.lock:
            got: list[T | None] = [None]

            def look() -> bool:
                got[0] = found()
                return bool(got[0])

            if not self.lock.wait_for(look, timeout):
                seen = "\n".join(f"  {call.method} {call.error or 'ok'}" for call in self.calls)
                raise AssertionError(f"waited {timeout} s for {wanted or found}; calls:\n{seen}")
            value = got[0]
            assert value is not None
            return value

    def new_id(self, prefix: str) -> str:
        """Return an id that looks like Slack's: a letter and ten characters more."""
        return f"{prefix}0{next(self._ids):09X}"

    def new_ts(self) -> str:
        """Return the time as Slack writes it, later than every one before."""
        self._last_ts = max(self._last_ts + 1, time.time_ns() // 1000)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def new_trigger(self, team: Team) -> str:
        """Return a trigger id, good for three seconds and one view."""
        trigger = f"{next(self._ids)}.{team.id}.{time.time_ns():x}"
        self.triggers[trigger] = time.monotonic()
        return trigger

    def use_trigger(self, trigger: str) -> None:
        """Take a trigger id for a view.

        Raises:
            SlackError: it is unknown, used or too old.
        """
        made = self.triggers.get(trigger)
        if made is None:
            raise SlackError("invalid_trigger_id")
        if made != made:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() - made > TRIGGER_LIVES:
            raise SlackError("expired_trigger_id")
        self.triggers[trigger] = float("nan")

    def installation(self, token: str) -> Installation:
        """Return the installation a bot token belongs to.

        Raises:
            SlackError: invalid_auth, token_revoked or token_expired.
        """
        for one in self.installations.values():
            if one.token == token:
                if one.revoked:
                    raise SlackError("token_revoked")
                if one.expires_at is not None and one.expires_at < time.time():
                    raise SlackError("token_expired")
                return one
        raise SlackError("invalid_auth")

    def direct_channel(self, user: User) -> Channel:
        """Return the DM of a person with the bot, opened if it was not."""
        for channel in self.channels.values():
            if channel.kind == "im" and user.id in self.members[channel.id]:
                return channel
        channel = Channel(id=self.new_id("D"), name="directmessage", team=user.team, kind="im")
        self.channels[channel.id] = channel
        self.members[channel.id] = {user.id, self.installations[user.team.id].bot.id}
        return channel

    def keep(self, message: Message) -> Message:
        """Store a message, new or changed."""
        self.messages[message.channel.id, message.ts] = message
        return message

    def rewrite(self, message: Message, body: Json) -> Message:
        """Store a message's new body; the old one stays with it."""
        return self.keep(replace(message, body=body, before=(*message.before, message.body)))

    def drop(self, message: Message) -> None:
        """Delete a message."""
        self.deleted.append(self.messages.pop((message.channel.id, message.ts)))

    def in_channel(self, channel: Channel, *, ephemeral: bool = False) -> list[Message]:
        """Return a channel's messages in the order they were first posted."""
        return [
            message
            for (held, _), message in self.messages.items()
            if held == channel.id and bool(message.seen_by) == ephemeral
        ]
