"""Word differences as a line of text, far from a change shortened. Pure.

Contract of both sides: `verify` and `diff` show an edit in the same way.
"""

from collections.abc import Iterable, Sequence

import click

from index_builder.index.changes import Run
from index_builder.index.printable import printable

AROUND = 8  # words that are shown on each side of a change
_GAP = "…"


def shortened(runs: Sequence[Run], around: int = AROUND) -> list[Run]:
    """Return the runs with an ellipsis in place of same words that are far from any change."""
    last = len(runs) - 1
    return [
        Run("same", _ends(run.words, 0 if not at else around, 0 if at == last else around))
        if run.kind == "same"
        else run
        for at, run in enumerate(runs)
    ]


def _ends(words: str, head: int, tail: int) -> str:
    held = words.split(" ")
    if len(held) <= head + tail + 1:
        return words
    return " ".join([*held[:head], _GAP, *held[len(held) - tail :]])


def marked(runs: Iterable[Run], *, coloured: bool = False) -> str:
    """Return runs as one line: [-removed-]{+added+} as wdiff has them, or in colours."""
    return " ".join(_marked(run, coloured) for run in runs)


def _marked(run: Run, coloured: bool) -> str:
    words = printable(run.words)
    if run.kind == "same":
        return words
    if coloured and run.kind == "removed":
        return click.style(words, fg="red", strikethrough=True)
    if coloured:
        return click.style(words, fg="green", underline=True)
    return f"[-{words}-]" if run.kind == "removed" else f"{{+{words}+}}"
