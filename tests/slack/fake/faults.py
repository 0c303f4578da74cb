"""Failures on demand: 429s, errors, HTTP 500, silence, broken connections; a rule for posts."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

POSTING = ("chat.postMessage", "chat.postEphemeral")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What a call gets instead of its answer."""

    kind: str  # error, ratelimited, http, hang, reset
    error: str = ""
    status: int = 200
    seconds: float = 0.0  # to wait, by Retry-After or before anything is answered
    after: bool = False  # the call is carried out; only the answer is lost


@dataclass(slots=True, kw_only=True)
class _Order:
    method: str
    channel: str
    times: int
    fault: Fault


@dataclass(slots=True, kw_only=True)
class Faults:
    """The failures that were ordered, and the rate of posts a channel takes."""

    posts_every: float | None = None  # seconds a channel wants between posts; None: no limit
    limited: int = 0  # calls that the rule has refused
    _orders: list[_Order] = field(default_factory=list)
    _last_post: dict[str, float] = field(default_factory=dict)

    def order(self, method: str, fault: Fault, *, times: int = 1, channel: str = "") -> None:
        """Let the next `times` calls of a method (in a channel) meet a fault."""
        self._orders.append(_Order(method=method, channel=channel, times=times, fault=fault))

    def next(self, method: str, arguments: Mapping[str, Any]) -> Fault | None:
        """Return the fault that this call meets, if any, and count it."""
        channel = str(arguments.get("channel", ""))
        for order in self._orders:
            if order.times and order.method == method and order.channel in ("", channel):
                order.times -= 1
                return order.fault
        return self._too_soon(channel) if method in POSTING else None

    def _too_soon(self, channel: str) -> Fault | None:
        if self.posts_every is None:
            return None
        now = time.monotonic()
        left = self._last_post.get(channel, -self.posts_every) + self.posts_every - now
        if left > 0:
            self.limited += 1
            return Fault(kind="ratelimited", seconds=left)
        self._last_post[channel] = now
        return None
