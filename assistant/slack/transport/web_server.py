"""The bot's HTTP server: health, readiness and metrics, and in HTTP mode Slack's requests."""

import logging
import socket
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import uvicorn
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from assistant.slack.transport.request_guard import Guard
from index_builder.index.errors import PlaybookError

EVENTS = "/slack/events"  # the path that the manifest gives Slack
_PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
_STOPPING = 10  # seconds for requests in progress to finish

_log = logging.getLogger(__name__)

Endpoint = Callable[[Request], Awaitable[Response]]


class PortTaken(PlaybookError):
    """Raised when the port can't be listened on."""


def operator_routes(trouble: Callable[[], str | None], metrics: Callable[[], bytes]) -> list[Route]:
    """Return the routes for whoever runs the bot: /healthz, /readyz and /metrics.

    `trouble` returns why no questions can be taken now, or None; `metrics` returns Prometheus' text
    format.
    """

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_request: Request) -> Response:
        reason = trouble()
        return PlainTextResponse(f"{reason or 'ready'}\n", 503 if reason else 200)

    async def show_metrics(_request: Request) -> Response:
        return Response(await run_in_threadpool(metrics), media_type=_PROMETHEUS)

    return [
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/metrics", show_metrics),
    ]


def slack_routes(app: App, signing_secret: str) -> list[Route]:
    """Return the guarded routes that Slack calls; with OAuth also the app's install pages."""
    guard = [Middleware(Guard, signing_secret)]
    routes = [Route(EVENTS, _endpoint(app.dispatch), methods=["POST"], middleware=guard)]
    flow: Any = app.oauth_flow
    if flow:
        pages = {
            flow.install_path: flow.handle_installation,
            flow.redirect_uri_path: flow.handle_callback,
        }
        routes += [Route(path, _endpoint(show), middleware=guard) for path, show in pages.items()]
    return routes


def _endpoint(handle: Callable[[BoltRequest], BoltResponse]) -> Endpoint:
    """Return an endpoint in which Bolt answers in a thread; Bolt's own adapter blocks the loop."""

    async def endpoint(request: Request) -> Response:
        body = await request.body()
        try:
            bolt_request = to_bolt_request(request, body)
        except (LookupError, TypeError, AttributeError, ValueError):
            _log.warning("refused a request that Bolt can't read", exc_info=True)
            return Response(status_code=400)
        return to_starlette_response(await run_in_threadpool(handle, bolt_request))

    return endpoint


class WebServer:
    """uvicorn in a thread of its own; signals stay with the main thread."""

    def __init__(self, app: ASGIApp, host: str, port: int) -> None:
        """Take the port.

        Raises:
            PortTaken: it is in use, or not ours to take.
        """
        try:
            self._socket = socket.create_server((host, port), backlog=512)
        except OSError as error:
            raise PortTaken(
                f"port {port} of {host}: {error.strerror}; choose another with --port"
            ) from error
        config = uvicorn.Config(
            app, log_config=None, access_log=False, lifespan="off", ws="none",
            timeout_graceful_shutdown=_STOPPING, server_header=False,
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        sockets = [self._socket]
        self._thread = threading.Thread(
            target=lambda: self._server.run(sockets=sockets), name="web", daemon=True
        )

    @property
    def address(self) -> str:
        """The address it listens on."""
        host, port = self._socket.getsockname()[:2]
        return f"http://{host}:{port}"

    def start(self) -> None:
        """Start serving."""
        self._thread.start()
        _log.info("listening on %s", self.address)

    def stop(self) -> None:
        """Take no more requests, and finish those in progress."""
        self._server.should_exit = True
        self._thread.join()
