"""How long an answer takes: `python tests/benchmarks/bench_ask.py [--index DIR] [--runs N]`.

Each row is measured N times on this machine as it is; run it on an idle one. The cold command is
the whole process, from its start to its end, with the files in the page cache. The index load and
the questions are timed within one process that has imported everything: the load reads and checks
each file of the generation and of the encoder and makes the session; the questions are asked in
turn, after one that is not counted.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
QUESTIONS = (
    "How do I request data through P20 WIN?",
    "What goes into a data sharing agreement?",
    "How should files be sent securely?",
    "What does a kilogram of bananas cost in Lisbon?",
)


def seconds(call: Callable[[], object], runs: int) -> list[float]:
    """Return how long each of `runs` calls took."""
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        call()
        taken.append(time.perf_counter() - started)
    return taken


def cold(index: Path) -> None:
    """Run the command once, as a user does."""
    subprocess.run(
        [sys.executable, "-m", "assistant", "ask", QUESTIONS[0], "--index", str(index)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        check=True,
    )


def main() -> None:
    """Measure and print a table, in milliseconds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--index", type=Path, default=Path(".playbook"))
    parser.add_argument("--runs", type=int, default=11)
    options = parser.parse_args()
    cold(options.index)  # fills the page cache
    rows = {"cold command, whole process": seconds(lambda: cold(options.index), options.runs)}

    sys.path.insert(0, str(ROOT))
    from assistant.answer import ask
    from index_builder.generation import Generation, open_current

    def load() -> Generation:
        generation = open_current(options.index)
        generation.encoder.embed_query("")
        return generation

    generation = load()
    rows["index load, encoder included"] = seconds(load, options.runs)
    ask(generation, QUESTIONS[0])
    rows["warm question, in process"] = [
        taken
        for question in QUESTIONS
        for taken in seconds(lambda question=question: ask(generation, question), options.runs)
    ]
    print(f"{'ms':<30}{'n':>5}{'min':>9}{'median':>9}{'max':>9}")
    for name, taken in rows.items():
        least, middle, most = min(taken), statistics.median(taken), max(taken)
        print(f"{name:<30}{len(taken):>5}{1e3 * least:>9.1f}{1e3 * middle:>9.1f}{1e3 * most:>9.1f}")


if __name__ == "__main__":
    main()
