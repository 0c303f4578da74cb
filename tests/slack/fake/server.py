"""The fake Slack: a real server on 127.0.0.1, and the object that tests move it with."""

import asyncio
import os
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

from aiohttp import web

from . import methods  # noqa: F401 (registers them)
from .block_kit import BlockKit
from .delivery import Attempt, Courier, Delivery
from .events import Events
from .faults import Fault
from .http_mode import HttpMode
from .pressing import Pressing
from .responses import Responses
from .settings import AppSettings
from .socket_mode import Socket, SocketMode
from .speaking import Speaking
from .values import Call, Channel, Json, Message, Team, User
from .web_api import WebApi
from .workspace import Installation, Workspace

T = TypeVar("T")

PATIENCE = 10.0  # seconds that a test waits for what should come at once


class FakeSlack(Speaking, Pressing):
    """One Slack with one app, one team at first; a context manager that starts and stops it.

    Give the bot `fake.environment` (Socket Mode) or set `fake.request_url` to its URL (HTTP mode).
    """

    def __init__(self, app: AppSettings | None = None) -> None:
        workspace = Workspace(app=app or AppSettings())
        self.sockets = SocketMode(workspace=workspace)
        self.http = HttpMode(workspace=workspace)
        self.courier = Courier(workspace=workspace, transport=self)
        events = Events(workspace=workspace, courier=self.courier, loop=lambda: self._loop)
        self.block_kit = BlockKit()
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

    # Who and what there is

    def new_team(self, name: str) -> Team:
        """Add a workspace."""
        with self.workspace.change():
            team = Team(id=self.workspace.new_id("T"), domain=name, name=name.title())
            self.workspace.teams[team.id] = team
            return team

    def install(self, team: Team, scopes: tuple[str, ...] | None = None) -> Team:
        """Install the app in a workspace."""
        bot = self.user(self.app.name, team=team, bot=True)
        with self.workspace.change():
            digits = f"{int(team.id[1:], 16):012d}"
            self.workspace.installations[team.id] = Installation(
                team=team,
                bot=bot,
                token=f"xoxb-{digits}-{digits}-" + os.urandom(12).hex(),
                scopes=self.app.scopes if scopes is None else scopes,
                installer=self.user("admin", team=team).id,
            )
            return team

    def new_code(self, team: Team) -> str:
        """Return a code for oauth.v2.access, as after somebody allowed the app in a team."""
        with self.workspace.change():
            code = f"{team.id}.{os.urandom(8).hex()}"
            self.workspace.codes[code] = team
            return code

    def user(self, name: str, *, team: Team | None = None, bot: bool = False) -> User:
        """Add a person, or a bot of another app."""
        with self.workspace.change():
            made = User(
                id=self.workspace.new_id("U"),
                name=name,
                team=team or self.team,
                bot_id=self.workspace.new_id("B") if bot else "",
            )
            self.workspace.users[made.id] = made
            return made

    def channel(
        self,
        name: str,
        *members: User,
        kind: str = "channel",
        team: Team | None = None,
        shared: bool = False,
        bot_in: bool = True,
    ) -> Channel:
        """Add a channel (kind: channel, group, mpim) with the bot in it, or not."""
        with self.workspace.change():
            made = Channel(
                id=self.workspace.new_id("C"),
                name=name,
                team=team or self.team,
                kind=kind,
                shared=shared,
            )
            self.workspace.channels[made.id] = made
            bot = self.workspace.installations[made.team.id].bot
            joined = [*members, bot] if bot_in else members
            self.workspace.members[made.id] = {user.id for user in joined}
            return made

    # What happened

    def wait_for(
        self, found: Callable[[], T | None], timeout: float = PATIENCE, wanted: str = ""
    ) -> T:
        """Return what `found` returns once it is true; it is asked after every change here."""
        return self.workspace.wait_for(found, timeout, wanted)

    def settle(self, timeout: float = PATIENCE) -> None:
        """Wait until everything sent so far was acknowledged or given up."""
        waiting = list(self.courier.sent)
        self.wait_for(lambda: all(sent.done for sent in waiting), timeout, "all acks")

    def wait_connected(self, count: int = 1, timeout: float = PATIENCE) -> list[Socket]:
        """Wait until the app has `count` sockets open, and return them."""

        def found() -> list[Socket] | None:
            sockets = self.sockets.open_sockets
            return sockets if len(sockets) >= count else None

        return self.wait_for(found, timeout, f"{count} sockets")

    def posts(self, channel: Channel, *, by: User | None = None) -> list[Message]:
        """Return the bot's (or another's) messages in a channel as they stand, in order."""
        author = (by or self.workspace.installations[channel.team.id].bot).id
        with self.workspace.lock:
            return [said for said in self.workspace.in_channel(channel) if said.user == author]

    def replies(self, message: Message) -> list[Message]:
        """Return the bot's messages in a message's thread as they stand, in order."""
        posts = self.posts(message.channel)
        return [post for post in posts if post.thread_ts == message.thread_ts]

    def ephemerals(self, channel: Channel, user: User | None = None) -> list[Message]:
        """Return what only one person (or only `user`) sees in a channel, in order."""
        with self.workspace.lock:
            seen = self.workspace.in_channel(channel, ephemeral=True)
        return [message for message in seen if user is None or message.seen_by == user.id]

    def now(self, message: Message) -> Message:
        """Return a message as it stands now."""
        with self.workspace.lock:
            return self.workspace.messages[message.channel.id, message.ts]

    def home(self, user: User) -> Json | None:
        """Return the Home tab that was published for a person."""
        with self.workspace.lock:
            return self.workspace.views.get(f"home {user.id}")

    def modals(self) -> list[Json]:
        """Return the modals that are open, oldest first."""
        with self.workspace.lock:
            return [view for view in self.workspace.views.values() if view["type"] == "modal"]

    def calls(self, method: str = "") -> list[Call]:
        """Return the calls made so far, of one method or of all."""
        with self.workspace.lock:
            return [call for call in self.workspace.calls if method in ("", call.method)]

    def deliveries(self, event: str = "", *, of: Message | None = None) -> list[Delivery]:
        """Return what was sent to the app: of an event's type, about a message."""
        with self.workspace.lock:
            sent = list(self.courier.sent)
        return [
            one
            for one in sent
            if event in ("", one.payload.get("event", {}).get("type"))
            and (of is None or one.payload.get("event", {}).get("ts") == of.ts)
        ]

    # What goes wrong

    def fail(self, method: str, error: str, *, times: int = 1, channel: str = "") -> None:
        """Let the next calls of a method be refused with an error."""
        self.faults.order(method, Fault(kind="error", error=error), times=times, channel=channel)

    def rate_limit(
        self, method: str, *, retry_after: float = 1, times: int = 1, channel: str = ""
    ) -> None:
        """Let the next calls of a method get 429 with Retry-After."""
        fault = Fault(kind="ratelimited", seconds=retry_after)
        self.faults.order(method, fault, times=times, channel=channel)

    def break_calls(
        self, method: str, kind: str, *, times: int = 1, after: bool = False, **more: float
    ) -> None:
        """Let the next calls meet `http` (status=500), `hang` (seconds=…) or `reset`.

        `after`: the call is carried out all the same, only its answer is lost.
        """
        status, seconds = int(more.get("status", 500)), more.get("seconds", 60.0)
        fault = Fault(kind=kind, status=status, seconds=seconds, after=after)
        self.faults.order(method, fault, times=times)

    def revoke(self, team: Team | None = None) -> None:
        """Take the app out of a team: its token is refused from now on."""
        with self.workspace.change():
            self.workspace.installations[(team or self.team).id].revoked = True

    def disconnect(self, socket: Socket, reason: str, *, after: float = 0.1) -> None:
        """Tell a socket to go (refresh_requested, warning, link_disabled); close it then."""
        asyncio.run_coroutine_threadsafe(
            self.sockets.disconnect(socket, reason, after), self._loop
        ).result(PATIENCE)

    def cut(self, socket: Socket) -> None:
        """Break a socket's connection without a word."""
        asyncio.run_coroutine_threadsafe(self.sockets.cut(socket), self._loop).result(PATIENCE)
