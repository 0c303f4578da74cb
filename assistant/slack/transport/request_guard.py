"""What stands in front of Bolt in HTTP mode: of all POSTs, only those signed by Slack get through.

Bolt 1.30 parses a body before it checks the signature. If the time stamp is not a number, or the
signature is not ASCII, it answers with status 500 and a traceback.
"""

import json
import re
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from slack_sdk.signature import Clock, SignatureVerifier
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 1 << 20  # Slack's largest payloads, dialogs with all their state, are a quarter of it

_STAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


class _OurClock(Clock):
    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now

    def now(self) -> float:
        return self._now()


class Guard:
    """ASGI middleware: passes on Slack's requests, and answers other POSTs with 400, 401 or 413."""

    def __init__(
        self, inner: ASGIApp, signing_secret: str, *, clock: Callable[[], float] = time.time
    ) -> None:
        """Guard `inner`; `clock` gives seconds since 1970."""
        self._inner = inner
        self._verifier = SignatureVerifier(signing_secret, clock=_OurClock(clock))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if not _is_utf8(scope):
            await _refuse(400, "headers or query are not UTF-8", scope, receive, send)
        elif scope["method"] != "POST":
            await self._inner(scope, receive, send)
        else:
            body = await _read_body(receive)
            status, reason = self._judge(body, Headers(scope=scope))
            if status == 200:
                await self._inner(scope, _replay(body or b""), send)
            else:
                await _refuse(status, reason, scope, receive, send)

    def _judge(self, body: bytes | None, headers: Mapping[str, str]) -> tuple[int, str]:
        """Return the status, and the reason if it is not 200."""
        if body is None:
            return 413, f"more than {MOST_BYTES} bytes"
        stamp = headers.get("x-slack-request-timestamp", "")
        signature = headers.get("x-slack-signature", "")
        if not _STAMP.fullmatch(stamp) or not _SIGNATURE.fullmatch(signature):
            return 401, "not signed by Slack"
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return 400, "the body is not UTF-8"
        if not self._verifier.is_valid(text, stamp, signature):
            return 401, "the signature does not match, or is too old"
        if not _is_payload(text, headers.get("content-type", "")):
            return 400, "the body is not a payload of Slack's"
        return 200, ""


def _is_payload(text: str, content_type: str) -> bool:
    """Return whether Bolt can read a body: an object whose parts have the types Bolt expects."""
    try:
        if text.startswith("{") or content_type.startswith("application/json"):
            payload = json.loads(text)
        else:
            form = dict(parse_qsl(text, keep_blank_values=True, strict_parsing=True))
            payload = json.loads(form["payload"]) if "payload" in form else form
    except (ValueError, RecursionError):
        return False
    if not isinstance(payload, dict):
        return False
    parts = ("event", "message", "container", "view", "action")
    return all(isinstance(payload.get(name, {}), dict) for name in parts) and _has_lists(payload)


def _has_lists(payload: Mapping[str, Any]) -> bool:
    return all(
        isinstance(item, dict)
        for name in ("authorizations", "actions")
        for item in (payload.get(name) or [])
    )


def _is_utf8(scope: Scope) -> bool:
    parts = [scope["query_string"], *(part for header in scope["headers"] for part in header)]
    try:
        b"\n".join(parts).decode()
    except UnicodeDecodeError:
        return False
    return True


async def _read_body(receive: Receive) -> bytes | None:
    """Return the whole body; None if it is too long, the rest of it unread."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > MOST_BYTES:
            return None
        if not message.get("more_body"):
            return bytes(body)


def _replay(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def _refuse(status: int, reason: str, scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse(f"{reason}\n", status)(scope, receive, send)
