"""Whether the socket to Slack hears: lost, being refreshed, or open and deaf."""

import json
import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackClientError
from slack_sdk.socket_mode.builtin.connection import Connection

from assistant.slack.setup.secrets import Secrets

# Slack's socket answers each ping at once. Without an answer for two it is deaf, and after three
# another one is opened.
PING_SECONDS = 5.0
_DEAF, _HOPELESS = 2.0, 3.0
_LOOK_SECONDS = 0.25
_AGAIN_SECONDS = 1.0  # after a connection could not be had

_log = logging.getLogger(__name__)


class SocketConnection:
    """The Socket Mode connection, by Bolt's built-in adapter.

    A thread of its own looks whether it still is one: the library notices an end without a farewell
    only after some pings, and spins until then.
    """

    def __init__(
        self, app: App, secrets: Secrets, *, ping: float | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:  # fmt: skip
        """Prepare the connection; nothing is opened yet."""
        self._ping = ping or PING_SECONDS
        self._clock = clock
        self._leaving = False  # Slack has said that it will close this connection
        self._stopped = threading.Event()
        self._watch = threading.Thread(target=self._look, name="socket", daemon=True)
        self._handler = SocketModeHandler(app, secrets.app_token, ping_interval=self._ping)
        self._handler.client.on_message_listeners.append(self._heard)

    def connect(self) -> None:
        """Open the connection; from here on it is kept open."""
        self._handler.client.connect()
        self._watch.start()

    def close(self) -> None:
        """Hear no more; what was heard is with the bot by then."""
        client = self._handler.client
        self._stopped.set()
        if self._watch.is_alive():
            self._watch.join()
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
        if self._unheard(session) > _DEAF:
            return "the socket is deaf: no answer to pings; another one is opened soon"
        return None

    def _unheard(self, session: Connection) -> float:
        """Return for how many pings' time nothing was heard."""
        heard = session.last_ping_pong_time or session._first_ping_time  # the library has no getter
        return (self._clock() - heard) / self._ping if heard is not None else 0.0

    def _look(self) -> None:
        client = self._handler.client
        wait = _LOOK_SECONDS
        while not self._stopped.wait(wait):
            session, wait = client.current_session, _LOOK_SECONDS
            if session is None or not (_has_ended(session) or self._unheard(session) > _HOPELESS):
                continue
            _log.warning("the socket has ended or is deaf; another one is opened")
            session.disconnect()
            try:
                client.connect_to_new_endpoint()
            except (SlackClientError, OSError) as error:
                _log.warning("no new socket yet: %s", type(error).__name__)
                wait = _AGAIN_SECONDS

    def _heard(self, message: str) -> None:
        if not message.startswith("{"):
            return
        kind = json.loads(message).get("type")
        if kind in ("hello", "disconnect"):
            self._leaving = kind == "disconnect"


def _has_ended(session: Connection) -> bool:
    """Tell whether the other side has closed the connection, looking beneath TLS."""
    held = session.sock
    if held is None:
        return True
    try:
        with socket.socket(fileno=os.dup(held.fileno())) as beneath:
            return not beneath.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return False
    except OSError:
        return True
