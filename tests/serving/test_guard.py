"""Who is answered: on the loopback only those that name it (DNS rebinding), elsewhere everybody."""

import socket
from contextlib import ExitStack
from pathlib import Path

import pytest

from assistant.hosting.web_server import PortTaken
from assistant.serving.guard import host_name, is_loopback
from assistant.serving.process import served

from .requests import Client


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:{port}", "localhost:{port}", "[::1]:{port}", "LOCALHOST"]
)
def test_the_loopback_s_own_names_are_answered(content: Client, host: str) -> None:
    """With a port or without, since a tunnel may have another one."""
    port = content.address.rpartition(":")[2]
    assert content.get("/", host=host.format(port=port)).status == 200


@pytest.mark.parametrize(
    "host",
    ["evil.test", "127.0.0.1.evil.test", "evil.test:80", "localhost.evil.test", "",
     "[::1].evil.test", "[2001:db8::1]", "192.168.1.5:8899", "127.0.0.1@evil.test",
     "8.8.8.8"],
)  # fmt: skip
def test_other_names_are_refused(content: Client, host: str) -> None:
    """Nothing of the playbook is told, on any path."""
    for path in ("/", "/ask?q=a", "/healthz", "/any/page/"):
        reply = content.get(path, host=host)
        assert reply.status == 421
        assert "127.0.0.1" in reply.body
        assert "content-security-policy" in reply.headers


def test_an_open_server_is_everybody_s(farm_index: Path) -> None:
    """Whoever binds it to the network chose to; it may be known by any name."""
    with ExitStack() as stack:
        address = stack.enter_context(served(farm_index, "0.0.0.0", 0))  # noqa: S104
        client = Client(address.replace("0.0.0.0", "127.0.0.1"))  # noqa: S104
        assert client.get("/", host="playbook.agency.test").status == 200


def test_an_ipv6_loopback_is_served(farm_index: Path) -> None:
    """Its address has brackets, as browsers want it."""
    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    try:
        with served(farm_index, "::1", 0) as address:
            assert address.startswith("http://[::1]:")
            assert Client(address).get("/").status == 200
    except PortTaken as error:
        pytest.skip(str(error))


def test_names_without_their_port() -> None:
    """Brackets belong to IPv6 addresses."""
    assert [host_name(one) for one in ("a:1", "a", "[::1]:1", "[::1]", "")] == [
        "a", "a", "::1", "::1", "",
    ]  # fmt: skip
    assert [one for one in ("localhost", "::1", "127.9.9.9", "10.0.0.1", "a") if is_loopback(one)]
    assert not is_loopback("10.0.0.1")
