"""How long an answer takes: `python tests/benchmarks/bench_ask.py [--index DIR]`.

Each row is measured `--runs` times on this machine as it is; run it on an idle one. The cold
command is the whole process, from its start to its end, with the files in the page cache. The index
load and the questions are timed within one process that has imported everything: the load reads
and checks each file of the generation and of the encoder and makes the sessions. Warm questions are
those of `--questions` (judged questions, JSON Lines), each different and asked once, so that
nothing of an answer is known before; one more is asked first and not counted. The last rows are the
worst inputs that we know. For one core put `taskset -c 0` before it.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
QUESTION = "How do I request data through P20 WIN?"
JUDGED = ROOT / "content" / "_questions.jsonl"
# What is refused by its length costs nothing; what is just short enough costs the most.
WORST = {
    "100,000 letters": "x" * 100_000,
    "100,000 words": "data " * 100_000,
    "1,900 letters, no space": "x" * 1_900,
    "as many words as are let in": "data sharing agreement " * 60,
    "misspelt words, each looked up": "agrement reqest securly shareing " * 12,
    "brackets and quotes": "[(<{\"'" * 300,
    "zero-width characters": "\N{ZERO WIDTH SPACE}" * 1_900,
    "emoji": "\N{PILE OF POO}\N{ZERO WIDTH JOINER}" * 900,
    "combining marks": "a" + "\N{COMBINING ACUTE ACCENT}" * 1_900,
}


def seconds(call: Callable[[], object], runs: int) -> list[float]:
    """Return how long each of `runs` calls took."""
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        call()
        taken.append(time.perf_counter() - started)
    return taken


def distinct(judged: Path) -> list[str]:
    """Return the questions of a file of judged ones, each once."""
    rows = (json.loads(line) for line in judged.read_text().splitlines() if line.strip())
    return list(dict.fromkeys(str(row["question"]) for row in rows))


def cold(index: Path) -> None:
    """Run the command once, as a user does."""
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "ask", QUESTION, "--index", str(index)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode not in (0, 3):  # an honest no takes as long as an answer
        raise SystemExit("the command failed: see above")


def main() -> None:
    """Measure and print a table, in milliseconds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--index", type=Path, default=Path(".playbook"))
    parser.add_argument("--questions", type=Path, default=JUDGED)
    parser.add_argument("--runs", type=int, default=11)
    options = parser.parse_args()
    cold(options.index)  # fills the page cache
    rows = {"cold command, whole process": seconds(lambda: cold(options.index), options.runs)}

    sys.path.insert(0, str(ROOT))
    from assistant.answer import ask
    from assistant.answering.rereading import read
    from index_builder.index.generation import Generation, open_current

    def load() -> Generation:
        generation = open_current(options.index)
        read(generation, generation.encoder.embed_query(""), "", [0])
        return generation

    generation = load()
    rows["index load, encoder included"] = seconds(load, options.runs)
    ask(generation, QUESTION)
    rows["warm question, each asked once"] = [
        taken
        for question in distinct(options.questions)
        for taken in seconds(lambda question=question: ask(generation, question), 1)
    ]
    for name, text in WORST.items():
        rows[name] = seconds(lambda text=text: ask(generation, text), options.runs)
    print(f"{len(generation.passages)} passages")
    print(f"{'ms':<32}{'n':>5}{'min':>9}{'median':>9}{'p95':>9}{'max':>9}")
    for name, taken in rows.items():
        ordered = sorted(taken)
        figures = (
            ordered[0],
            statistics.median(ordered),
            ordered[int(0.95 * (len(ordered) - 1))],
            ordered[-1],
        )
        print(f"{name:<32}{len(taken):>5}" + "".join(f"{1e3 * held:>9.1f}" for held in figures))


if __name__ == "__main__":
    main()
