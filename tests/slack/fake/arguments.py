"""A call's arguments: read as Slack reads them, and checked against Slack's own list of methods."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from aiohttp import BasicAuth, web

from ..facts import METHODS
from . import schema
from .values import Json, SlackError

JSON_ARGUMENTS = frozenset("attachments blocks metadata prompts unfurls view".split())
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_BOOLEAN_ARGUMENTS = frozenset(
    "unfurl_links unfurl_media mrkdwn link_names reply_broadcast as_user return_im test "
    "include_count include_disabled include_users".split()
)

# Where the list is wrong for us: with agent_view, prompts don't belong to a thread.
_OPTIONAL = {("assistant.threads.setSuggestedPrompts", "thread_ts")}
# Arguments of every method, or that the SDKs send everywhere.
_ANYWHERE = frozenset("token team_id include_locale".split())

# Blocks and views have a check of their own (Block Kit), so here empty ones stand in for them.
_EMPTY: Json = {"blocks": [], "view": {"type": "home", "blocks": []}}

Known = Mapping[str, Mapping[str, Any]]


@cache
def known_methods() -> Known:
    """Return Slack's list of methods, as far as the fake has them: args, errors, bot_scopes."""
    listed: Known = json.loads(METHODS.read_text("utf-8"))
    return listed


async def read(request: web.Request) -> Json:
    """Return the arguments of a call, sent as JSON, a form or a query."""
    given: Json = {**dict(request.query), **_basic(request)}
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.read())
        except ValueError:
            raise SlackError("invalid_json") from None
        if not isinstance(body, dict):
            raise SlackError("json_not_object")
        return {**given, **body}
    given.update(await request.post())
    return {name: _decoded(name, value) for name, value in given.items()}


def _basic(request: web.Request) -> Json:
    """Return the client's id and secret, which OAuth calls may send as HTTP's own password."""
    if not request.headers.get("Authorization", "").startswith("Basic "):
        return {}
    held = BasicAuth.decode(request.headers["Authorization"])
    return {"client_id": held.login, "client_secret": held.password}


def _decoded(name: str, value: Any) -> Any:
    if name in _BOOLEAN_ARGUMENTS and isinstance(value, str):
        return _BOOLEANS.get(value.lower(), value)
    if name not in JSON_ARGUMENTS or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        error = "invalid_blocks_format" if name == "blocks" else "invalid_arguments"
        raise SlackError.because(error, f"{name} is not JSON") from None


def check(method: str, arguments: Mapping[str, Any], required: tuple[str, ...]) -> list[str]:
    """Check that nothing is missing; return what the method does not know.

    `required` is used for methods newer than the list.

    Raises:
        SlackError: invalid_arguments, with each missing name.
    """
    known = known_methods().get(method)
    if known is not None:
        required = tuple(
            name
            for name, needed in known["args"].items()
            if needed and (method, name) not in _OPTIONAL
        )
    missing = [name for name in required if arguments.get(name) in (None, "")]
    if method == "assistant.threads.setStatus" and "status" in arguments:
        missing = [name for name in missing if name != "status"]  # "" clears it
    if missing:
        raise SlackError.because(
            "invalid_arguments", *(f"missing required field: {name}" for name in missing)
        )
    return [] if known is None else _unknown(arguments, known["args"])


def _unknown(arguments: Mapping[str, Any], known: Mapping[str, Any]) -> list[str]:
    names = sorted(set(arguments) - set(known) - _ANYWHERE)
    return [f"there is no argument {name!r}" for name in names]


def mistyped(method: str, arguments: Mapping[str, Any]) -> list[str]:
    """Return which arguments are not as the types of npm @slack/web-api have them."""
    name = f"Call_{method.replace('.', '_')}"
    if name not in schema.schemas():
        return []
    given = {key: value for key, value in arguments.items() if key not in _ANYWHERE}
    given |= {key: _EMPTY[key] for key in given if key in _EMPTY}
    return schema.wrong(name, given, "")
