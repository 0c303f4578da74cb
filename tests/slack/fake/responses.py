"""What an app sends back without a token: to a response_url, or with its ack."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from .block_kit import BlockKit
from .events import Events
from .methods.chat import bot_post
from .methods.content import TEXT_OF_POST, content
from .methods.views import stored
from .values import Channel, Json, Message, SlackError, User
from .workspace import RESPONSE_URL_LIVES, RESPONSE_URL_USES, ResponseUrl, Workspace


@dataclass(slots=True, kw_only=True)
class Responses:
    """Takes what apps answer to commands and interactions."""

    workspace: Workspace
    events: Events
    block_kit: BlockKit
    base: str = ""

    def url(self, channel: Channel, user: User, message: Message | None = None) -> str:
        """Return a new response_url, good for five posts in half an hour."""
        key = f"{user.team.id}/{self.workspace.new_id('')}/{time.time_ns():x}"
        self.workspace.response_urls[key] = ResponseUrl(
            channel=channel,
            user=user,
            message_ts=message.ts if message else "",
            thread_ts=str(message.body.get("thread_ts", "")) if message else "",
        )
        return f"{self.base}/actions/{key}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer a post to a response_url."""
        held = self.workspace.response_urls.get(request.match_info["key"])
        try:
            with self.workspace.change():
                self._use(held)
                assert held is not None
                self.respond(held, await request.json())
        except SlackError as error:
            gone = error.response["error"] in ("expired_url", "used_url")
            with self.workspace.change():
                self.workspace.complaints.append(f"response_url: {error.response}")
            return web.json_response(error.response, status=404 if gone else 400)
        return web.json_response({"ok": True})

    def _use(self, held: ResponseUrl | None) -> None:
        if held is None or time.monotonic() - held.made > RESPONSE_URL_LIVES:
            raise SlackError("expired_url")
        if held.uses >= RESPONSE_URL_USES:
            raise SlackError("used_url")
        held.uses += 1

    def respond(self, to: ResponseUrl, response: Mapping[str, Any]) -> None:
        """Carry out a response: a new message, or one that replaces or deletes the old.

        Raises:
            SlackError: it has no text, or wrong blocks.
        """
        workspace = self.workspace
        old = workspace.messages.get((to.channel.id, to.message_ts))
        if response.get("delete_original"):
            if old is not None:
                workspace.drop(old)
            return
        held = content(self.block_kit, response, TEXT_OF_POST)
        if response.get("replace_original") and old is not None:
            self._replace(old, held)
            return
        body = bot_post(workspace, workspace.installations[to.channel.team.id].bot, held)
        thread_ts = response.get("thread_ts")
        if thread_ts:
            body["thread_ts"] = thread_ts
        everybody = response.get("response_type") == "in_channel"
        seen_by = "" if everybody else to.user.id
        message = workspace.keep(
            Message(channel=to.channel, body=body, seen_by=seen_by, arguments=dict(response))
        )
        if everybody:
            self.events.posted(message)

    def _replace(self, old: Message, held: Json) -> None:
        kept = {key: value for key, value in old.body.items() if key not in ("text", "blocks")}
        message = self.workspace.rewrite(old, {**kept, **held})
        if not message.seen_by:
            self.events.changed(message)

    def view_response(self, view: Json, response: Mapping[str, Any]) -> None:
        """Carry out a `response_action` to a submitted view: none closes it."""
        kind = response.get("response_action", "")
        team = self.workspace.teams[view["team_id"]]
        if kind == "errors":
            self.workspace.views[view["id"]] = {**view, "errors": response["errors"]}
            return
        if kind not in ("update", "push"):
            self.workspace.views.pop(view["id"], None)
            return
        wrong = self.block_kit.view(response["view"])
        if wrong:
            self.workspace.complaints.append(f"response_action {kind}: {wrong}")
            return
        held = view if kind == "update" else None
        made = stored(self.workspace, team, view["bot_id"], response["view"], held)
        self.workspace.views[made["id"]] = made
