"""Socket Mode as Slack does it: hello, envelopes, acks, retries, disconnects, deafness."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import aiohttp
import pytest
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from .fake import FakeSlack


class App:
    """The SDK's client: it acknowledges what a test tells it to, and keeps what it got."""

    def __init__(self, fake: FakeSlack) -> None:
        self.fake = fake
        self.got: list[SocketModeRequest] = []
        self.acks = True
        self.payload: dict[str, Any] | None = None
        self.client = SocketModeClient(
            app_token=fake.app.app_token,
            web_client=WebClient(token=fake.bot_token, base_url=fake.api_url),
            ping_interval=0.05,
        )
        self.client.socket_mode_request_listeners.append(self._take)

    def _take(self, client: Any, request: SocketModeRequest) -> None:
        with self.fake.workspace.change():
            self.got.append(request)
        if self.acks:
            response = SocketModeResponse(request.envelope_id, payload=self.payload)
            client.send_socket_mode_response(response)


@pytest.fixture
def opened() -> Iterator[ExitStack]:
    """Closes what a test opened."""
    with ExitStack() as stack:
        yield stack


def _connect(fake: FakeSlack, opened: ExitStack, sockets: int = 1) -> App:
    app = App(fake)
    opened.callback(app.client.close)
    app.client.connect()
    fake.wait_connected(sockets)
    return app


def test_an_envelope_is_acknowledged_once(fake: FakeSlack, opened: ExitStack) -> None:
    """What is acked arrives once, numbered 0, and the ack's time is on record."""
    app = _connect(fake, opened)
    ana = fake.user("ana")
    asked = fake.say(fake.channel("general", ana), ana, "hello")
    fake.settle()
    [sent] = fake.deliveries()
    assert sent.acked
    assert [attempt.number for attempt in sent.attempts] == [0]
    assert sent.attempts[0].ack_took >= 0
    [got] = app.got
    assert (got.type, got.retry_attempt, got.retry_reason) == ("events_api", 0, "")
    assert got.payload["event"]["ts"] == asked.ts


def test_an_event_without_ack_comes_four_times(fake: FakeSlack, opened: ExitStack) -> None:
    """Slack retries an event three times, says why, and gives up; the event_id stays the same."""
    fake.sockets.ack_within = 0.05
    app = _connect(fake, opened)
    app.acks = False
    ana = fake.user("ana")
    fake.say(fake.channel("general", ana), ana, "hello")
    fake.wait_for(lambda: len(app.got) == 4, wanted="four deliveries")
    fake.settle()
    assert sorted((one.retry_attempt, one.retry_reason) for one in app.got) == [
        (0, ""),
        (1, "timeout"),
        (2, "timeout"),
        (3, "timeout"),
    ]
    assert len({one.payload["event_id"] for one in app.got}) == 1
    assert len({one.envelope_id for one in app.got}) == 4
    assert not fake.deliveries()[0].acked


def test_a_command_without_ack_comes_once(fake: FakeSlack, opened: ExitStack) -> None:
    """Commands and interactions are not retried: the person sees an error."""
    fake.sockets.ack_within = 0.05
    app = _connect(fake, opened)
    app.acks = False
    command = fake.command(fake.channel("general"), fake.user("ana"))
    fake.wait_for(lambda: app.got)
    fake.settle()
    assert (len(command.attempts), command.acked) == (1, False)


def test_an_ack_may_answer_a_command(fake: FakeSlack, opened: ExitStack) -> None:
    """The payload of a command's ack is shown to who typed it."""
    app = _connect(fake, opened)
    app.payload = {"text": "Looking…"}
    general, ana = fake.channel("general"), fake.user("ana")
    fake.command(general, ana)
    fake.settle()
    [shown] = fake.ephemerals(general, ana)
    assert shown.text == "Looking…"


