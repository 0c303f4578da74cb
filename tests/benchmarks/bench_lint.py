"""How long linting takes: `python tests/benchmarks/bench_lint.py [CONTENT] [--pages N] [--runs N]`.

The pages of CONTENT are copied, folder beside folder, until there are N of them; links between
them hold, as each copy is whole. The whole process is timed, from its start to its end, with the
files in the page cache, on this machine as it is: use an idle one. The processor's time, printed
beside it, hardly changes on a busy one.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]


def copies(content: Path, pages: int, into: Path) -> int:
    """Copy a folder's pages until there are as many as wanted; return how many there are."""
    held = 0
    while held < pages:
        copy = shutil.copytree(
            content, into / f"copy-{held:05}", ignore=shutil.ignore_patterns("_*", ".*")
        )
        for page in sorted(copy.rglob("*.md"), reverse=True):
            held += 1
            if held > pages:
                page.unlink()
    return min(held, pages)


def seconds(folder: Path) -> tuple[float, float]:
    """Return how long one run of the command takes: by the clock, and in processor time."""
    started, used = time.perf_counter(), processor_time()
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "lint", str(folder), "--json"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode not in (0, 1):
        raise SystemExit("the command failed: see above")
    return time.perf_counter() - started, processor_time() - used


def processor_time() -> float:
    """Return the seconds that finished child processes have kept a processor busy."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure and print one line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("content", type=Path, nargs="?", default=ROOT / "content")
    parser.add_argument("--pages", type=int, default=250)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pages = copies(options.content, options.pages, Path(folder))
        size = sum(page.stat().st_size for page in Path(folder).rglob("*.md"))
        seconds(Path(folder))  # fills the page cache
        taken, used = zip(*(seconds(Path(folder)) for _ in range(options.runs)), strict=True)
    print(
        f"{pages} pages, {size / 1e6:.2f} MB, {options.runs} runs: median "
        f"{statistics.median(taken):.2f} s ({min(taken):.2f} to {max(taken):.2f} s), "
        f"of the processor's time {statistics.median(used):.2f} s"
    )


if __name__ == "__main__":
    main()
