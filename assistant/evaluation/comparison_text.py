"""A comparison -> the lines a person reads, and JSON. Pure."""

import dataclasses
import json
from collections.abc import Iterator, Sequence

from assistant.evaluation.comparison import Comparison, FiguresCompared, MeanDifference, Moved
from index_builder.index.printable import printable_json

SCHEMA = 1


def comparison_lines(held: Comparison) -> Iterator[str]:
    """Yield the lines: each measure on both sides, then the questions that changed."""
    first, second = held.names
    yield f"first: {first}"
    yield f"second: {second}"
    if held.alone:
        yield f"note: {held.alone} questions left out: only one side has them"
    for figures in held.figures:
        yield ""
        yield from _figures(figures)
    yield ""
    yield from _differences("answered by `ask`", held.answering)
    for flip in held.flipped:
        said = "no → yes" if flip.answered else "yes → no"
        kind = "answerable" if flip.answerable else "unanswerable"
        yield f"  {said}  {flip.id} ({kind})  {flip.question!r}"


def _figures(held: FiguresCompared) -> Iterator[str]:
    methods = " → ".join(dict.fromkeys(held.methods))
    yield from _differences(f"{methods} by {held.by}, {held.questions} questions", held.differences)
    better = sum(moved.better for moved in held.moved)
    same = held.questions - len(held.moved)
    lower = len(held.moved) - better
    yield f"rank of the first right hit: {better} higher, {lower} lower, {same} same"
    yield from (_moved(moved) for moved in held.moved)


def _moved(held: Moved) -> str:
    ranks = " → ".join("-" if rank is None else str(rank) for rank in (held.first, held.second))
    return f"  {ranks:<9}  {held.id}  {held.question!r}"


def _differences(title: str, differences: Sequence[MeanDifference]) -> Iterator[str]:
    yield title
    yield f"{'':<21}  first  second  difference [95 %]"
    for held in differences:
        low, high = held.interval
        interval = f"{held.difference:+.3f} [{low:+.3f} {high:+.3f}]"
        yield f"{held.name:<21}  {held.first:.3f}  {held.second:>6.3f}  {interval}"


def comparison_json(held: Comparison) -> str:
    """Return the comparison as one JSON object."""
    found = {"schema": SCHEMA, **dataclasses.asdict(held)}
    return printable_json(json.dumps(found, indent=2, ensure_ascii=False, allow_nan=False))
