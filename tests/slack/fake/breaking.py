"""What goes wrong: refusals, limits, broken connections, events that come twice."""

import asyncio
from dataclasses import dataclass

from .delivery import Delivery
from .events import Events
from .faults import Fault, Faults
from .http_mode import Answer, HttpMode, encode, headers, post
from .looking import PATIENCE
from .socket_mode import Socket, SocketMode
from .values import Json, Team
from .workspace import Workspace


@dataclass(kw_only=True, eq=False, repr=False)  # no slots: several such are one object
class Breaking:
    """Lets calls, sockets and tokens fail."""

    workspace: Workspace
    events: Events
    faults: Faults
    sockets: SocketMode
    http: HttpMode
    team: Team

    def fail(self, method: str, error: str, *, times: int = 1, channel: str = "") -> None:
        """Let the next calls of a method be refused with an error."""
        self.faults.order(method, Fault(kind="error", error=error), times=times, channel=channel)

    def rate_limit(
        self, method: str, *, retry_after: float = 1, times: int = 1, channel: str = ""
    ) -> None:
        """Let the next calls of a method get 429 with Retry-After."""
        fault = Fault(kind="ratelimited", seconds=retry_after)
        self.faults.order(method, fault, times=times, channel=channel)

    def break_calls(
        self, method: str, kind: str, *, times: int = 1, after: bool = False, **more: float
    ) -> None:
        """Let the next calls meet `http` (status=500), `hang` (seconds=…) or `reset`.

        `after`: the call is carried out all the same, only its answer is lost.
        """
        status, seconds = int(more.get("status", 500)), more.get("seconds", 60.0)
        fault = Fault(kind=kind, status=status, seconds=seconds, after=after)
        self.faults.order(method, fault, times=times)

    def repeat(self, delivery: Delivery) -> Delivery:
        """Send an event once more, though it was acknowledged: Slack promises at least once."""
        return self.events.send(delivery.kind, delivery.payload)

    def knock(
        self,
        payload: Json,
        *,
        kind: str = "events_api",
        age: float = 0.0,
        body: bytes | None = None,
        **changed: str,
    ) -> Answer:
        """Post to the request URL as anybody could, and return what it says.

        The signature is right, made `age` seconds ago for the payload. `body` goes in its place;
        `changed` replaces headers, with `_` for `-`: `X_Slack_Signature="v0=…"`.
        """
        signed, content_type = encode(kind, payload)
        sent = headers(self.workspace.app.signing_secret, signed, content_type, age=age)
        sent |= {name.replace("_", "-"): value for name, value in changed.items()}
        knocking = post(self.http.url, signed if body is None else body, sent, PATIENCE)
        return asyncio.run_coroutine_threadsafe(knocking, self.events.loop()).result(PATIENCE)

    def revoke(self, team: Team | None = None) -> None:
        """Remove the app from a team: the app is told, and its token is refused from now on."""
        with self.workspace.change():
            installed = self.workspace.installations[(team or self.team).id]
            tokens = {"oauth": [], "bot": [installed.bot.id]}
            events: list[Json] = [{"type": "tokens_revoked", "tokens": tokens}]
            for event in [*events, {"type": "app_uninstalled"}]:
                if self.workspace.app.hears(event["type"]):
                    event["event_ts"] = self.workspace.new_ts()
                    self.events.event(installed.team, event)
            installed.revoked = True

    def disconnect(self, socket: Socket, reason: str, *, after: float = 0.1) -> None:
        """Tell a socket to disconnect (refresh_requested, warning, link_disabled); close it."""
        asyncio.run_coroutine_threadsafe(
            self.sockets.disconnect(socket, reason, after), self.events.loop()
        ).result(PATIENCE)

    def cut(self, socket: Socket) -> None:
        """Break a socket's connection without a word."""
        asyncio.run_coroutine_threadsafe(self.sockets.cut(socket), self.events.loop()).result(
            PATIENCE
        )
