"""Builders killed at random moments: `python -m tests.faults.kills [COUNT]`.

Each builds again and again, from content that keeps changing, and is killed (SIGKILL) at a random
moment; then the index must answer from a whole generation. At the end the next build must leave the
bytes that a build from nothing makes, and nothing half written.
"""

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .victim import Victim, answering, drafts, environment, make_victim

LONGEST = 0.25  # seconds until a kill, at most: the victim's builds publish twice or more in it

# Edits, renames, reverts and rolls back, so that kills fall into everything that writes.
BUILD_FOREVER = """
import sys
from pathlib import Path
from index_builder.building.builder import BuildOptions, build
from index_builder.storage.history import roll_back
content, index, model, seed = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
options = BuildOptions(content=content, index=index, encoder=model)
build(options)
print("ready", flush=True)
for turn in range(1_000_000):
    # In one step: a kill must not leave half a page, which would be built as such.
    (content / "sheep").write_text(f"# Sheep\\n\\nShorn {seed} and {turn // 2} times.\\n")
    (content / "sheep").rename(content / "sheep.md")
    build(options)
    if turn % 5 == 4:
        roll_back(index, None, lambda: None)
"""


@dataclass(slots=True, kw_only=True)
class Toll:
    """What came of the kills."""

    killed: int = 0
    halfway: int = 0  # kills that left something half written
    generations: int = 0  # how many different generations were found to be current


def kill_builds(victim: Victim, count: int, seed: int = 0) -> Iterator[Toll]:
    """Kill `count` builds, check the index after each, and yield what came of them so far."""
    moments = random.Random(seed)  # noqa: S311 - the same moments each time
    toll, seen = Toll(), set()
    for turn in range(count):
        arguments = [str(victim.content), str(victim.index), str(victim.model), str(turn)]
        with subprocess.Popen(
            [sys.executable, "-c", BUILD_FOREVER, *arguments],
            env=environment(),
            stdout=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            time.sleep(moments.uniform(0, LONGEST))
            process.send_signal(signal.SIGKILL)
        seen.add(answering(victim.index))
        toll.killed += 1
        toll.halfway += bool(drafts(victim.index))
        toll.generations = len(seen)
        yield toll


def main() -> None:
    """Kill, and say what came of it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as held:
        victim = make_victim(Path(held))
        toll = Toll()
        for toll in kill_builds(victim, count):
            if toll.killed % 20 == 0:
                print(f"{toll.killed} killed", file=sys.stderr)
        rebuilt = victim.build()
        fresh = victim.on(Path(held) / "fresh").build()
        same = rebuilt.stdout.splitlines()[2] == fresh.stdout.splitlines()[2]
        print(
            f"{toll.killed} builds killed, {toll.halfway} of them halfway through writing; "
            f"{toll.killed} times the index answered, from {toll.generations} generations; "
            f"after the next build {len(drafts(victim.index))} files half written, "
            f"{'the' if same else 'NOT THE'} generation of a build from nothing"
        )
        sys.exit(not same)


if __name__ == "__main__":
    main()
