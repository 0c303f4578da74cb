"""Whatever comes by HTTP that is not Slack's is 400, 401 or 413, never 500, and no traceback."""

import asyncio
import json
import time
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.slack.transport.request_guard import MOST_BYTES, Guard

from ..fake.http_mode import FORM, headers, sign
from .harness import SURE, answered, quiet

SECRET = "5160" * 8
NOW = 1_800_000_000
PAYLOAD = json.dumps({"type": "event_callback", "event": {"type": "app_mention"}}).encode()


def knock(body: bytes, sent: list[tuple[bytes, bytes]], query: bytes = b"") -> int | None:
    """Return the status that the guard answers, None where it lets a request through."""
    status: list[int] = []
    passed: list[bytes] = []

    async def inner(_scope, receive, _send):
        passed.append((await receive())["body"])

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message):
        status.append(message.get("status", 0))

    guard = Guard(inner, SECRET, clock=lambda: NOW)
    scope = {
        "type": "http", "method": "POST", "path": "/slack/events", "query_string": query,
        "headers": sent,
    }  # fmt: skip
    asyncio.run(guard(scope, receive, send))
    assert passed in ([], [body])
    return None if passed else status[0]


def signed(body: bytes, *, stamp: str = str(NOW), secret: str = SECRET) -> list:
    """Return the headers of a request as Slack would sign it."""
    return [
        (b"x-slack-request-timestamp", stamp.encode()),
        (b"x-slack-signature", sign(secret, stamp, body).encode()),
    ]


def test_slacks_own_requests_pass():
    """Events, commands and interactions, signed now."""
    form = urlencode({"command": "/playbook", "text": "é ?", "user_id": "U1"}).encode()
    interaction = urlencode({"payload": json.dumps({"type": "block_actions"})}).encode()
    for body in (PAYLOAD, form, interaction):
        assert knock(body, signed(body)) is None


@pytest.mark.parametrize("age", [-299, 0, 299])
def test_clocks_that_differ_a_little(age):
    """Slack's window: five minutes either way."""
    assert knock(PAYLOAD, signed(PAYLOAD, stamp=str(NOW - age))) is None


@pytest.mark.parametrize("age", [-301, 301, 10**9])
def test_clocks_that_differ_too_much(age):
    """Beyond that, it is taken for an old request that somebody repeats."""
    assert knock(PAYLOAD, signed(PAYLOAD, stamp=str(NOW - age))) == 401


@pytest.mark.parametrize("stamp", ["", "soon", "1e9", "-1", "٣", "9" * 400, "1800000000.0", " 1"])
def test_stamps_that_are_no_number(stamp):
    """Bolt would meet them with a traceback."""
    assert knock(PAYLOAD, signed(PAYLOAD, stamp=stamp)) == 401


@pytest.mark.parametrize("signature", [b"", b"v0=", b"v0=" + b"0" * 64, "v0=é".encode(), b"\xff"])
def test_signatures_that_are_none(signature):
    """Wrong, missing or not even text."""
    sent = [signed(PAYLOAD)[0], (b"x-slack-signature", signature)]
    assert knock(PAYLOAD, sent) in (400, 401)


def test_another_apps_signature():
    """The secret is what counts."""
    assert knock(PAYLOAD, signed(PAYLOAD, secret=SECRET[::-1])) == 401


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"{}x", b"null", b"\xff\xfe", b"payload=%7B", b"payload=1", b"a=b&",
        b'{"event": 3}', b'{"event": null}', b'{"authorizations": [1]}', b'{"actions": [[]]}',
        b'{"a":' * 100_000, b"payload=%ff",
    ],
    ids=str,
)  # fmt: skip
def test_bodies_that_are_no_payload(body):
    """Signed, but nothing that Bolt could read: 400."""
    assert knock(body, signed(body)) in (400, None)


def test_a_body_beyond_all_measure():
    """It is not even read to its end."""
    body = b"{" + b" " * MOST_BYTES + b"}"
    assert knock(body, signed(body)) == 413


@given(body=st.binary(max_size=200), name=st.binary(max_size=20), value=st.binary(max_size=80))
def test_anything_at_all(body, name, value):
    """No bytes make the guard fail."""
    sent = [(name, value), (b"x-slack-signature", value), (b"x-slack-request-timestamp", name)]
    assert knock(body, sent, query=value) in (400, 401)


def test_the_running_bot_never_answers_500(fake, start):
    """The whole bot gets signed nonsense, unsigned requests, other paths; then a question."""
    ana = fake.user("ana")
    bodies = [
        b"{", b"[]", b"payload=%7B", b"\xff", b'{"event": 3}', b"{}", b"a=b",
        b'{"type": "event_callback"}', b'{"type": "event_callback", "event": {}}',
        b'{"type": "block_actions"}', b'{"type": "view_submission", "view": {}}',
        b'{"type": "message_action"}', b"command=%2Fplaybook", b'{"type": "url_verification"}',
        b'{"event": {"type": "app_home_opened"}, "type": "event_callback"}',
        b'{"event": {"type": "app_mention"}, "type": "event_callback"}',
        b'{"event": {"type": "message", "user": 3, "ts": {}}, "type": "event_callback"}',
        b'{"team": 3, "user": "U", "type": "event_callback", "event": {"type": "message"}}',
    ]  # fmt: skip
    with start(mode="http") as bot:
        for body in bodies:
            for kind in ("application/json", FORM):
                sent = headers(SECRET, body, kind)
                answer = fake.knock(
                    {}, body=body, **{k.replace("-", "_"): v for k, v in sent.items()}
                )
                assert answer.status < 500, body
        for changed in ({"X_Slack_Request_Timestamp": "soon"}, {"X_Slack_Signature": "v0=é"}):
            assert fake.knock({"type": "event_callback"}, **changed).status == 401
        old = headers(SECRET, PAYLOAD, "application/json", age=400)
        renamed = {name.replace("-", "_"): value for name, value in old.items()}
        assert fake.knock({}, body=PAYLOAD, **renamed).status == 401
        answered(fake, fake.dm(ana, SURE))
        quiet(fake, bot)


def test_slack_checks_the_address(fake, start):
    """The challenge that Slack sends when the request URL is entered is answered."""
    from ..fake.http_mode import challenge

    with start(mode="http"):
        answer = fake.knock(challenge(fake.app))
    assert (answer.status, answer.json().get("challenge")) == (200, "3eZbrw1aBm2r")


def test_signing_takes_the_time_of_the_machine():
    """Without a clock of its own the guard goes by the machine's."""
    stamp = str(int(time.time()))
    passed: list[bool] = []

    async def inner(*_: object) -> None:
        passed.append(True)

    async def receive():
        return {"type": "http.request", "body": PAYLOAD}

    scope = {"method": "POST", "query_string": b"", "headers": signed(PAYLOAD, stamp=stamp)}
    asyncio.run(Guard(inner, SECRET)(scope, receive, inner))
    assert passed
