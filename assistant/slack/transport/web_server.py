"""What the bot answers over HTTP: health, readiness, metrics; in HTTP mode Slack's requests."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from assistant.slack.transport.request_guard import Guard

EVENTS = "/slack/events"  # the path that the manifest gives Slack
_PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"

_log = logging.getLogger(__name__)

Endpoint = Callable[[Request], Awaitable[Response]]


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
