"""The bot's HTTP side: health, readiness, metrics; in HTTP mode Slack's requests as well."""

import asyncio
import logging
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import uvicorn
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.asgi import SlackRequestHandler
from slack_bolt.adapter.asgi.http_request import AsgiHttpRequest

from assistant.slack.transport.request_guard import Asgi, Receive, Scope, Send, respond
from index_builder.index.errors import PlaybookError

_PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
_STOPPING = 10  # seconds that requests under way are given

_log = logging.getLogger(__name__)


class PortTaken(PlaybookError):
    """Raised when the port can't be listened on."""


class ThreadedHandler(SlackRequestHandler):
    """Bolt's ASGI adapter; it runs the app beside the event loop, not on it."""

    app: App

    async def dispatch(self, request: AsgiHttpRequest) -> BoltResponse:
        """Hand a request of Slack's to the app."""
        try:
            held = await _bolt_request(request)
        except (LookupError, TypeError, AttributeError, ValueError):
            _log.warning("a request that Bolt can't read is refused", exc_info=True)
            return BoltResponse(status=400, body="")
        return await asyncio.to_thread(self.app.dispatch, held)

    async def handle_installation(self, request: AsgiHttpRequest) -> BoltResponse:
        """Show the page that starts an installation."""
        flow: Any = self.app.oauth_flow
        return await asyncio.to_thread(flow.handle_installation, await _bolt_request(request))

    async def handle_callback(self, request: AsgiHttpRequest) -> BoltResponse:
        """Finish an installation."""
        flow: Any = self.app.oauth_flow
        return await asyncio.to_thread(flow.handle_callback, await _bolt_request(request))


async def _bolt_request(request: AsgiHttpRequest) -> BoltRequest:
    body = await request.get_raw_body()
    return BoltRequest(body=body, query=request.query_string, headers=request.get_headers())


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Answers HTTP requests."""

    trouble: Callable[[], str | None]  # why no questions can be taken now
    metrics: Callable[[], bytes]
    slack: Asgi | None  # takes all other requests; None in Socket Mode

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path = scope["path"]
        if path == "/healthz":
            await respond(send, 200, "ok")
        elif path == "/readyz":
            trouble = self.trouble()
            await respond(send, 503 if trouble else 200, trouble or "ready")
        elif path == "/metrics":
            await respond(send, 200, await asyncio.to_thread(self.metrics), _PROMETHEUS)
        elif self.slack:
            await self.slack(scope, receive, send)
        else:
            await respond(send, 404, "not found")


class WebServer:
    """uvicorn in a thread of its own; signals stay with the main thread."""

    def __init__(self, pages: Pages, host: str, port: int) -> None:
        """Take the port.

        Raises:
            PortTaken: it is in use, or not ours to take.
        """
        try:
            self._socket = socket.create_server((host, port), backlog=512)
        except OSError as error:
            raise PortTaken(
                f"port {port} of {host}: {error.strerror}; name another one with --port"
            ) from error
        config = uvicorn.Config(
            pages, log_config=None, access_log=False, lifespan="off", ws="none",
            timeout_graceful_shutdown=_STOPPING, server_header=False,
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        sockets = [self._socket]
        self._thread = threading.Thread(
            target=lambda: self._server.run(sockets=sockets), name="web", daemon=True
        )

    @property
    def address(self) -> str:
        """Where it listens."""
        host, port = self._socket.getsockname()[:2]
        return f"http://{host}:{port}"

    def start(self) -> None:
        """Serve from now on."""
        self._thread.start()
        _log.info("listening on %s", self.address)

    def stop(self) -> None:
        """Take no more requests; finish those under way."""
        self._server.should_exit = True
        self._thread.join()
