"""How long comparing takes: `python tests/benchmarks/bench_comparing.py [--passages N]`.

The passages of INDEX, repeated on other pages until there are N, are compared with themselves:
unchanged; with every eighth word changed; the same on pages and under headings of other names; and
all of it in one section of one page. Text that repeats itself, as here, is the worst case.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index_builder.index.passage import Passage

ROOT = Path(__file__).parents[2]


def edited(held: "Passage") -> "Passage":
    """Return a passage with every eighth word changed."""
    words = held.quote.split(" ")
    quote = " ".join("other" if at % 8 == 3 else word for at, word in enumerate(words))
    return replace(held, quote=quote, text=quote)


CASES: dict[str, tuple[Callable[["Passage"], "Passage"], Callable[["Passage"], "Passage"]]] = {
    "unchanged": (lambda held: held, lambda held: held),
    "edited": (lambda held: held, edited),
    "edited and moved": (
        lambda held: held,
        lambda held: replace(edited(held), path=f"new/{held.path}", headings=("New",)),
    ),
    "edited, one section": (
        lambda held: replace(held, path="one.md", headings=(), anchor=""),
        lambda held: replace(edited(held), path="one.md", headings=(), anchor=""),
    ),
}


def main() -> None:
    """Measure and print a table, in seconds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--index", type=Path, default=Path(".playbook"))
    parser.add_argument("--passages", type=int, default=2000)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from index_builder.index.changes import compare_passages
    from index_builder.index.generation import open_current

    own = open_current(options.index).passages
    held = [
        replace(own[at % len(own)], path=f"{at // len(own)}/{own[at % len(own)].path}")
        for at in range(options.passages)
    ]
    for name, (before, after) in CASES.items():
        first, second = [before(one) for one in held], [after(one) for one in held]
        started = time.perf_counter()
        found = Counter(change.kind for change in compare_passages(first, second))
        print(f"{name:<20}{time.perf_counter() - started:>7.2f} s  {dict(found)}")


if __name__ == "__main__":
    main()
