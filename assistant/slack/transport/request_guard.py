"""What stands before Bolt in HTTP mode: only a well-formed, signed request gets through.

Bolt 1.30 parses a body before it checks the signature, and meets a time stamp that is no number, or
a signature that is not ASCII, with status 500 and a traceback.
"""

import json
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from slack_sdk.signature import Clock, SignatureVerifier

MOST_BYTES = 1 << 20  # Slack's largest payloads, dialogs with all their state, are a quarter of it

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Asgi = Callable[..., Awaitable[None]]  # of Scope, Receive, Send

_STAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


class _OurClock(Clock):
    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now

    def now(self) -> float:
        return self._now()


class Guard:
    """Passes requests on to Bolt's adapter, or answers 400, 401 or 413 itself."""

    def __init__(
        self, inner: Asgi, signing_secret: str, *, clock: Callable[[], float] = time.time
    ) -> None:
        """Stand before `inner`."""
        self._inner = inner
        self._verifier = SignatureVerifier(signing_secret, clock=_OurClock(clock))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = _headers(scope)
        if headers is None:
            await respond(send, 400, "headers or query are not UTF-8")
        elif scope["method"] != "POST":
            await self._inner(scope, receive, send)
        else:
            body = await _body(receive)
            status, reason = self._judge(body, headers)
            if status == 200:
                await self._inner(scope, _again(body or b""), send)
            else:
                await respond(send, status, reason)

    def _judge(self, body: bytes | None, headers: Mapping[str, str]) -> tuple[int, str]:
        """Return the status and, where it is not 200, why."""
        if body is None:
            return 413, f"more than {MOST_BYTES} bytes"
        stamp = headers.get("x-slack-request-timestamp", "")
        signature = headers.get("x-slack-signature", "")
        if not _STAMP.fullmatch(stamp) or not _SIGNATURE.fullmatch(signature):
            return 401, "no signature of Slack's"
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return 400, "the body is not UTF-8"
        if not self._verifier.is_valid(text, stamp, signature):
            return 401, "the signature does not fit, or is too old"
        if not _is_payload(text, headers.get("content-type", "")):
            return 400, "the body is no payload of Slack's"
        return 200, ""


def _is_payload(text: str, content_type: str) -> bool:
    """Tell whether Bolt can read a body: an object whose parts are objects where they must be."""
    try:
        if text.startswith("{") or content_type.startswith("application/json"):
            held = json.loads(text)
        else:
            form = dict(parse_qsl(text, keep_blank_values=True, strict_parsing=True))
            held = json.loads(form["payload"]) if "payload" in form else form
    except (ValueError, RecursionError):
        return False
    if not isinstance(held, dict):
        return False
    parts = ("event", "message", "container", "view", "action")
    return all(isinstance(held.get(name, {}), dict) for name in parts) and _has_lists(held)


def _has_lists(held: Mapping[str, Any]) -> bool:
    return all(
        isinstance(part, dict)
        for name in ("authorizations", "actions")
        for part in (held.get(name) or [])
    )


def _headers(scope: Scope) -> dict[str, str] | None:
    try:
        scope["query_string"].decode()
        return {name.decode().lower(): value.decode() for name, value in scope["headers"]}
    except UnicodeDecodeError:
        return None


async def _body(receive: Receive) -> bytes | None:
    """Return the whole body; None where it is too long, the rest of it unread."""
    held = bytearray()
    while True:
        part = await receive()
        held += part.get("body", b"")
        if len(held) > MOST_BYTES:
            return None
        if not part.get("more_body"):
            return bytes(held)


def _again(body: bytes) -> Receive:
    async def receive() -> Mapping[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def respond(
    send: Send, status: int, text: str | bytes, kind: str = "text/plain; charset=utf-8"
) -> None:
    """Send a whole response."""
    body = text if isinstance(text, bytes) else f"{text}\n".encode()
    headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
