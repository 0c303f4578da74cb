"""The socket to Slack, and whether it works: it may be lost, being refreshed, or open and deaf."""

import json
import logging
import os
import socket
import threading
import time
from contextlib import suppress

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackClientError
from slack_sdk.socket_mode.builtin.connection import Connection

from assistant.slack.setup.secrets import Secrets

# Slack's socket answers each ping at once. After two unanswered pings we call it deaf; after three
# we open a new one.
PING_SECONDS = 5.0
_DEAF, _HOPELESS = 2.0, 3.0
_LOOK_SECONDS = 0.25
_AGAIN_SECONDS = 1.0  # after a failed attempt to connect

_log = logging.getLogger(__name__)


class SocketConnection:
    """The Socket Mode connection, by Bolt's built-in adapter.

    A thread of its own checks that the connection is still open: the library notices a silent end
    only after some pings, and spins until then.
    """

    def __init__(self, app: App, secrets: Secrets) -> None:
        """Prepare the connection; nothing is opened yet."""
        self._ping = PING_SECONDS
        self._leaving = False  # Slack has said that it will close this connection
        self._stopped = threading.Event()
        self._watch = threading.Thread(target=self._look, name="socket", daemon=True)
        self._handler = SocketModeHandler(app, secrets.app_token, ping_interval=self._ping)
        self._handler.client.on_message_listeners.append(self._heard)

    def connect(self) -> None:
        """Open the connection and keep it open."""
        self._handler.client.connect()
        self._watch.start()

    def close(self) -> None:
        """Stop receiving; on return, all that was received has reached the bot."""
        client = self._handler.client
        self._stopped.set()
        if self._watch.is_alive():
            self._watch.join()
        client.auto_reconnect_enabled = False
        client.closed = True
        client.message_queue.put(None)  # otherwise the library waits a second for a message
        client.message_workers.shutdown(wait=True)  # what is in progress is still acknowledged
        client.current_session_state.terminated = True
        if client.current_session and client.current_session.sock:
            with suppress(OSError):  # otherwise the library waits up to three seconds for Slack
                client.current_session.sock.shutdown(socket.SHUT_RD)
        client.close()

    def trouble(self) -> str | None:
        """Return why nothing can be received, or None if all is well."""
        client = self._handler.client
        session = client.current_session
        if session is None or not client.is_connected():
            return "the socket is lost; reconnecting"
        if self._leaving:
            return "the socket is being refreshed"
        if self._unheard(session) > _DEAF:
            return "the socket is deaf: no answer to pings; a new one is opened soon"
        return None

    def _unheard(self, session: Connection) -> float:
        """Return how many pings have gone unanswered."""
        heard = session.last_ping_pong_time or session._first_ping_time  # the library has no getter
        return (time.time() - heard) / self._ping if heard is not None else 0.0

    def _look(self) -> None:
        client = self._handler.client
        wait = _LOOK_SECONDS
        while not self._stopped.wait(wait):
            session, wait = client.current_session, _LOOK_SECONDS
            if session is None or not (_has_ended(session) or self._unheard(session) > _HOPELESS):
                continue
            _log.warning("the socket has ended or is deaf; opening a new one")
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
    """Return whether the other side has closed the connection, looking beneath TLS."""
    sock = session.sock
    if sock is None:
        return True
    try:
        with socket.socket(fileno=os.dup(sock.fileno())) as beneath:
            return not beneath.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return False
    except OSError:
        return True
