"""A socket lost, refreshed or deaf: another one is opened, and readiness says so meanwhile."""

from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from assistant.slack.transport import socket_connection

from .harness import SURE, answered


@pytest.fixture
def quick_pings(monkeypatch):
    """Pings that are answered, or missed, in a fraction of a second."""
    monkeypatch.setattr(socket_connection, "PING_SECONDS", 0.2)


def ready(bot) -> tuple[int, str]:
    """Return what a load balancer is told."""
    try:
        with urlopen(f"{bot.address}/readyz") as response:  # noqa: S310 - our own address
            return response.status, response.read().decode().strip()
    except HTTPError as error:
        return error.code, error.read().decode().strip()


def wait_until(fake, bot, wanted: str) -> None:
    """Ask for readiness until it begins with a word."""
    for _ in range(1000):
        if ready(bot)[1].startswith(wanted):
            return
        fake.workspace.lock.acquire()
        fake.workspace.lock.wait(0.02)
        fake.workspace.lock.release()
    pytest.fail(f"never {wanted}: {ready(bot)}")


def test_ready_once_connected(fake, start):
    """200 and "ready"; health and metrics are there too."""
    with start() as bot:
        wait_until(fake, bot, "ready")
        assert ready(bot) == (200, "ready")
        with urlopen(f"{bot.address}/healthz") as response:  # noqa: S310 - our own address
            assert response.status == 200
        with urlopen(f"{bot.address}/metrics") as response:  # noqa: S310 - our own address
            assert b"playbook_ready 1.0" in response.read()
        with pytest.raises(HTTPError, match="404"):
            urlopen(f"{bot.address}/slack/events")  # noqa: S310 - our own address


@pytest.mark.parametrize("reason", ["refresh_requested", "warning"])
def test_a_refreshed_socket(fake, start, reason):
    """Slack says that it will close a connection: the next one is there before a question comes."""
    ana = fake.user("ana")
    with start() as bot:
        [old] = fake.wait_connected()
        fake.disconnect(old, reason)
        fake.wait_for(lambda: old.closed and fake.sockets.open_sockets)
        answered(fake, fake.dm(ana, SURE))
        wait_until(fake, bot, "ready")


def test_a_lost_socket(fake, start, quick_pings):
    """The connection breaks without a word: not ready, then another one, and no question lost."""
    ana = fake.user("ana")
    with start() as bot:
        [old] = fake.wait_connected()
        wait_until(fake, bot, "ready")
        fake.cut(old)
        question = fake.dm(ana, SURE)
        answered(fake, question)
        wait_until(fake, bot, "ready")
        assert old.closed


def test_a_deaf_socket(fake, start, quick_pings):
    """Open, but nothing comes through: not ready, then another one, and no question lost."""
    ana = fake.user("ana")
    fake.sockets.ack_within = 0.5
    fake.courier.pauses = (0.5,) * 20
    with start() as bot:
        [old] = fake.wait_connected()
        wait_until(fake, bot, "ready")
        with fake.workspace.change():
            old.deaf = True
        question = fake.dm(ana, SURE)
        wait_until(fake, bot, "the socket is deaf")
        assert ready(bot)[0] == 503
        fake.wait_for(lambda: [held for held in fake.sockets.open_sockets if held is not old])
        answered(fake, question)
        wait_until(fake, bot, "ready")


def test_slack_away_for_a_while(fake, start, quick_pings):
    """While no new connection can be had the bot goes on trying, and says it isn't ready."""
    ana = fake.user("ana")
    with start() as bot:
        [old] = fake.wait_connected()
        fake.fail("apps.connections.open", "internal_error", times=3)
        fake.cut(old)
        wait_until(fake, bot, "the socket is lost")
        assert ready(bot)[0] == 503
        answered(fake, fake.dm(ana, SURE))
        wait_until(fake, bot, "ready")
