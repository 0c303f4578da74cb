"""The routes: all pages, one page, the answer to a question."""

import logging
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from assistant.answer import ask
from assistant.phrases.phrasebook import phrase
from assistant.serving.answer_view import answer_html, asking_html
from assistant.serving.guard import Guard
from assistant.serving.layout import MOST_ASKED
from assistant.serving.list_view import home_html, missing_html, trouble_html
from assistant.serving.page_view import page_html
from assistant.serving.site import site_of
from index_builder.index.generation import Generation
from index_builder.index.served_address import ASK, HEALTH, HOME

_log = logging.getLogger(__name__)


def make_app(generation: Callable[[], Generation], host: str) -> ASGIApp:
    """Return the app; `generation` gives the one in use, and each request takes it once."""

    # Starlette runs what is not async in a thread, so one long page keeps nobody waiting.
    def home(_request: Request) -> Response:
        return _page(home_html(site_of(generation())))

    def answered(request: Request) -> Response:
        question = request.query_params.get("q")
        if question is None:
            return _page(asking_html())
        held = generation()
        answer = ask(held, question[: 4 * MOST_ASKED])
        return _page(answer_html(site_of(held), answer))

    def page(request: Request) -> Response:
        site, decoded = site_of(generation()), str(request.scope["path"])
        if held := site.at(decoded):
            return _page(page_html(site, held))
        if near := site.nearly_at(decoded):
            return RedirectResponse(near.path, 307)
        return _page(missing_html(site, decoded), 404)

    async def health(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    app = Starlette(
        routes=[
            Route(HOME, home),
            Route(ASK, answered),
            Route(HEALTH, health),
            Route("/{path:path}", page),
        ],
        exception_handlers={Exception: _trouble},
    )
    return Guard(app, host)  # outermost, so that its headers are on every answer


def _page(html: str, status: int = 200) -> Response:
    # A page may hold half a surrogate pair, which no encoding has.
    return HTMLResponse(html.encode("utf-8", "replace"), status)


async def _trouble(_request: Request, error: Exception) -> Response:
    """Answer a request that failed; Starlette logs the error itself, through the server."""
    _log.error("a request failed: %s: %s", type(error).__name__, error)
    return _page(trouble_html(phrase("served_trouble_next")), 500)
