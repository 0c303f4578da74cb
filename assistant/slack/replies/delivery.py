"""A message on its way to Slack: tried until it arrives, is refused for good or we give up.

Too many requests: we wait as long as Slack says. Blocks refused: we send the same as short plain
text. Response lost: we check whether the message is there before posting it again. A message that
waits keeps its place in the channel's order (`channel_queues.Later`).
"""

import http.client
import logging
import secrets
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

from assistant.slack.replies.channel_queues import Later
from assistant.slack.views.block_kit.message import Message

_log = logging.getLogger(__name__)

# Slack's names for a message whose blocks it does not take ("chat.postMessage", Errors).
_BLOCKS_REFUSED = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "block_mismatch"}
)
# Temporary failures on Slack's side.
_PASSING = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"}
)
_NETWORK = (URLError, http.client.HTTPException, OSError, TimeoutError)
_WAITS = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0)  # seconds between tries; after the last try we give up
_PATIENT = 1_000.0  # seconds; the longest wait that we let Slack ask for

Payload = Mapping[str, Any]  # `text`, and `blocks` unless they were refused


class Posted(NamedTuple):
    """Where a message is."""

    channel: str  # "" where only one person sees it
    ts: str


# Sends a payload; returns Slack's response, or raises SlackApiError or a network error.
Send = Callable[[Payload], Mapping[str, Any]]


class Undeliverable(Exception):
    """Raised when a message can't be delivered; `reference` finds the reason in the log."""

    def __init__(self, reference: str, error: str) -> None:
        """Give the reference and Slack's name for the error."""
        super().__init__(f"{reference}: {error}")
        self.reference = reference
        self.error = error


def new_reference() -> str:
    """Return a number to find a log entry by, which can be read out over the phone."""
    return f"{secrets.randbelow(10**8):08d}"


class Posting:
    """A message to be sent, which knows how often it was tried and in which form it goes."""

    def __init__(
        self,
        send: Send,
        message: Message,
        *,
        find: Callable[[], "Posted | None"] | None = None,
        maybe_there: bool = False,
        limited: Callable[[], None] | None = None,
    ) -> None:
        """Prepare a message; nothing is sent yet.

        `find` returns where the message is if Slack has it already; it is called if `maybe_there`
        or once a response was lost. `limited` is called each time Slack asks us to wait.
        """
        self._send = send
        self._payload: Payload = {"blocks": list(message.blocks), "text": message.text}
        self._plain: Payload = {"text": message.text}
        self._find = find
        self._maybe_there = maybe_there
        self._limited = limited
        self._tries = 0

    def __call__(self) -> "Posted":
        """Send the message; return where it is, with "" for its ts if it has none.

        Raises:
            Later: the message must be tried again later.
            Undeliverable: Slack refuses it for good.
        """
        try:
            if self._maybe_there and self._find and (there := self._find()):
                return there
            response = self._send(self._payload)
            return Posted(str(response.get("channel") or ""), str(response.get("ts") or ""))
        except SlackApiError as error:
            return self._refused(error)
        except _NETWORK as error:
            self._maybe_there = True
            raise self._later(type(error).__name__) from error

    def _refused(self, error: SlackApiError) -> "Posted":
        name, status = _error(error), getattr(error.response, "status_code", 200)
        if status == 429 or name in ("ratelimited", "rate_limited"):
            if self._limited:
                self._limited()
            raise Later(_retry_after(error)) from error
        if name in _BLOCKS_REFUSED and "blocks" in self._payload:
            details = _metadata(error)
            _log.error("[%s] blocks refused (%s), sent as text: %s", new_reference(), name, details)
            self._payload = self._plain
            return self()
        if status >= 500 or name in _PASSING or " " in name:  # words: no error name of Slack's
            self._maybe_there = True
            raise self._later(name or f"HTTP {status}") from error
        reference = new_reference()
        _log.error("[%s] not delivered: %s %s", reference, name, _metadata(error))
        raise Undeliverable(reference, name) from error

    def _later(self, error: str) -> Exception:
        if self._tries == len(_WAITS):
            reference = new_reference()
            _log.error("[%s] not delivered after %d tries: %s", reference, self._tries + 1, error)
            return Undeliverable(reference, error)
        wait = _WAITS[self._tries]
        self._tries += 1
        _log.warning("not delivered (%s), again in %g s", error, wait)
        return Later(wait)


def _error(error: SlackApiError) -> str:
    data = getattr(error.response, "data", error.response)
    return str(data.get("error") or "") if isinstance(data, Mapping) else ""


def _metadata(error: SlackApiError) -> object:
    data = getattr(error.response, "data", error.response)
    return (data.get("response_metadata") or "") if isinstance(data, Mapping) else ""


def _retry_after(error: SlackApiError) -> float:
    headers = getattr(error.response, "headers", None) or {}
    value = next((v for k, v in headers.items() if k.lower() == "retry-after"), "1")
    value = value[0] if isinstance(value, list) else value
    return min(max(float(value), 0.0), _PATIENT) if str(value).isdigit() else 1.0
