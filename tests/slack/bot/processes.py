"""The real command, as a process of its own, pointed at the fake Slack."""

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from surroundings import ROOT, environment

from ..fake import FakeSlack


def command(
    *arguments: str | Path, env: Mapping[str, str], folder: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """Run `playbook slack ARGUMENTS` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "assistant", "slack", *map(str, arguments)],
        cwd=folder, env=environment(**env), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@contextmanager
def process(
    fake: FakeSlack, log: Path, arguments: Sequence[str | Path], *, env: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """Run the bot as a process; what it writes goes into `log`; it is killed at the end."""
    with log.open("ab") as written:
        started = subprocess.Popen(
            [sys.executable, "-m", "assistant", "slack", *map(str, arguments)],
            cwd=ROOT, env=environment(**env), stdout=written, stderr=written,
        )  # fmt: skip
        try:
            yield started
        finally:
            started.kill()
            started.wait()


def listening(fake: FakeSlack, log: Path) -> str:
    """Wait until the bot says where it listens, and return it."""

    def found() -> str | None:
        lines = [line for line in log.read_text().splitlines() if "listening on " in line]
        return lines[-1].rpartition(" ")[2] if lines else None

    for _ in range(600):
        if where := found():
            return where
        with fake.workspace.lock:
            fake.workspace.lock.wait(0.1)
    raise AssertionError(f"never listening:\n{log.read_text()}")
