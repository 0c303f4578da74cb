"""How other commands find a running server, and know one that is gone."""

import json
import os
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from surroundings import environment

from assistant.serving.process import served
from index_builder.index.live_server import SERVING, announced, live_server
from index_builder.index.served_address import served_address, served_path

URL = "https://site.test/book/page/#part:~:text=some%20words"
HELD = """
import os, sys
from pathlib import Path
from index_builder.index.live_server import announced
with announced(Path(sys.argv[1]), sys.argv[2]) as said:
    print(said, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def port() -> object:
    """The address of a port that is listened on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


def test_a_server_is_found_while_it_runs(farm_index: Path) -> None:
    """At its address; afterwards neither it nor its file is there."""
    assert live_server(farm_index) is None
    with served(farm_index, "127.0.0.1", 0) as address:
        assert live_server(farm_index) == address
        assert json.loads((farm_index / SERVING).read_bytes())["pid"] == os.getpid()
    assert live_server(farm_index) is None
    assert not (farm_index / SERVING).exists()


def test_one_that_was_killed_is_not_found(tmp_path: Path, port: str) -> None:
    """Its file is left behind, but nobody holds it: even if the port answers and the pid lives."""
    held = subprocess.Popen(
        [sys.executable, "-c", HELD, tmp_path, port],
        env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert held.stdout is not None
    assert held.stdout.readline() == b"True\n"
    assert live_server(tmp_path) == port
    held.kill()
    held.communicate()
    (tmp_path / SERVING).write_text(json.dumps({"address": port, "pid": os.getpid()}))
    assert live_server(tmp_path) is None
    with announced(tmp_path, port) as said:  # what is left behind is in nobody's way
        assert said
        assert live_server(tmp_path) == port


def test_one_whose_port_is_closed_is_not_found(tmp_path: Path, port: str) -> None:
    """Such as one in a container, whose folder is shared but whose address is not."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        closed = f"http://127.0.0.1:{listening.getsockname()[1]}"
    with announced(tmp_path, closed):
        assert live_server(tmp_path) is None
    with announced(tmp_path, port):
        assert live_server(tmp_path) == port


def test_of_two_servers_the_first_is_found(tmp_path: Path, port: str) -> None:
    """The second says nothing, and does not take the file away."""
    with ExitStack() as first:
        assert first.enter_context(announced(tmp_path, port))
        with announced(tmp_path, "http://127.0.0.1:1") as said:
            assert not said
        assert live_server(tmp_path) == port


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"address": 5}', '{"address": "http://"}',
     '{"address": "http://127.0.0.1:99999"}', "[" * 100_000],
)  # fmt: skip
def test_a_file_that_says_nothing_is_no_server(tmp_path: Path, text: str) -> None:
    """Whatever is in it, and even if somebody holds it."""
    with announced(tmp_path, "http://127.0.0.1:1"):
        (tmp_path / SERVING).write_text(text)
        assert live_server(tmp_path) is None


def test_a_folder_that_can_t_be_written_is_served_all_the_same(tmp_path: Path) -> None:
    """It is only not found."""
    with announced(tmp_path / "missing", "http://127.0.0.1:1") as said:
        assert not said


@pytest.mark.parametrize(
    ("url", "path"),
    [
        (URL, "/book/page/"), ("https://site.test", "/pages/"), ("https://site.test/", "/pages/"),
        ("/ask", "/pages/ask"), ("/%61sk", "/pages/%61sk"), ("/ask/", "/ask/"),
        ("/pages", "/pages/pages"), ("/pages/a/", "/pages/pages/a/"),
        ("/healthz", "/pages/healthz"),
        ("/a%20b/%C3%A9#x", "/a%20b/%C3%A9"), ("", "/pages/"), ("https://e.test//x/", "/x/"),
    ],
)  # fmt: skip
def test_the_path_is_the_site_s_but_for_the_server_s_own(url: str, path: str) -> None:
    """No page takes the place of the first page, the answers or the health check."""
    assert served_path(url) == path


def test_the_address_keeps_anchor_and_directive() -> None:
    """So that the quoted words are highlighted on the served page too."""
    for server in ("http://127.0.0.1:8899", "http://127.0.0.1:8899/"):
        assert served_address(server, URL) == (
            "http://127.0.0.1:8899/book/page/#part:~:text=some%20words"
        )
    assert served_address("http://h:1", "/a/") == "http://h:1/a/"
