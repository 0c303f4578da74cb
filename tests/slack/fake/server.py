"""The fake Slack: a real server on 127.0.0.1, and the object through which tests control it."""

import asyncio
import threading
from types import TracebackType
from typing import Self

from aiohttp import web

from . import methods  # noqa: F401 (registers them)
from .block_kit import BlockKit
from .breaking import Breaking
from .delivery import Attempt, Courier, Delivery
from .events import Events
from .http_mode import HttpMode
from .looking import PATIENCE, Looking
from .peopling import Peopling
from .pressing import Pressing
from .responses import Responses
from .settings import AppSettings
from .socket_mode import SocketMode
from .speaking import Speaking
from .values import User
from .web_api import WebApi
from .workspace import Workspace


class FakeSlack(Peopling, Speaking, Pressing, Looking, Breaking):
    """One Slack with one app, one team at first; a context manager that starts and stops it.

    Give the bot `fake.environment` (Socket Mode) or set `fake.request_url` to its URL (HTTP mode).
    Without `by_schema`, blocks and arguments are not checked against npm's types, which takes time.
    """

    def __init__(self, app: AppSettings | None = None, *, by_schema: bool = True) -> None:
        workspace = Workspace(app=app or AppSettings())
        self.sockets = SocketMode(workspace=workspace)
        self.http = HttpMode(workspace=workspace)
        self.courier = Courier(workspace=workspace, transport=self)
        events = Events(workspace=workspace, courier=self.courier, loop=lambda: self._loop)
        self.block_kit = BlockKit(by_schema=by_schema)
        responses = Responses(workspace=workspace, events=events, block_kit=self.block_kit)
        self.workspace, self.events, self.responses = workspace, events, responses
        self.web_api = WebApi(
            workspace=workspace, events=events, block_kit=self.block_kit, sockets=self.sockets
        )
        self.faults = self.web_api.faults
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, name="fake-slack", daemon=True)
        self._ready = threading.Event()
        self._stop = asyncio.Event()
        self.port = 0
        self.team = self.install(self.new_team("county"))

    # The server

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(PATIENCE), "the fake Slack did not start"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(PATIENCE)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._run())
        self._loop.close()

    async def _run(self) -> None:
        server = web.Application(client_max_size=4 * 1024**2)
        server.router.add_route("*", "/api/{method}", self.web_api.handle)
        server.router.add_get("/link/", self.sockets.connect)
        server.router.add_post("/actions/{key:.+}", self.responses.handle)
        server.router.add_get("/oauth/v2/authorize", self._authorize)
        runner = web.AppRunner(server, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self.port)
        await site.start()
        self.port = runner.addresses[0][1]
        self.web_api.base = self.responses.base = self.url
        self._ready.set()
        await self._stop.wait()
        for socket in self.sockets.open_sockets:
            await self.sockets.cut(socket)
        await runner.cleanup()
        running = asyncio.all_tasks() - {asyncio.current_task()}
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _authorize(self, request: web.Request) -> web.StreamResponse:
        """The page where an administrator allows the app: allowed at once."""
        code = self.new_code(self.team)
        to = f"{request.query['redirect_uri']}?code={code}&state={request.query.get('state', '')}"
        raise web.HTTPFound(to)

    async def attempt(self, delivery: Delivery, attempt: Attempt, reason: str) -> None:
        """Deliver by HTTP if there is a request URL, else by a socket."""
        transport = self.http if self.http.url else self.sockets
        await transport.attempt(delivery, attempt, reason)

    # Where the app finds it

    @property
    def url(self) -> str:
        """The server's address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def api_url(self) -> str:
        """What SLACK_API_URL is set to."""
        return f"{self.url}/api/"

    @property
    def request_url(self) -> str:
        """The app's URL in HTTP mode; "" means Socket Mode."""
        return self.http.url

    @request_url.setter
    def request_url(self, url: str) -> None:
        self.http.url = url

    @property
    def app(self) -> AppSettings:
        """The app's registration: its secrets and scopes."""
        return self.workspace.app

    @property
    def bot(self) -> User:
        """The app's bot user in the first team."""
        return self.workspace.installations[self.team.id].bot

    @property
    def bot_token(self) -> str:
        """The bot's token in the first team."""
        return self.workspace.installations[self.team.id].token

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables of a bot for this Slack."""
        return {
            "SLACK_API_URL": self.api_url,
            "SLACK_BOT_TOKEN": self.bot_token,
            "SLACK_APP_TOKEN": self.app.app_token,
            "SLACK_SIGNING_SECRET": self.app.signing_secret,
        }
