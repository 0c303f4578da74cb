"""HTTP mode: signed requests to the app's URL.

Headers and signature as in "Verifying requests from Slack" and "Events API" (docs.slack.dev).
"""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, ClientTimeout

from .delivery import ACK_WITHIN, Attempt, Delivery
from .settings import AppSettings
from .values import Json
from .workspace import Workspace

USER_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
FORM = "application/x-www-form-urlencoded"


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Return the signature of a body sent at a time."""
    signed = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def headers(secret: str, body: bytes, content_type: str, *, age: float = 0) -> dict[str, str]:
    """Return the headers of a request signed `age` seconds ago."""
    timestamp = str(int(time.time() - age))
    return {
        "Content-Type": content_type,
        "User-Agent": USER_AGENT,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": sign(secret, timestamp, body),
    }


def encode(kind: str, payload: Json) -> tuple[bytes, str]:
    """Return the body of a delivery and its content type."""
    if kind == "events_api":
        return json.dumps(payload).encode(), "application/json"
    if kind == "slash_commands":
        return urlencode(payload).encode(), FORM
    return urlencode({"payload": json.dumps(payload)}).encode(), FORM


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the app's URL answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Json:
        """Return the body, which may be empty or a text that is shown."""
        if not self.body.strip():
            return {}
        try:
            found = json.loads(self.body)
        except ValueError:
            return {"text": self.body.decode()}
        return found if isinstance(found, dict) else {}


def challenge(app: AppSettings) -> Json:
    """Return the request with which Slack checks a request URL when it is entered."""
    return {"type": "url_verification", "token": app.verification, "challenge": "3eZbrw1aBm2r"}


async def post(url: str, body: bytes, sent: Mapping[str, str], within: float) -> Answer:
    """Post once."""
    async with (
        ClientSession(timeout=ClientTimeout(total=within)) as session,
        session.post(url, data=body, headers=dict(sent)) as response,
    ):
        return Answer(
            status=response.status, headers=dict(response.headers), body=await response.read()
        )


@dataclass(slots=True, kw_only=True)
class HttpMode:
    """A transport to the app's request URL."""

    workspace: Workspace
    url: str = ""
    ack_within: float = ACK_WITHIN

    async def attempt(self, delivery: Delivery, attempt: Attempt, reason: str) -> None:
        """Post once; anything but 2xx within the time is a failure."""
        body, content_type = encode(delivery.kind, delivery.payload)
        sent = headers(self.workspace.app.signing_secret, body, content_type)
        if attempt.number:
            sent |= {"X-Slack-Retry-Num": str(attempt.number), "X-Slack-Retry-Reason": reason}
        attempt.via, attempt.sent_at = self.url, time.monotonic()
        try:
            answer = await post(self.url, body, sent, self.ack_within)
        except TimeoutError:
            attempt.failure = "http_timeout"
            return
        except (ClientError, OSError):
            attempt.failure = "connection_failed"
            return
        attempt.acked_at = time.monotonic()
        attempt.response, attempt.status = answer.json(), answer.status
        attempt.last = answer.headers.get("X-Slack-No-Retry") == "1"
        if not 200 <= answer.status < 300:
            attempt.failure = "http_error"
