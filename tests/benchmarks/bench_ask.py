"""How long an answer takes: `python tests/benchmarks/bench_ask.py [--index DIR]`.

Each row is measured `--runs` times on this machine as it is; use an idle one. The cold command is
the whole process, from its start to its end, with the files in the page cache. The index load and
the questions are timed within one process that has imported everything: the load reads and checks
each file of the generation and of the encoder and makes the sessions. Warm questions are those of
`--questions` (judged questions, JSON Lines), each different and asked once, so that no part of an
answer is remembered; one more is asked first and not counted. The last rows are the worst inputs
that we know. To measure one core, put `taskset -c 0` before the command. `--json` prints the same
figures for a program. "CPU" rows count the process's own time, which a busy machine hardly changes,
without the models' share: embedding the question and reading passages.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
FIGURES = ("min", "median", "p95", "max")
QUESTION = "How do I request data through P20 WIN?"
JUDGED = ROOT / "content" / "_questions.jsonl"
# A text refused for its length costs nothing; one just short enough costs the most.
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
    """Measure and print a table, in milliseconds, or the same as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--index", type=Path, default=Path(".playbook"))
    parser.add_argument("--questions", type=Path, default=JUDGED)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--most", type=int, help="ask only the first so many questions")
    parser.add_argument("--json", action="store_true")
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
    questions = distinct(options.questions)[: options.most]
    warm: list[float] = []
    beside: list[float] = []
    rows |= {"warm question, each asked once": warm, "the same, CPU without models": beside}
    for question in questions:
        with without_models() as spent:
            started, cpu = time.perf_counter(), time.process_time()
            ask(generation, question)
            warm.append(time.perf_counter() - started)
            beside.append(time.process_time() - cpu - sum(spent))
    for name, text in WORST.items():
        rows[name] = seconds(lambda text=text: ask(generation, text), options.runs)
    figures = {name: summed_up(taken) for name, taken in rows.items()}
    passages, memory = len(generation.passages), megabytes()
    if options.json:
        print(json.dumps({"passages": passages, "memory_mb": memory, "ms": figures}, indent=2))
        return
    print(f"{passages} passages; {memory:.0f} MB at the most")
    print(f"{'ms':<32}" + "".join(f"{name:>9}" for name in ("n", *FIGURES)))
    for name, row in figures.items():
        values = "".join(f"{row[figure]:>9.1f}" for figure in FIGURES)
        print(f"{name:<32}{row['n']:>9}{values}")


@contextmanager
def without_models() -> Iterator[list[float]]:
    """Yield a list to which each run of a model adds its CPU seconds."""
    from unittest.mock import patch

    from onnxruntime import InferenceSession

    spent: list[float] = []
    run = InferenceSession.run

    def timed(*arguments: object) -> object:
        started = time.process_time()
        try:
            return run(*arguments)
        finally:
            spent.append(time.process_time() - started)

    with patch.object(InferenceSession, "run", timed):
        yield spent


def summed_up(taken: list[float]) -> dict[str, float]:
    """Return how many timings there are, and their FIGURES in milliseconds."""
    ordered = [1e3 * seconds for seconds in sorted(taken)]
    high = ordered[int(0.95 * (len(ordered) - 1))]
    values = (ordered[0], statistics.median(ordered), high, ordered[-1])
    return {"n": len(ordered), **dict(zip(FIGURES, values, strict=True))}


def megabytes() -> float:
    """Return the most memory that the process held at once."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1000 if sys.platform == "linux" else 1_000_000)


if __name__ == "__main__":
    main()
