"""views.*: modals, and the Home tab."""

import json
from typing import Any

from ..values import Json, SlackError, Team
from ..web_api import Context, method
from ..workspace import Workspace
from .content import named

VIEW_BYTES = 250_000  # of its JSON ("Views", docs.slack.dev)


def checked(context: Context, view: Any, kind: str) -> Json:
    """Return a view that Slack takes.

    Raises:
        SlackError: it is too large, of another kind, or against Block Kit.
    """
    if len(json.dumps(view)) > VIEW_BYTES:
        raise SlackError("view_too_large")
    wrong = context.block_kit.view(view)
    if not wrong and view.get("type") != kind:
        wrong = [f"must be a {kind} [json-pointer:/view/type]"]
    if wrong:
        raise SlackError.because("invalid_arguments", *wrong)
    return dict(view)


def stored(workspace: Workspace, team: Team, bot_id: str, view: Json, held: Json | None) -> Json:
    """Return a view as Slack stores and sends it: with ids, hash and state."""
    view_id = held["id"] if held else workspace.new_id("V")
    blocks = named(view["blocks"])
    body: Json = {
        "id": view_id,
        "team_id": team.id,
        "type": view["type"],
        "blocks": blocks,
        "private_metadata": view.get("private_metadata", ""),
        "callback_id": view.get("callback_id", ""),
        "state": {"values": {}},
        "hash": f"{workspace.new_ts()}.{view_id[-8:].lower()}",
        "title": view.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
        "clear_on_close": view.get("clear_on_close", False),
        "notify_on_close": view.get("notify_on_close", False),
        "close": view.get("close"),
        "submit": view.get("submit"),
        "previous_view_id": None,
        "root_view_id": view_id,
        "app_id": workspace.app.app_id,
        "external_id": view.get("external_id", ""),
        "app_installed_team_id": team.id,
        "bot_id": bot_id,
    }
    return body


def keep(context: Context, view: Json, key: str, held: Json | None = None) -> Json:
    """Store a view and return it."""
    bot = context.bot.bot
    made = stored(context.workspace, bot.team, bot.bot_id, view, held)
    context.workspace.views[key or made["id"]] = made
    return made


@method("views.open", required="view trigger_id")
def views_open(context: Context) -> Json:
    view = checked(context, context.arguments["view"], "modal")
    context.workspace.use_trigger(context.text("trigger_id"))
    return {"view": keep(context, view, "")}


@method("views.push", required="view trigger_id")
def views_push(context: Context) -> Json:
    return views_open(context)


@method("views.update", required="view")
def views_update(context: Context) -> Json:
    held = context.workspace.views.get(context.text("view_id"))
    if held is None:
        raise SlackError("not_found")
    if context.text("hash") not in ("", held["hash"]):
        raise SlackError("hash_conflict")
    view = checked(context, context.arguments["view"], held["type"])
    return {"view": keep(context, view, held["id"], held)}


@method("views.publish", required="view user_id")
def views_publish(context: Context) -> Json:
    if not context.workspace.app.home_tab:
        raise SlackError("not_enabled")
    user = context.workspace.users.get(context.text("user_id"))
    if user is None or user.team != context.bot.team:
        raise SlackError("invalid_arguments")
    held = context.workspace.views.get(f"home {user.id}")
    if context.text("hash") and (not held or context.text("hash") != held["hash"]):
        raise SlackError("hash_conflict")
    view = checked(context, context.arguments["view"], "home")
    return {"view": keep(context, view, f"home {user.id}", held)}
