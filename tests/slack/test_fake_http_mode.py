"""HTTP mode as Slack does it: signed posts that Bolt verifies, retries, and what forgers send."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from slack_bolt import App, BoltRequest
from slack_sdk import WebClient

from .fake import FakeSlack
from .fake.http_mode import challenge


class Receiver:
    """A request URL: Bolt behind a small server, unless `status` says what to answer instead."""

    def __init__(self, fake: FakeSlack) -> None:
        self.requests: list[dict[str, str]] = []  # their headers, names in lower case
        self.statuses: list[int] = []  # for one request each; if none is left, Bolt answers
        self.speaks = threading.Event()  # while it is not set nothing is answered
        self.speaks.set()
        self.extra: dict[str, str] = {}
        client = WebClient(token=fake.bot_token, base_url=fake.api_url)
        self.app = App(client=client, signing_secret=fake.app.signing_secret)
        self.app.event("message")(lambda: None)
        self.app.event("app_mention")(lambda event, say: say(text="Yes", thread_ts=event["ts"]))
        self.app.command("/playbook")(lambda ack: ack("Looking…"))

    def answer(self, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        """Return what to answer to a request."""
        self.requests.append({name.lower(): value for name, value in headers.items()})
        self.speaks.wait()
        if self.statuses:
            return self.statuses.pop(0), b""
        response = self.app.dispatch(BoltRequest(body=body.decode(), headers=dict(headers)))
        return response.status, (response.body or "").encode()


@pytest.fixture
def receiver(fake: FakeSlack) -> Iterator[Receiver]:
    """A receiver whose address the fake Slack knows."""
    made = Receiver(fake)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, said = made.answer(body, dict(self.headers.items()))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(said)), **made.extra}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        fake.request_url = f"http://127.0.0.1:{server.server_port}/slack/events"
        yield made
        made.speaks.set()
        server.shutdown()


def test_bolt_takes_what_is_signed(fake: FakeSlack, receiver: Receiver) -> None:
    """Events and commands arrive signed, by Slack's robot, and the answers get through."""
    ana = fake.user("ana")
    asked = fake.say(fake.channel("general", ana), ana, "hello", mention=True)
    assert fake.wait_for(lambda: fake.replies(asked))[0].text == "Yes"
    fake.command(asked.channel, ana)
    assert fake.wait_for(lambda: fake.ephemerals(asked.channel, ana))[0].text == "Looking…"
    fake.settle()
    assert {attempt.status for sent in fake.deliveries() for attempt in sent.attempts} == {200}
    assert all(one["user-agent"].startswith("Slackbot 1.0") for one in receiver.requests)
    assert not any("x-slack-retry-num" in one for one in receiver.requests)
    kinds = {one["content-type"] for one in receiver.requests}
    assert kinds == {"application/json", "application/x-www-form-urlencoded"}


def _say(fake: FakeSlack) -> None:
    ana = fake.user("ana")
    fake.say(fake.channel("general", ana), ana, "hello")
    fake.settle()


def _retries(receiver: Receiver) -> list[tuple[str | None, str | None]]:
    names = ("x-slack-retry-num", "x-slack-retry-reason")
    return [(one.get(names[0]), one.get(names[1])) for one in receiver.requests]


def test_an_error_is_tried_again(fake: FakeSlack, receiver: Receiver) -> None:
    """Anything but 2xx brings the event again, numbered, with the reason; 200 ends it."""
    receiver.statuses = [500, 404]
    _say(fake)
    assert _retries(receiver) == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert fake.deliveries()[0].acked


def test_silence_is_tried_again(fake: FakeSlack, receiver: Receiver) -> None:
    """An answer that takes longer than Slack waits is a timeout."""
    fake.http.ack_within = 0.05
    receiver.speaks.clear()
    _say(fake)
    assert [reason for _, reason in _retries(receiver)] == [None, *["http_timeout"] * 3]
    assert not fake.deliveries()[0].acked


def test_nobody_there_is_tried_again(fake: FakeSlack) -> None:
    """A URL where nothing listens is a failed connection, four times."""
    fake.request_url = "http://127.0.0.1:9/slack/events"
    _say(fake)
    failures = [attempt.failure for attempt in fake.deliveries()[0].attempts]
    assert failures == ["connection_failed"] * 4


def test_an_app_may_ask_for_no_retry(fake: FakeSlack, receiver: Receiver) -> None:
    """X-Slack-No-Retry: 1 stops the retries."""
    receiver.statuses, receiver.extra = [500], {"X-Slack-No-Retry": "1"}
    _say(fake)
    assert len(receiver.requests) == 1


def test_the_url_is_verified(fake: FakeSlack, receiver: Receiver) -> None:
    """Slack sends a challenge, and it comes back."""
    asked = challenge(fake.app)
    assert fake.knock(asked).json() == {"challenge": asked["challenge"]}


def test_forgeries(fake: FakeSlack, receiver: Receiver) -> None:
    """A wrong signature, an old one, or one of another body is refused by Bolt."""
    asked = challenge(fake.app)
    assert fake.knock(asked).status == 200
    assert fake.knock(asked, X_Slack_Signature="v0=" + "0" * 64).status == 401
    assert fake.knock(asked, body=b'{"type": "url_verification"}').status == 401
    assert fake.knock(asked, age=301.0).status == 401
    assert fake.knock(asked, age=-301.0).status == 401


def test_an_event_may_come_twice_though_acknowledged(fake: FakeSlack, receiver: Receiver) -> None:
    """At least once means that the very same event can come again."""
    _say(fake)
    fake.repeat(fake.deliveries()[0])
    fake.settle()
    first, again = (sent.payload["event_id"] for sent in fake.deliveries())
    assert (len(receiver.requests), first) == (2, again)
