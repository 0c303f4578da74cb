"""A build that fails at each write, sync and rename: `python -m tests.faults.syscalls [STEP]`.

strace makes the N-th call of a kind fail (EIO, ENOSPC) or kills the builder there, for each N that
a build reaches, or each STEP-th. After every fault the index must answer from a whole generation,
and a builder that survives must say in one line what is wrong. At the end the next build must leave
what a build from nothing makes.
"""

import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .victim import Victim, answering, drafts, make_victim, run

# strace counts each call by itself: the message about one that failed must get through.
CALLS = (
    "write",
    "pwrite64",
    "ftruncate",
    "fsync",
    "rename",
    "mkdir",
    "unlink",
    "unlinkat",
    "rmdir",
)
FAULTS = ("error=EIO", "error=ENOSPC", "signal=KILL")


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """One build with a fault, and what came of it."""

    call: str
    fault: str
    at: int  # which call of its kind, from 1
    status: int
    said: str


def may_trace() -> bool:
    """Tell whether strace is here and may trace."""
    strace = shutil.which("strace")
    return bool(strace) and run(["strace", "-qq", "-e", "trace=none", "true"]).returncode == 0


def reached(victim: Victim) -> dict[str, int]:
    """Return how many calls of each kind a build that publishes makes."""
    victim.edit(time.time_ns())
    with tempfile.NamedTemporaryFile() as log:
        command = ["strace", "-f", "-qq", "-o", log.name, "-e", f"trace={','.join(CALLS)}"]
        assert run([*command, *victim.command()]).returncode == 0
        names = re.findall(r"(?m)^\d+ +(\w+)\(", Path(log.name).read_text("utf-8", "replace"))
    return {call: count for call in CALLS if (count := names.count(call))}


def strike(victim: Victim, call: str, fault: str, at: int) -> Struck:
    """Build with the `at`-th call of a kind failing; the index must answer after it.

    Raises:
        AssertionError, PlaybookError: it does not, or the builder ended in another way.
    """
    inject = f"inject={call}:{fault}:when={at}"
    command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}"]
    done = run([*command, "-e", inject, *victim.command()])
    said = done.stderr.decode()
    answering(victim.index)
    if fault == "signal=KILL":
        assert done.returncode in (-9, 137, 0), said  # 0: the last writes are its own report
    else:
        assert done.returncode in (0, 1, 120), (
            said
        )  # 120: Python's own, where standard output fails
        assert "Traceback" not in said, said
        assert len([line for line in said.splitlines() if line.startswith("playbook: ")]) <= 1
    return Struck(call=call, fault=fault, at=at, status=done.returncode, said=said.strip())


def strike_all(victim: Victim, counts: Mapping[str, int], step: int) -> Iterator[Struck]:
    """Strike at every `step`-th call of each kind, with each fault."""
    turn = 0
    for call, count in counts.items():
        for at in range(1, count + 1, step):
            for fault in FAULTS:
                turn += 1
                victim.edit(turn)
                yield strike(victim, call, fault, at)


def main() -> None:
    """Strike, and say what came of it."""
    step = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    if not may_trace():
        sys.exit("strace is not here, or may not trace")
    with tempfile.TemporaryDirectory() as held:
        victim = make_victim(Path(held))
        counts = reached(victim)
        print("calls of a build:", counts)
        struck = []
        for one in strike_all(victim, counts, step):
            struck.append(one)
            print(f"{one.call} {one.at} {one.fault}: {one.status} {one.said}", file=sys.stderr)
        rebuilt = victim.build()
        fresh = victim.on(Path(held) / "fresh").build()
        same = rebuilt.stdout.splitlines()[2] == fresh.stdout.splitlines()[2]
        for fault in FAULTS:
            statuses = [one.status for one in struck if one.fault == fault]
            print(
                f"{fault}: {len(statuses)} builds struck, {statuses.count(0)} ended well all the "
                f"same, {sum(status == 1 for status in statuses)} said what was wrong, "
                f"{sum(status in (-9, 137) for status in statuses)} were killed; each time the "
                "index answered"
            )
        print(
            f"after the next build {len(drafts(victim.index))} files half written, "
            f"{'the' if same else 'NOT THE'} generation of a build from nothing"
        )
        sys.exit(not same)


if __name__ == "__main__":
    main()
