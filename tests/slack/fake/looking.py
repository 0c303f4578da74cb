"""What happened: messages, views, calls and deliveries; and waiting for them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from .delivery import Courier, Delivery
from .pings import pings
from .socket_mode import Socket, SocketMode
from .values import Call, Channel, Json, Message, User
from .workspace import Workspace

T = TypeVar("T")

PATIENCE = 10.0  # seconds that a test waits for what should come at once


@dataclass(kw_only=True, eq=False, repr=False)  # no slots: several such are one object
class Looking:
    """Reads the workspace; nothing here changes it."""

    workspace: Workspace
    courier: Courier
    sockets: SocketMode

    def wait_for(
        self, found: Callable[[], T | None], timeout: float = PATIENCE, wanted: str = ""
    ) -> T:
        """Return what `found` returns once that is true; it is called after every change here."""
        return self.workspace.wait_for(found, timeout, wanted)

    def settle(self, timeout: float = PATIENCE) -> None:
        """Wait until everything sent so far has been acknowledged or given up."""
        waiting = list(self.courier.sent)
        self.wait_for(lambda: all(sent.done for sent in waiting), timeout, "all acks")

    def wait_connected(self, count: int = 1, timeout: float = PATIENCE) -> list[Socket]:
        """Wait until the app has `count` sockets open, and return them."""

        def found() -> list[Socket] | None:
            sockets = self.sockets.open_sockets
            return sockets if len(sockets) >= count else None

        return self.wait_for(found, timeout, f"{count} sockets")

    def posts(self, channel: Channel, *, by: User | None = None) -> list[Message]:
        """Return the bot's (or another's) messages in a channel as they stand, in order."""
        author = (by or self.workspace.installations[channel.team.id].bot).id
        with self.workspace.lock:
            return [said for said in self.workspace.in_channel(channel) if said.user == author]

    def replies(self, message: Message) -> list[Message]:
        """Return the bot's messages in a message's thread as they stand, in order."""
        posts = self.posts(message.channel)
        return [post for post in posts if post.thread_ts == message.thread_ts]

    def ephemerals(self, channel: Channel, user: User | None = None) -> list[Message]:
        """Return what only one person (or only `user`) sees in a channel, in order."""
        with self.workspace.lock:
            seen = self.workspace.in_channel(channel, ephemeral=True)
        return [message for message in seen if user is None or message.seen_by == user.id]

    def pings(self, message: Message) -> list[str]:
        """Return whom a message notifies: its mentions, as Slack would read them."""
        return pings(message)

    def now(self, message: Message) -> Message:
        """Return a message as it stands now."""
        with self.workspace.lock:
            return self.workspace.messages[message.channel.id, message.ts]

    def home(self, user: User) -> Json | None:
        """Return the Home tab that was published for a person."""
        with self.workspace.lock:
            return self.workspace.views.get(f"home {user.id}")

    def modals(self) -> list[Json]:
        """Return the modals that are open, oldest first."""
        with self.workspace.lock:
            return [view for view in self.workspace.views.values() if view["type"] == "modal"]

    def calls(self, method: str = "") -> list[Call]:
        """Return the calls made so far, of one method or of all."""
        with self.workspace.lock:
            return [call for call in self.workspace.calls if method in ("", call.method)]

    def deliveries(self, event: str = "", *, of: Message | None = None) -> list[Delivery]:
        """Return what was sent to the app: of an event's type, about a message."""
        with self.workspace.lock:
            sent = list(self.courier.sent)
        return [
            one
            for one in sent
            if event in ("", one.payload.get("event", {}).get("type"))
            and (of is None or one.payload.get("event", {}).get("ts") == of.ts)
        ]
