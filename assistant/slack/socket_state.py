"""Whether the socket to Slack hears: lost, being refreshed, or open and deaf."""

import json
import socket
import time
from collections.abc import Callable
from contextlib import suppress

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler

from assistant.slack.secrets import Secrets

# Slack's socket answers each ping at once. Without an answer for twice as long it is deaf, and the
# library opens another one after four times as long.
PING_SECONDS = 5.0
_DEAF = 2.0


class Socket:
    """The Socket Mode connection, by Bolt's built-in adapter."""

    def __init__(
        self, app: App, secrets: Secrets, *, ping: float = PING_SECONDS,
        clock: Callable[[], float] = time.time,
    ) -> None:  # fmt: skip
        """Prepare the connection; nothing is opened yet."""
        self._ping = ping
        self._clock = clock
        self._leaving = False  # Slack has said that it will close this connection
        self._handler = SocketModeHandler(app, secrets.app_token, ping_interval=ping)
        self._handler.client.on_message_listeners.append(self._heard)

    def connect(self) -> None:
        """Open the connection; from here on it is kept open."""
        self._handler.client.connect()

    def close(self) -> None:
        """Hear no more; what was heard is with the bot by then."""
        client = self._handler.client
        client.auto_reconnect_enabled = False
        client.closed = True
        client.message_queue.put(None)  # else the library waits a second for a message
        client.message_workers.shutdown(wait=True)  # what is under way is acknowledged still
        client.current_session_state.terminated = True
        if client.current_session and client.current_session.sock:
            with suppress(OSError):  # else it waits for a word from Slack, three seconds at most
                client.current_session.sock.shutdown(socket.SHUT_RD)
        client.close()

    def trouble(self) -> str | None:
        """Return why it does not hear; None where it does."""
        client = self._handler.client
        session = client.current_session
        if session is None or not client.is_connected():
            return "the socket is lost; reconnecting"
        if self._leaving:
            return "the socket is being refreshed"
        heard = session.last_ping_pong_time or session._first_ping_time  # the library has no getter
        if heard is not None and self._clock() - heard > _DEAF * self._ping:
            return "the socket is deaf: no answer to pings; another one is opened soon"
        return None

    def _heard(self, message: str) -> None:
        if not message.startswith("{"):
            return
        kind = json.loads(message).get("type")
        if kind in ("hello", "disconnect"):
            self._leaving = kind == "disconnect"
