"""Socket Mode: the WebSockets that apps.connections.open hands out.

Envelopes, `hello` and `disconnect` as in "Using Socket Mode" (docs.slack.dev).
"""

import asyncio
import itertools
import json
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from .delivery import ACK_WITHIN, Attempt, Delivery
from .values import Json
from .workspace import Workspace

CONNECTIONS = 10  # at most, each envelope to one of them
# Seconds. Slack pings more seldom. The SDK notices that its socket was closed when something
# arrives, or after three seconds: at this pace the end of a test doesn't wait for that.
PING_EVERY = 0.2


@dataclass(slots=True, kw_only=True)
class Socket:
    """One connection of the app."""

    id: str
    ws: web.WebSocketResponse
    wire: asyncio.Transport | None
    opened_at: float
    deaf: bool = False  # alive, but what is sent does not arrive and pings have no pong
    leaving: bool = False  # was told to disconnect: gets no more envelopes
    pings: int = 0  # that the app sent
    pongs: int = 0  # that answered ours
    closed: bool = False

    async def send(self, message: Json) -> None:
        """Send a message; to a deaf one it is lost."""
        if not self.deaf:
            await self.ws.send_json(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    """An envelope that was sent and not acknowledged."""

    attempt: Attempt
    socket: Socket
    over: asyncio.Event = field(default_factory=asyncio.Event)  # acknowledged, or can't be any more


@dataclass(slots=True, kw_only=True)
class SocketMode:
    """All connections; a transport for deliveries."""

    workspace: Workspace
    ack_within: float = ACK_WITHIN
    ping_every: float = PING_EVERY
    sockets: list[Socket] = field(default_factory=list)  # closed ones too
    tickets: set[str] = field(default_factory=set)
    _waiting: dict[str, "_Waiting"] = field(default_factory=dict)
    _turn: Iterator[int] = field(default_factory=itertools.count)

    @property
    def open_sockets(self) -> list[Socket]:
        """Those that are connected now."""
        return [socket for socket in self.sockets if not socket.closed]

    def ticket(self) -> str:
        """Return a ticket for one connection."""
        made = str(uuid.uuid4())
        self.tickets.add(made)
        return made

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it closes."""
        ticket = request.query.get("ticket", "")
        if ticket not in self.tickets:
            return web.Response(status=408, text="ticket unknown or used")
        self.tickets.discard(ticket)
        ws = web.WebSocketResponse(autoping=False)
        await ws.prepare(request)
        socket = Socket(id=ticket[:8], ws=ws, wire=request.transport, opened_at=time.monotonic())
        if len(self.open_sockets) >= CONNECTIONS:
            await socket.send({"type": "disconnect", "reason": "too_many_websockets"})
            await ws.close()
            return ws
        with self.workspace.change():
            self.sockets.append(socket)
        await self._serve(socket)
        return ws

    async def _serve(self, socket: Socket) -> None:
        await socket.send(self._hello())
        pinging = asyncio.create_task(self._ping(socket))
        try:
            async for message in socket.ws:
                await self._take(socket, message.type, message.data)
        finally:
            pinging.cancel()
            with self.workspace.change():
                socket.closed = True
            for waiting in list(self._waiting.values()):
                if waiting.socket is socket:
                    waiting.over.set()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.open_sockets),
            "debug_info": {
                "host": "applink-1",
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": self.workspace.app.app_id},
        }

    async def _ping(self, socket: Socket) -> None:
        while True:
            if not socket.deaf:
                await socket.ws.ping(b"Ping from applink-1")
            await asyncio.sleep(self.ping_every)

    async def _take(self, socket: Socket, kind: WSMsgType, data: bytes | str) -> None:
        if socket.deaf:
            return
        if kind == WSMsgType.PING:
            assert isinstance(data, bytes | bytearray)
            socket.pings += 1
            await socket.ws.pong(bytes(data))
        elif kind == WSMsgType.PONG:
            with self.workspace.change():
                socket.pongs += 1
        elif kind == WSMsgType.TEXT:
            self._acknowledge(json.loads(data))

    def _acknowledge(self, message: Json) -> None:
        waiting = self._waiting.get(message.get("envelope_id", ""))
        if waiting is None:
            with self.workspace.change():
                self.workspace.complaints.append(f"an ack of nothing: {message}")
            return
        with self.workspace.change():
            if waiting.attempt.acked_at is None:
                waiting.attempt.acked_at = time.monotonic()
                waiting.attempt.response = message.get("payload")
        waiting.over.set()

    async def _choose(self) -> Socket:
        """Return the connection whose turn it is, as soon as there is one."""
        while True:
            able = [socket for socket in self.open_sockets if not socket.leaving]
            if able:
                return able[next(self._turn) % len(able)]
            await asyncio.sleep(0.01)

    async def attempt(self, delivery: Delivery, attempt: Attempt, reason: str) -> None:
        """Send an envelope to one connection and wait for its ack."""
        socket = await self._choose()
        envelope_id = str(uuid.uuid4())
        envelope: Json = {
            "envelope_id": envelope_id,
            "payload": delivery.payload,
            "type": delivery.kind,
            "accepts_response_payload": delivery.kind != "events_api",
        }
        if delivery.kind == "events_api":
            envelope |= {"retry_attempt": attempt.number, "retry_reason": reason}
        waiting = self._waiting[envelope_id] = _Waiting(attempt=attempt, socket=socket)
        attempt.via, attempt.sent_at = socket.id, time.monotonic()
        with suppress(TimeoutError, ConnectionError):
            await socket.send(envelope)
            await asyncio.wait_for(waiting.over.wait(), self.ack_within)
        if attempt.acked_at is None:
            attempt.failure = "timeout"

    async def disconnect(self, socket: Socket, reason: str, after: float) -> None:
        """Tell a connection to disconnect (warning, refresh_requested, link_disabled); close it."""
        socket.leaving = reason != "warning"
        await socket.send(
            {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-1"}}
        )
        await asyncio.sleep(after)
        await socket.ws.close()

    async def cut(self, socket: Socket) -> None:
        """Break a connection without a word."""
        if socket.wire is not None:
            socket.wire.abort()
