"""Following an index: `python tests/benchmarks/bench_serving.py [--index DIR] [--switches N]`.

Generations with the passages of INDEX are published into a copy of it, one after the other, while
two threads ask in a loop. It prints, for each switch, how long it takes from the publish until the
new generation answers, the pause between two looks included; then the memory that the process holds
after the first ten switches (caches are full by then) and after the last. Use an idle machine.
"""

import argparse
import dataclasses
import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
QUESTIONS = ("How do I request data through P20 WIN?", "How should files be sent securely?")
SETTLED = 10  # switches


def megabytes() -> float:
    """Return the memory that the process holds now (proc(5), statm)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--index", type=Path, default=Path(".playbook"))
    parser.add_argument("--switches", type=int, default=50)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(shutil.copytree(options.index, Path(folder) / "index")), options.switches)


def measure(index: Path, switches: int) -> None:
    """Publish, wait, and print what it took."""
    from assistant.answer import ask
    from assistant.hosting.following import Serving
    from index_builder.building.derived_files import derived_files
    from index_builder.index.generation import PAGE_HTML
    from index_builder.storage.publishing import publish
    from index_builder.storage.writer_lock import writing

    changed, done, asked = threading.Event(), threading.Event(), []

    def ask_on(serving: Serving) -> None:
        while not done.is_set():
            for question in QUESTIONS:
                ask(serving.generation, question)
                asked.append(question)

    taken, held = [], []
    with Serving(index, changed=lambda _old, _new: changed.set()) as serving:
        threads = [threading.Thread(target=ask_on, args=(serving,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for at in range(SETTLED + switches):
            now = serving.generation
            manifest = dataclasses.replace(now.manifest, commit=f"{at:040x}")
            derived = derived_files(now.passages, manifest.glossary)
            derived[PAGE_HTML] = now.page_html_file.read_bytes()
            embeddings = [now.embedding(row) for row in range(len(now.passages))]
            changed.clear()
            with writing(index, lambda: None):
                publish(index, manifest, now.passages, embeddings, derived)
            started = time.perf_counter()
            changed.wait()
            taken.append(time.perf_counter() - started)
            held.append(megabytes())
        done.set()
        for thread in threads:
            thread.join()
    print(f"{len(now.passages)} passages, {len(asked)} questions asked meanwhile, none failed")
    print(
        f"publish to answer, s: median {statistics.median(taken):.2f}, "
        f"least {min(taken):.2f}, most {max(taken):.2f}"
    )
    print(
        f"memory: {held[SETTLED - 1]:.0f} MB after {SETTLED} switches, "
        f"{held[-1]:.0f} MB after {switches} more"
    )


if __name__ == "__main__":
    main()