def test_each_envelope_goes_to_one_connection(fake: FakeSlack, opened: ExitStack) -> None:
    """Several connections share the events between them."""
    apps = [_connect(fake, opened, sockets=count) for count in (1, 2, 3)]
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    said = {fake.say(general, ana, f"hello {at}").ts for at in range(9)}
    fake.settle()
    assert all(app.got for app in apps)
    got = [one.payload["event"]["ts"] for app in apps for one in app.got]
    assert (len(got), set(got)) == (9, said)


def test_what_is_sent_with_nobody_there_waits(fake: FakeSlack, opened: ExitStack) -> None:
    """Events wait for a connection and are not counted as tried meanwhile."""
    ana = fake.user("ana")
    fake.say(fake.channel("general", ana), ana, "hello")
    app = _connect(fake, opened)
    fake.settle()
    assert [one.retry_attempt for one in app.got] == [0]


@pytest.mark.parametrize("reason", ["refresh_requested", "warning"])
def test_the_app_is_told_to_reconnect(fake: FakeSlack, opened: ExitStack, reason: str) -> None:
    """After a disconnect message the app opens another connection, and gets what comes next."""
    app = _connect(fake, opened)
    [first] = fake.sockets.open_sockets
    fake.disconnect(first, reason)
    fake.wait_for(lambda: [one for one in fake.sockets.open_sockets if one is not first])
    ana = fake.user("ana")
    fake.say(fake.channel("general", ana), ana, "hello")
    fake.settle()
    assert [one.retry_attempt for one in app.got] == [0]


def test_a_cut_connection_is_opened_again(fake: FakeSlack, opened: ExitStack) -> None:
    """When the connection breaks, what was not acknowledged comes again on the next one."""
    app = _connect(fake, opened)
    app.acks = False
    ana = fake.user("ana")
    fake.say(fake.channel("general", ana), ana, "hello")
    fake.wait_for(lambda: fake.deliveries()[0].attempts)
    [first] = fake.sockets.open_sockets
    app.acks = True
    fake.cut(first)
    fake.wait_for(lambda: fake.deliveries()[0].done)
    assert fake.deliveries()[0].attempts[-1].via != first.id


def test_a_deaf_socket(fake: FakeSlack, opened: ExitStack) -> None:
    """A deaf socket stays open, answers no ping and loses what is sent: the app must notice."""
    fake.sockets.ack_within = 0.05
    _connect(fake, opened)
    [first] = fake.sockets.open_sockets
    first.deaf = True
    ana = fake.user("ana")
    fake.courier.pauses = (0.0,) * 200  # until the app has noticed
    fake.say(fake.channel("general", ana), ana, "hello")
    fake.wait_for(lambda: fake.deliveries()[0].done, 30)
    [sent] = fake.deliveries()
    assert (sent.attempts[0].via, sent.attempts[0].failure) == (first.id, "timeout")
    assert sent.acked
    assert sent.attempts[-1].via != first.id


def test_pings_are_answered(fake: FakeSlack, opened: ExitStack) -> None:
    """Slack pings with a text, the app pings too; both get their pongs."""
    _connect(fake, opened)
    [socket] = fake.sockets.open_sockets
    fake.wait_for(lambda: socket.pongs and socket.pings, wanted="pings both ways")


async def _messages(url: str, count: int) -> list[Any]:
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as ws:
        return [json.loads((await ws.receive()).data) for _ in range(count)]


def test_the_first_word_is_hello(fake: FakeSlack) -> None:
    """A ticket opens one connection, which begins with hello; used again it opens nothing."""
    client = WebClient(base_url=fake.api_url)
    url = client.apps_connections_open(app_token=fake.app.app_token)["url"]
    [hello] = asyncio.run(_messages(url, 1))
    assert (hello["type"], hello["num_connections"]) == ("hello", 1)
    assert hello["connection_info"] == {"app_id": fake.app.app_id}
    with pytest.raises(aiohttp.WSServerHandshakeError):
        asyncio.run(_messages(url, 1))
