"""How long a build takes: `python tests/benchmarks/bench_build.py [--pages 250] [--runs N]`.

The content is this project's own pages, copied under other names and titles until there are as many
as asked: the title is embedded with each passage, so that no two passages are alike. Each row is a
whole process, from its start to its end, on this machine as it is; use an idle one. Memory is the
most that the process held at once (getrusage(2)). "from nothing" has neither an index nor a cache,
but has the exported encoder; "cache alone" has lost its generations. To measure one core, put
`taskset -c 0` before the command.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "content"
Row = list[tuple[float, float]]  # of each run: seconds, MB


def write_content(folder: Path, pages: int) -> None:
    """Write `pages` pages into `folder`, no two with the same passages."""
    shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns("*.md"))
    sources = sorted(SOURCE.glob("*.md"))
    for number in range(pages):
        source = sources[number % len(sources)]
        text = source.read_text(encoding="utf-8")
        text = re.sub(r'(?m)^title: *"?(.*?)"?$', rf'title: "\1, part {number}"', text, count=1)
        text = re.sub(r"(?m)^permalink: *(.*)$", rf"permalink: /{number}\1", text, count=1)
        (folder / f"{number:04}-{source.name}").write_text(text, encoding="utf-8")


def measured(arguments: list[str], env: dict[str, str]) -> tuple[float, float]:
    """Run the command; give its seconds and the most memory it held, in MB."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "index", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        stdout=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    taken = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit("the command failed: see above")
    return taken, usage.ru_maxrss / (1000 if sys.platform == "linux" else 1_000_000)


def read_all(folder: Path) -> float:
    """Return the seconds that reading every page takes."""
    started = time.perf_counter()
    for page in sorted(folder.rglob("*.md")):
        page.read_bytes()
    return time.perf_counter() - started


def edit(page: Path, turn: int) -> None:
    """Change one sentence of a page."""
    text = page.read_text(encoding="utf-8")
    kept = re.sub(r"\n\nThis sentence was edited [0-9]+ times\.\n\Z", "\n", text)
    page.write_text(f"{kept.rstrip()}\n\nThis sentence was edited {turn} times.\n", "utf-8")


def rows(folder: Path, pages: int, runs: int, env: dict[str, str]) -> dict[str, Row]:
    """Measure each kind of build."""
    content, index = folder / "content", folder / "index"
    write_content(content, pages)
    arguments = [str(content), "--index", str(index)]

    def times(count: int, before: Callable[[int], object]) -> Row:
        taken = []
        for turn in range(count):
            before(turn)
            taken.append(measured(arguments, env))
        return taken

    one = folder / "one"
    one.mkdir()
    (one / "page.md").write_text("# One\n\nOne sentence.\n", encoding="utf-8")
    measured([str(one), "--index", str(index)], env)  # exports the encoder
    return {
        "from nothing": times(1, lambda _: shutil.rmtree(index / "cache")),
        "no change": times(runs, lambda _: None),
        "one sentence edited": times(runs, lambda turn: edit(next(content.glob("0003*")), turn)),
        "a page renamed": times(
            runs, lambda turn: next(content.glob("*0004*")).rename(content / f"{turn}-0004.md")
        ),
        "cache alone": times(runs, lambda _: shutil.rmtree(index / "generations")),
    }


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pages", type=int, default=250)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        found = rows(folder, options.pages, options.runs, {})
        reading = statistics.median(read_all(folder / "content") for _ in range(options.runs))
    print(f"{options.pages} pages; reading their files alone takes {1e3 * reading:.0f} ms")
    print(f"{'':<24}{'n':>4}{'min s':>9}{'median s':>10}{'max s':>9}{'MB':>8}")
    for name, taken in found.items():
        seconds = [held for held, _ in taken]
        memory = max(held for _, held in taken)
        print(
            f"{name:<24}{len(taken):>4}{min(seconds):>9.2f}{statistics.median(seconds):>10.2f}"
            f"{max(seconds):>9.2f}{memory:>8.0f}"
        )


if __name__ == "__main__":
    main()
