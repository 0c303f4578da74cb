"""The Web API: reads a call, looks at its token, scopes and arguments, and answers it."""

import asyncio
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from aiohttp import web

from . import arguments
from .block_kit import BlockKit
from .events import Events
from .faults import Fault, Faults
from .socket_mode import SocketMode
from .values import Call, Json, SlackError
from .workspace import Installation, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a method works with; the workspace's lock is held."""

    workspace: Workspace
    events: Events
    block_kit: BlockKit
    sockets: SocketMode
    base: str  # http://127.0.0.1:PORT
    arguments: Mapping[str, Any]
    token: str
    installed: Installation | None  # None for methods that need no bot token

    @property
    def bot(self) -> Installation:
        """The installation whose token calls."""
        assert self.installed is not None
        return self.installed

    def text(self, name: str) -> str:
        """Return an argument as text, "" where it is absent."""
        value = self.arguments.get(name)
        return "" if value is None else str(value)


Answer = Callable[[Context], Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One method of the Web API."""

    answer: Answer
    caller: str  # bot or app, whichever token it needs; or anyone
    scopes: tuple[str, ...]  # one of them is needed; empty: none is
    required: tuple[str, ...]


METHODS: dict[str, Method] = {}


def method(
    name: str, *, caller: str = "bot", scopes: str = "", required: str = ""
) -> Callable[[Answer], Answer]:
    """Register the function that answers a method."""

    def register(answer: Answer) -> Answer:
        METHODS[name] = Method(
            answer=answer,
            caller=caller,
            scopes=tuple(scopes.split()),
            required=tuple(required.split()),
        )
        return answer

    return register


@dataclass(slots=True, kw_only=True)
class WebApi:
    """Serves /api/METHOD."""

    workspace: Workspace
    events: Events
    block_kit: BlockKit
    sockets: SocketMode
    faults: Faults = field(default_factory=Faults)
    slowness: float = 0.0  # seconds that every call takes
    base: str = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one call and record it."""
        name, token, at = request.match_info["method"], _bearer(request), time.monotonic()
        await asyncio.sleep(self.slowness)
        try:
            given = await arguments.read(request)
        except SlackError as error:
            return self._reply(_Asked(name, {}, token, at), 200, error.response)
        asked = _Asked(name, given, token or str(given.get("token", "")), at)
        with self.workspace.lock:
            fault = self.faults.next(name, given)
        if fault is not None:
            return await self._fail(request, fault, asked)
        with self.workspace.change():  # what a call did and that it was made are seen together
            return self._reply(asked, 200, self._carry_out(asked))

    def _carry_out(self, asked: "_Asked") -> Json:
        found = METHODS.get(asked.method)
        if found is None:
            return SlackError("unknown_method", req_method=asked.method).response
        try:
            with self.workspace.change():
                return {"ok": True, **self._answer(found, asked)}
        except SlackError as error:
            return error.response

    def _answer(self, found: Method, asked: "_Asked") -> Json:
        installed = self._authorize(found, asked.token)
        odd = arguments.check(asked.method, asked.arguments, found.required)
        context = Context(
            workspace=self.workspace,
            events=self.events,
            block_kit=self.block_kit,
            sockets=self.sockets,
            base=self.base,
            arguments=asked.arguments,
            token=asked.token,
            installed=installed,
        )
        answer = found.answer(context)
        if self.block_kit.by_schema:
            odd += arguments.mistyped(asked.method, asked.arguments)
        self.workspace.complaints += [f"{asked.method}: {one}" for one in odd]
        return answer

    def _authorize(self, found: Method, token: str) -> Installation | None:
        if found.caller == "anyone":
            return None
        if not token:
            raise SlackError("not_authed")
        if found.caller == "app":
            if token != self.workspace.app.app_token:
                bot = token.startswith(("xoxb-", "xoxe.xoxb-"))
                raise SlackError("not_allowed_token_type" if bot else "invalid_auth")
            return None
        if token == self.workspace.app.app_token:
            raise SlackError("not_allowed_token_type")
        installed = self.workspace.installation(token)
        if found.scopes and not set(found.scopes) & set(installed.scopes):
            raise SlackError(
                "missing_scope",
                needed=",".join(found.scopes),
                provided=",".join(installed.scopes),
            )
        return installed

    async def _fail(
        self, request: web.Request, fault: Fault, asked: "_Asked"
    ) -> web.StreamResponse:
        if fault.after:
            self._carry_out(asked)
        if fault.kind == "ratelimited":
            wait = {"Retry-After": str(max(1, math.ceil(fault.seconds)))}
            return self._reply(asked, 429, {"ok": False, "error": "ratelimited"}, wait)
        if fault.kind == "hang":
            await asyncio.sleep(fault.seconds)
        if fault.kind in ("hang", "reset"):
            self._record(asked, 0, {"ok": False, "error": fault.kind})
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if fault.kind == "http":
            self._record(asked, fault.status, {"ok": False, "error": "http"})
            return web.Response(status=fault.status, text="<html>Something went wrong</html>")
        return self._reply(asked, 200, {"ok": False, "error": fault.error})

    def _reply(
        self,
        asked: "_Asked",
        status: int,
        response: Json,
        headers: Mapping[str, str] | None = None,
    ) -> web.Response:
        self._record(asked, status, response)
        found = METHODS.get(asked.method)
        installed = self.workspace.installations.values()
        held = [one for one in installed if one.token == asked.token]
        scopes = {
            "X-OAuth-Scopes": ",".join(held[0].scopes) if held else "",
            "X-Accepted-OAuth-Scopes": ",".join(found.scopes) if found else "",
        }
        return web.json_response(response, status=status, headers={**scopes, **(headers or {})})

    def _record(self, asked: "_Asked", status: int, response: Json) -> None:
        given = {key: value for key, value in asked.arguments.items() if key != "token"}
        call = Call(
            method=asked.method,
            arguments=given,
            token=asked.token,
            at=asked.at,
            status=status,
            response=response,
        )
        with self.workspace.change():
            self.workspace.calls.append(call)


class _Asked(NamedTuple):
    """A call as it came in."""

    method: str
    arguments: Json
    token: str
    at: float  # seconds, as time.monotonic


def _bearer(request: web.Request) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if kind == "Bearer" else ""
