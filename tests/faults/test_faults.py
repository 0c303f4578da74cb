"""After each fault the old generation answers, or the error says exactly what to do."""

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index_builder.index.errors import IndexRefused
from index_builder.index.layout import published_names

from .kills import kill_builds
from .syscalls import FAULTS, may_trace, reached, strike
from .victim import Victim, answering, drafts, environment, run

pytestmark = pytest.mark.slow

KILLS = 6


def generation_of(done: subprocess.CompletedProcess[bytes]) -> str:
    assert done.returncode == 0, done.stderr.decode()
    return str(json.loads(done.stdout)["generation"])


def check_as_from_nothing(victim: Victim) -> None:
    """The next build leaves nothing half written, and what a build from nothing makes."""
    rebuilt = generation_of(victim.build("--json"))
    fresh = victim.on(victim.index.with_name("fresh"))
    shutil.copytree(victim.index / "encoders", fresh.index / "encoders")
    assert rebuilt == generation_of(fresh.build("--json")) == answering(victim.index)
    assert drafts(victim.index) == []


def said_in_one_line(done: subprocess.CompletedProcess[bytes]) -> str:
    assert done.returncode == 1, done.stderr.decode()
    said = done.stderr.decode()
    assert said.count("\n") == 1, said
    assert said.startswith("playbook: ")
    return said


def test_killed_at_any_moment(victim: Victim):
    """By kill -9 at random moments; `python -m tests.faults.kills 200` does this for longer."""
    toll = list(kill_builds(victim, KILLS))[-1]
    assert toll.killed == KILLS
    assert toll.halfway, "no kill fell into a build: the test shows nothing"
    check_as_from_nothing(victim)


@pytest.mark.skipif(not may_trace(), reason="needs strace, and leave to trace")
def test_failing_at_calls_of_each_kind(victim: Victim):
    """EIO, ENOSPC or a kill, in turn, at a call in the middle of the build.

    `python -m tests.faults.syscalls` does it at every call.
    """
    struck = []
    for kind, (call, count) in enumerate(reached(victim).items()):
        victim.edit(kind)
        struck.append(strike(victim, call, FAULTS[kind % len(FAULTS)], (count + 1) // 2))
    assert {"write", "fsync", "rename"} <= {one.call for one in struck}
    assert any(one.status == 1 for one in struck)
    check_as_from_nothing(victim)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of 2 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs root, and leave to mount")
    yield folder
    # At once, although this process may still have files of it mapped.
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk(victim: Victim, small_disk: Path):
    """One line says so; what was published answers; with room again, the next build succeeds."""
    full = victim.on(small_disk / "index")
    shutil.copytree(victim.index, full.index)
    before = answering(full.index)
    victim.edit(1)
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as opened, pytest.raises(OSError, match="No space left"):
        while True:
            opened.write(bytes(4096))
    said = said_in_one_line(full.build())
    assert "No space left on device; make room" in said
    assert answering(full.index) == before
    filler.unlink()
    check_as_from_nothing(full)


def test_too_little_memory(victim: Victim):
    """However much is missing, the build fails or is killed, and what was published answers."""
    before = answering(victim.index)
    victim.edit(1)
    statuses = set()
    for limit in (80, 200, 400):
        size = limit * 1_000_000
        done = subprocess.run(
            victim.command(),
            env=environment(),
            capture_output=True,
            preexec_fn=lambda size=size: resource.setrlimit(resource.RLIMIT_AS, (size, size)),
            check=False,
        )
        statuses.add(done.returncode)
        if done.returncode == 0:
            break
        assert answering(victim.index) == before
    assert statuses - {0}
    check_as_from_nothing(victim)


def test_running_out_of_memory_says_so(victim: Victim):
    """In one line with the way out, wherever memory ran out."""
    program = """
import sys
from index_builder.storage import publishing
from assistant.cli import main
def no_memory(*_):
    raise MemoryError
publishing.lexical_files = no_memory
main()
"""
    victim.edit(1)
    before = answering(victim.index)
    said = said_in_one_line(run([sys.executable, "-c", program, *victim.command()[3:]]))
    assert "the build needs more memory than there is" in said
    assert answering(victim.index) == before
    check_as_from_nothing(victim)


@pytest.mark.parametrize("years", [30, -30])
def test_a_clock_that_jumps(victim: Victim, years: int):
    """Files seem to be written in the future, or long ago: nothing depends on that."""
    for held in [victim.index, *victim.index.rglob("*"), *victim.content.rglob("*")]:
        when = held.stat().st_mtime + years * 365 * 86_400
        os.utime(held, (when, when))
    before = answering(victim.index)
    assert generation_of(victim.build("--json")) == before
    victim.edit(1)
    assert generation_of(victim.build("--json")) == answering(victim.index) != before
    check_as_from_nothing(victim)


def flipped(data: bytes) -> bytes:
    return data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :]


HARM: dict[str, Callable[[bytes], bytes]] = {
    "flipped": flipped,
    "cut short": lambda data: data[: len(data) // 2],
}


@pytest.mark.parametrize("harm", HARM)
def test_every_file_of_an_index_harmed_in_turn(victim: Victim, harm: str, tmp_path: Path):
    """The index answers, or refuses and names the command that mends it; and that command does.

    Every file there is: of the generation, the exported encoder, the cache, the pointer, the lock.
    """
    from index_builder.building.builder import BuildOptions, build

    victim.edit(1)
    assert victim.build().returncode == 0
    name = answering(victim.index)
    files = [held for held in sorted(victim.index.rglob("*")) if held.is_file()]
    refused = set()
    for file in files:
        whole = file.read_bytes()
        file.write_bytes(HARM[harm](whole))
        try:
            assert answering(victim.index) == name
        except IndexRefused as error:
            refused.add(file.name)
            assert "run `playbook index`" in str(error)
        if file.parent.parent.name == "encoders":  # exporting anew takes long; tests/index does it
            file.write_bytes(whole)
            continue
        options = BuildOptions(
            content=victim.content, index=victim.index, encoder=str(victim.model)
        )
        assert build(options).generation == answering(victim.index) == name
    arrays = {"vectors.faiss", "tokens.npy", "states.npy"}
    current = {"manifest.json", "passages.jsonl", "vocab.index.json", *arrays}
    encoder = {"encoder.onnx", "encoder.onnx.data", "encoder.json", "tokenizer.json"}
    assert refused >= {"current", *encoder, *current}


def test_two_builders_at_once(victim: Victim):
    """Both succeed, and the current generation is whole."""
    other = victim.content.with_name("other")
    shutil.copytree(victim.content, other)
    victim.edit(1)
    commands = [victim.command(), [*victim.command()[:4], str(other), *victim.command()[5:]]]
    both = [
        subprocess.Popen(held, env=environment(), stdout=subprocess.DEVNULL) for held in commands
    ]
    assert [process.wait(120) for process in both] == [0, 0]
    assert answering(victim.index) in published_names(victim.index)
    check_as_from_nothing(victim)
