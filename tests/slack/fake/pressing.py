"""What people press, type as a command and submit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from . import payloads
from .delivery import Delivery
from .events import Events
from .responses import Responses
from .values import Channel, Json, Message, User
from .workspace import ResponseUrl, Workspace


def elements(blocks: list[Json]) -> Iterator[tuple[str, Json]]:
    """Yield each element that has an action_id, with its block's id."""
    for block in blocks:
        single = [block[name] for name in ("accessory", "element") if name in block]
        listed = block.get("elements", ()) if block["type"] != "rich_text" else ()
        for element in [*single, *listed]:
            if "action_id" in element:
                yield block["block_id"], element


@dataclass(kw_only=True, eq=False, repr=False)  # no slots: several such are one object
class Pressing:
    """Commands, shortcuts, buttons and forms; every method returns the delivery to the app."""

    workspace: Workspace
    events: Events
    responses: Responses

    def command(
        self, channel: Channel, user: User, text: str = "", *, name: str = "/playbook"
    ) -> Delivery:
        """Type a slash command, in any channel: the bot need not be in it."""
        app = self.workspace.app
        assert name in app.commands, f"{name} is no command of the app: {app.commands}"
        with self.workspace.change():
            made = {
                "trigger_id": self.workspace.new_trigger(user.team),
                "response_url": self.responses.url(channel, user),
            }
            payload = payloads.command(app, channel, user, name, text, **made)
        to = ResponseUrl(channel=channel, user=user)
        return self.events.send("slash_commands", payload, lambda sent: self._reply(to, sent))

    def _reply(self, to: ResponseUrl, sent: Delivery) -> None:
        if sent.response.get("text") or sent.response.get("blocks"):
            self.responses.respond(to, sent.response)

    def shortcut(self, message: Message, user: User, callback_id: str) -> Delivery:
        """Use a message shortcut on a message."""
        app = self.workspace.app
        assert app.any_shortcut or app.shortcuts.get(callback_id) == "message", app.shortcuts
        with self.workspace.change():
            trigger = self.workspace.new_trigger(user.team)
            payload = {
                **payloads.interaction(app, "message_action", user, trigger),
                "callback_id": callback_id,
                "action_ts": self.workspace.new_ts(),
                "response_url": self.responses.url(message.channel, user),
                "message_ts": message.ts,
                "channel": payloads.channel_of(message.channel),
                "message": message.body,
            }
        return self.events.send("interactive", payload)

    def click(
        self, message: Message, user: User, action_id: str, *, chosen: Json | None = None
    ) -> Delivery:
        """Press a button, or choose in a menu (`chosen`: `{"selected_option": …}`).

        If several buttons share an action_id, name one by its value: `action_id=value`. So are the
        two of feedback buttons and the options of an overflow menu.
        """
        app = self.workspace.app
        assert app.interactive, "the app has interactivity off: Slack would show a warning"
        action_id, _, value = action_id.partition("=")
        with self.workspace.change():
            now = self.workspace.messages[message.channel.id, message.ts]
            block_id, element = _find(now.blocks, action_id, value)
            chosen = chosen or _chosen(element, value)
            trigger = self.workspace.new_trigger(user.team)
            acted = payloads.action(element, block_id, self.workspace.new_ts(), chosen)
            payload = {
                **payloads.interaction(app, "block_actions", user, trigger),
                "container": _container(now),
                "channel": payloads.channel_of(now.channel),
                "state": {"values": {}},
                "response_url": self.responses.url(now.channel, user, now),
                "actions": [acted],
            }
            if not now.seen_by:  # of an ephemeral message Slack sends no body
                payload["message"] = now.body
        return self.events.send("interactive", payload)

    def click_in_view(
        self, view: Json, user: User, action_id: str, *, chosen: Json | None = None
    ) -> Delivery:
        """Press a button of a modal or of the Home tab."""
        action_id, _, value = action_id.partition("=")
        with self.workspace.change():
            block_id, element = _find(view["blocks"], action_id, value)
            trigger = self.workspace.new_trigger(user.team)
            acted = payloads.action(element, block_id, self.workspace.new_ts(), chosen)
            payload = {
                **payloads.interaction(self.workspace.app, "block_actions", user, trigger),
                "container": {"type": "view", "view_id": view["id"]},
                "view": view,
                "actions": [acted],
            }
        return self.events.send("interactive", payload)

    def submit(
        self, view: Json, user: User, values: Mapping[str, Mapping[str, Json]] | None = None
    ) -> Delivery:
        """Submit a modal; `values`: block_id to action_id to what was entered."""
        given = dict(values or {})
        with self.workspace.change():
            state: Json = {}
            for block_id, element in elements(view["blocks"]):
                entered = given.get(block_id, {}).get(element["action_id"], {})
                _check_filled(view, block_id, entered)
                held = {"type": element["type"], **entered}
                state.setdefault(block_id, {})[element["action_id"]] = held
            trigger = self.workspace.new_trigger(user.team)
            sent = {**view, "state": {"values": state}}
            payload = {
                **payloads.interaction(self.workspace.app, "view_submission", user, trigger),
                "view": sent,
                "response_urls": [],
            }
        return self.events.send("interactive", payload, lambda done: self._close(view, done))

    def _close(self, view: Json, done: Delivery) -> None:
        if done.acked:
            self.responses.view_response(view, done.response)

    def open_home(self, user: User, tab: str = "home") -> Delivery | None:
        """Open the app's Home tab, or ("messages") its DM."""
        with self.workspace.change():
            if not self.workspace.app.hears("app_home_opened"):
                return None
            channel = self.workspace.direct_channel(user)
            view = self.workspace.views.get(f"home {user.id}")
            ts = self.workspace.new_ts()
            return self.events.event(user.team, payloads.home_event(user, channel, tab, view, ts))


def _container(message: Message) -> Json:
    held: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel.id,
        "is_ephemeral": bool(message.seen_by),
    }
    if "thread_ts" in message.body:
        held["thread_ts"] = message.thread_ts
    return held


def _find(blocks: list[Json], action_id: str, value: str) -> tuple[str, Json]:
    there = list(elements(blocks))
    for block_id, element in there:
        if element["action_id"] == action_id and value in ("", *_values(element)):
            return block_id, element
    names = [element["action_id"] for _, element in there]
    raise AssertionError(f"no element {action_id} {value}; there are {names}")


def _choices(element: Json) -> list[Json]:
    """Return what can be pressed or chosen of an element that is more than one button."""
    if element["type"] == "feedback_buttons":
        return [element["positive_button"], element["negative_button"]]
    return list(element.get("options", ()))


def _values(element: Json) -> list[str | None]:
    return [element.get("value"), *(choice.get("value") for choice in _choices(element))]


def _chosen(element: Json, value: str) -> Json | None:
    """Return what Slack says of the choice with this value; None of an element without choices."""
    choices = _choices(element)
    if not choices:
        return None
    assert value, f"name one of {_values(element)}"
    choice = next(choice for choice in choices if choice.get("value") == value)
    if element["type"] == "feedback_buttons":
        return {"value": value, "text": choice["text"]}
    return {"selected_option": choice}


def _check_filled(view: Json, block_id: str, entered: Any) -> None:
    """Check what Slack's own form checks before it submits anything."""
    block = next(block for block in view["blocks"] if block["block_id"] == block_id)
    if block["type"] == "input" and not block.get("optional"):
        assert entered, f"Slack would not submit: {block_id} is empty"
