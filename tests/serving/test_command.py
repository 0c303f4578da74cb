"""`playbook serve` as a process: one line when it is ready, clear errors, a quiet end."""

import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from surroundings import ROOT, environment

from index_builder.index.live_server import SERVING

from .requests import Client


@contextmanager
def serving(*arguments: object) -> Iterator[tuple[subprocess.Popen[bytes], Client]]:
    """Run the command until the context ends; yields it when it has said where it is."""
    held = subprocess.Popen(
        [sys.executable, "-m", "assistant", "serve", "--port", "0", *map(str, arguments)],
        cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert held.stdout is not None
        said = held.stdout.readline().decode()
        found = re.fullmatch(r"(http://127\.0\.0\.1:\d+)/  \(Ctrl-C ends it\)\n", said)
        assert found, said
        yield held, Client(found[1])
    finally:
        held.kill()
        held.wait()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_and_ends_quietly(farm_index: Path, how: signal.Signals) -> None:
    """One line, nothing more; status 0, and its file is gone."""
    with serving("--index", farm_index) as (held, client):
        assert client.get("/healthz").body == "ok\n"
        assert (farm_index / SERVING).exists()
        held.send_signal(how)
        assert held.communicate(timeout=60) == (b"", b"")
        assert held.returncode == 0
    assert not (farm_index / SERVING).exists()


def test_a_port_in_use_is_named(playbook, farm_index: Path) -> None:
    """With what to do; nothing else is said."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = playbook("serve", "--index", farm_index, "--port", port)
    assert (done.returncode, done.stdout) == (1, b"")
    (line,) = done.stderr.decode().splitlines()
    assert f"port {port}" in line
    assert "--port" in line.partition(";")[2]


def test_a_host_that_is_not_ours_is_named(playbook, farm_index: Path) -> None:
    """One line; no traceback."""
    for host in ("192.0.2.1", "no.such.host.invalid"):
        done = playbook("serve", "--index", farm_index, "--port", "0", "--host", host)
        assert (done.returncode, done.stdout) == (1, b"")
        (line,) = done.stderr.decode().splitlines()
        assert host in line
        assert "--host" in line
        assert "unexpected" not in line


def test_without_an_index_or_content_it_says_how_to_make_one(playbook, tmp_path: Path) -> None:
    """The same message as `ask`."""
    done = playbook("serve", "--index", tmp_path / "none", folder=tmp_path)
    assert done.returncode == 1
    assert b"playbook index CONTENT" in done.stderr


def test_an_index_of_another_format_says_so(playbook, farm_index: Path) -> None:
    """And that it is built again with `playbook index`."""
    (folder,) = (farm_index / "generations").iterdir()
    (folder / "page_html.jsonl").write_bytes(b"other bytes\n")
    done = playbook("serve", "--index", farm_index, "--port", "0")
    assert done.returncode == 1
    assert b"page_html.jsonl is damaged" in done.stderr
    assert b"playbook index" in done.stderr


def test_missing_packages_are_named(farm_index: Path, tmp_path: Path) -> None:
    """With the command that installs them."""
    code = (
        "import sys, importlib.util as u; real = u.find_spec; "
        "u.find_spec = lambda name, *a: None if name == 'uvicorn' else real(name, *a); "
        "from assistant.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "serve", "--index", farm_index],
        cwd=ROOT, env=environment(), capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "playbook: uvicorn not found, which `playbook serve` needs: "
        "pip install 'playbook-assistant[serve]'"
    ]


def test_asking_does_not_read_the_pages(playbook, farm_index: Path) -> None:
    """A damaged file of pages stands in the way of no answer, so none waits for it either."""
    (folder,) = (farm_index / "generations").iterdir()
    (folder / "page_html.jsonl").unlink()
    done = playbook("ask", "What do goats eat?", "--index", farm_index)
    assert done.returncode in (0, 3)
    assert done.stderr == b""


def test_a_new_generation_is_followed(farm: Path, build_farm, empty_index: Path) -> None:
    """Pages and answers change together, without a start; pages that are gone are gone."""
    build_farm()
    with serving("--index", empty_index) as (held, client):
        assert "twice a day" in client.get("/farm.html").words
        (farm / "farm.md").write_text("# Goats\n\nGoats eat hay nine times.\n", "utf-8")
        (farm / "bees.md").unlink()
        (farm / "hens.md").write_text("# Hens\n\nHens eat corn.\n", "utf-8")
        build_farm()
        shutil.rmtree(empty_index / "cache")
        for _ in range(600):
            if client.get("/hens.html").status == 200:
                break
        assert "nine times" in client.get("/farm.html").words
        assert client.get("/bees.html").status == 404
        assert held.poll() is None
