"""What Slack sends to the app: each delivery with all its attempts and what came back."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from .values import Json
from .workspace import Workspace

ACK_WITHIN = 3.0  # seconds ("Events API", "Slash commands", docs.slack.dev)


@dataclass(slots=True, kw_only=True)
class Attempt:
    """One try to deliver."""

    number: int  # 0: not a retry
    sent_at: float  # seconds, as time.monotonic
    via: str = ""  # the socket's id, or the URL
    acked_at: float | None = None
    response: Json | None = None  # what came with the ack
    status: int | None = None  # of the HTTP answer
    last: bool = False  # the app said X-Slack-No-Retry
    failure: str = ""  # as Slack names it in x-slack-retry-reason

    @property
    def ack_took(self) -> float:
        """Seconds from sending to the ack."""
        assert self.acked_at is not None
        return self.acked_at - self.sent_at


@dataclass(slots=True, kw_only=True)
class Delivery:
    """One event, command or interaction on its way to the app."""

    kind: str  # events_api, slash_commands or interactive: the types of socket envelopes
    payload: Json
    attempts: list[Attempt] = field(default_factory=list)
    done: bool = False  # acked, or given up

    @property
    def acked(self) -> bool:
        """Whether some attempt was acknowledged in time."""
        return any(
            attempt.acked_at is not None and not attempt.failure for attempt in self.attempts
        )

    @property
    def response(self) -> Json:
        """What came with an ack in time; empty where nothing did."""
        for attempt in self.attempts:
            if attempt.response and not attempt.failure:
                return attempt.response
        return {}


class Transport(Protocol):
    """A way to the app: a socket or its URL."""

    async def attempt(self, delivery: Delivery, attempt: Attempt, reason: str) -> None:
        """Deliver once; fill in `acked_at` and `response`, or `failure`."""


@dataclass(slots=True, kw_only=True)
class Courier:
    """Delivers, and delivers events again until they are acknowledged.

    Slack retries almost at once, after a minute and after five ("Events API", docs.slack.dev);
    `pauses` are those waits shortened. Commands and interactions are tried once.
    """

    workspace: Workspace
    transport: Transport
    pauses: tuple[float, ...] = (0.0, 0.1, 0.2)  # seconds before each retry
    sent: list[Delivery] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)  # the loop itself keeps none

    def start(self, kind: str, payload: Json) -> Delivery:
        """Record a delivery; `go` sends it on its way."""
        delivery = Delivery(kind=kind, payload=payload)
        with self.workspace.change():
            self.sent.append(delivery)
        return delivery

    def go(self, delivery: Delivery, then: Callable[[Delivery], None] | None) -> None:
        """Send a delivery on its way; called on the server's loop."""
        task = asyncio.get_running_loop().create_task(self._run(delivery, then))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, delivery: Delivery, then: Callable[[Delivery], None] | None) -> None:
        """Attempt a delivery until it is acknowledged or there are no more retries."""
        reason = ""
        pauses = (0.0, *self.pauses) if delivery.kind == "events_api" else (0.0,)
        for number, pause in enumerate(pauses):
            await asyncio.sleep(pause)
            attempt = Attempt(number=number, sent_at=time.monotonic())
            with self.workspace.change():
                delivery.attempts.append(attempt)
            await self.transport.attempt(delivery, attempt, reason)
            if not attempt.failure or attempt.last:
                break
            reason = attempt.failure
        with self.workspace.change():
            if then is not None:
                then(delivery)
            delivery.done = True
