"""Which events the app is sent: those it subscribes to, has the scope for and may see."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from . import payloads
from .delivery import Courier, Delivery
from .values import Channel, Json, Message, Team
from .workspace import Workspace

EVENT_OF_KIND = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}


@dataclass(slots=True, kw_only=True)
class Events:
    """Sends events; can be called from any thread."""

    workspace: Workspace
    courier: Courier
    loop: Callable[[], asyncio.AbstractEventLoop]

    def send(
        self, kind: str, payload: Json, then: Callable[[Delivery], None] | None = None
    ) -> Delivery:
        """Start a delivery on the server's loop; `then` takes what came of it."""
        delivery = self.courier.start(kind, payload)
        self.loop().call_soon_threadsafe(self.courier.go, delivery, then)
        return delivery

    def event(self, team: Team, event: Json, *, shared: bool = False) -> Delivery | None:
        """Send an event in its envelope, if the app is installed there."""
        installed = self.workspace.installations.get(team.id)
        if installed is None or installed.revoked:
            return None
        return self.send("events_api", payloads.envelope(self.workspace, installed, event, shared))

    def posted(self, message: Message) -> list[Delivery]:
        """Send what a post causes: `message`, and `app_mention` if it names the bot."""
        events = []
        if self._hears(message.channel):
            events.append(payloads.message_event(message))
        if self._mentioned(message):
            events.append(payloads.mention_event(message))
        return self._all(message.channel, events)

    def changed(self, message: Message) -> list[Delivery]:
        """Send `message_changed`; an edit that names the bot is an `app_mention` once more."""
        events = []
        if self._hears(message.channel):
            events.append(payloads.changed_event(message, self.workspace.new_ts()))
        was_edited = message.body.get("edited") != message.before[-1].get("edited")
        if was_edited and self._mentioned(message):
            events.append(payloads.mention_event(message))
        return self._all(message.channel, events)

    def deleted(self, message: Message) -> list[Delivery]:
        """Send `message_deleted`."""
        if not self._hears(message.channel):
            return []
        event = payloads.deleted_event(message, self.workspace.new_ts())
        return self._all(message.channel, [event])

    def _all(self, channel: Channel, events: list[Json]) -> list[Delivery]:
        sent = (self.event(channel.team, event, shared=channel.shared) for event in events)
        return [delivery for delivery in sent if delivery]

    def _is_member(self, channel: Channel) -> bool:
        installed = self.workspace.installations.get(channel.team.id)
        return installed is not None and installed.bot.id in self.workspace.members[channel.id]

    def _hears(self, channel: Channel) -> bool:
        event = EVENT_OF_KIND[channel.kind]
        return self.workspace.app.hears(event) and self._is_member(channel)

    def _mentioned(self, message: Message) -> bool:
        installed = self.workspace.installations.get(message.channel.team.id)
        return (
            installed is not None
            and message.channel.kind != "im"
            and installed.bot.mention in message.text
            and message.user != installed.bot.id
            and self._is_member(message.channel)
            and self.workspace.app.hears("app_mention")
        )
