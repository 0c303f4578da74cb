"""Slack's own Bolt for Node works with the fake as with Slack; that client was not written here."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import pytest

from .fake import FakeSlack, schema
from .fake.values import Json

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (schema.NPM / "node_modules").is_dir(),
        reason="tests/slack/npm/node_modules is absent: run `npm ci --ignore-scripts` there",
    ),
]


def _read(stream: IO[str]) -> Json:
    said: Json = json.loads(stream.readline())
    return said


@contextmanager
def _bolt(fake: FakeSlack, mode: str) -> Iterator[IO[str]]:
    """Run npm/bolt.mjs; yield what it reports, one JSON object a line."""
    process = subprocess.Popen(
        ["node", "bolt.mjs", mode],
        cwd=schema.NPM,
        env={"PATH": os.environ["PATH"], **fake.environment},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process.stdout as reports:
        try:
            started = _read(reports)
            if mode == "http":
                fake.request_url = f"http://127.0.0.1:{started['port']}/slack/events"
            else:
                fake.wait_connected()
            yield reports
        finally:
            process.terminate()
            process.wait(10)


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_bolt_for_node(fake: FakeSlack, mode: str) -> None:
    """In both modes it answers, waits when limited, is pressed and commanded, opens and submits."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with _bolt(fake, mode) as reports:
        fake.rate_limit("chat.postMessage")
        asked = fake.say(general, ana, "What?", mention=True)
        [answer] = fake.wait_for(lambda: fake.replies(asked))
        assert answer.blocks[0]["text"]["text"] == f"You asked: {fake.bot.mention} What?"
        assert [call.status for call in fake.calls("chat.postMessage")] == [429, 200]
        assert _read(reports) == {"heard": f"{fake.bot.mention} What?", "kind": "channel"}

        fake.click(answer, ana, "more")
        fake.wait_for(lambda: fake.now(answer).text == "More of it")
        assert _read(reports) == {"kind": "channel"}  # its own update, which nobody filters

        fake.command(general, ana, "it")
        fake.wait_for(lambda: [post for post in fake.posts(general) if post.text == "Found it"])
        # The ack goes by the socket, the response by HTTP: either may be the first to arrive.
        [looking] = fake.wait_for(lambda: fake.ephemerals(general, ana))
        assert looking.text == "Looking"

        fake.shortcut(asked, ana, "find")
        _submit(fake, ana)
        assert _read(reports) == {"submitted": "words"}

        fake.open_home(ana)
        home: Any = fake.wait_for(lambda: fake.home(ana))
        assert home["blocks"][0]["text"]["text"] == "Hello, home"
        fake.dm(ana, "Hello")
        assert _read(reports) == {"heard": "Hello", "kind": "im"}
        fake.settle()
    assert all(sent.acked and len(sent.attempts) == 1 for sent in fake.deliveries())


def _submit(fake: FakeSlack, ana: Any) -> None:
    [modal] = fake.wait_for(fake.modals)
    fake.submit(modal, ana, {"ask": {"words": {"value": "words"}}})
    fake.wait_for(lambda: not fake.modals())


def test_bolt_for_node_comes_back(fake: FakeSlack) -> None:
    """Told to reconnect, it does, and gets what was said meanwhile, once."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with _bolt(fake, "socket"):
        [old] = fake.wait_connected()
        fake.disconnect(old, "refresh_requested")
        asked = fake.say(general, ana, "What?", mention=True)
        fake.wait_for(lambda: fake.replies(asked), 30)
        fake.settle()
        assert len(fake.replies(asked)) == 1
        assert [socket for socket in fake.sockets.open_sockets if socket is not old]
