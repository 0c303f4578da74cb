"""How a change is shown: as text, as marked words, as the values of JSON. Pure.

Part of the contract: a build's report, `verify` and `diff` show a change in the same way.
"""

from collections.abc import Iterable, Sequence

import click

from index_builder.index.changes import Change, WordRun
from index_builder.index.passage import Passage
from index_builder.index.printable import printable

AROUND = 8  # words shown on each side of a change
_GAP = "…"


def change_place(change: Change) -> str:
    """Return the passage's old and new place, or the one place if both are the same."""
    places = [passage.place for passage in (change.before, change.after) if passage]
    return " → ".join(dict.fromkeys(places))


def move_text(before: Passage, after: Passage) -> str:
    """Return what changed about a passage that moved: its headings, its address, or both."""
    pairs = [(before.breadcrumb, after.breadcrumb), (before.url, after.url)]
    return "; ".join(f"{old} → {new}" for old, new in pairs if old != new)


def change_fields(change: Change) -> dict[str, object]:
    """Return a change with both of its passages."""
    return {
        "kind": change.kind,
        "before": change.before and passage_fields(change.before),
        "after": change.after and passage_fields(change.after),
    }


def passage_fields(passage: Passage) -> dict[str, object]:
    """Return a passage's place and words."""
    return {
        "passage_id": passage.id,
        "path": passage.path,
        "lines": list(passage.lines),
        "page_title": passage.page_title,
        "headings": list(passage.headings),
        "url": passage.url,
        "quote": passage.quote,
    }


def shortened_runs(runs: Sequence[WordRun]) -> list[WordRun]:
    """Return the runs, with an ellipsis for unchanged words far from any change."""
    last = len(runs) - 1
    return [
        WordRun("same", _ends(run.words, 0 if not at else AROUND, 0 if at == last else AROUND))
        if run.kind == "same"
        else run
        for at, run in enumerate(runs)
    ]


def _ends(text: str, head: int, tail: int) -> str:
    words = text.split(" ")
    if len(words) <= head + tail + 1:
        return text
    return " ".join([*words[:head], _GAP, *words[len(words) - tail :]])


def marked_runs(runs: Iterable[WordRun], *, coloured: bool = False) -> str:
    """Return runs as one line: [-removed-]{+added+} as wdiff writes them, or in colours."""
    return " ".join(_marked(run, coloured) for run in runs)


def _marked(run: WordRun, coloured: bool) -> str:
    words = printable(run.words)
    if run.kind == "same":
        return words
    if coloured and run.kind == "removed":
        return click.style(words, fg="red", strikethrough=True)
    if coloured:
        return click.style(words, fg="green", underline=True)
    return f"[-{words}-]" if run.kind == "removed" else f"{{+{words}+}}"
