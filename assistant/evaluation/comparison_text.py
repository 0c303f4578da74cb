"""A comparison -> the lines a person reads, and JSON. Pure."""

import dataclasses
import json
from collections.abc import Iterator, Sequence

from assistant.evaluation.comparison import Comparison, FiguresCompared, MeanDifference, Moved
from index_builder.index.printable import printable_json

SCHEMA = 1


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """Yield the lines: each measure on both sides, then the questions that changed."""
    first, second = comparison.names
    yield f"first: {first}"
    yield f"second: {second}"
    if comparison.alone:
        yield f"note: {comparison.alone} questions left out: only one side has them"
    for figures in comparison.figures:
        yield ""
        yield from _figures(figures)
    yield ""
    yield from _differences("answered by `ask`", comparison.answering)
    for flip in comparison.flipped:
        said = "no → yes" if flip.answered else "yes → no"
        kind = "answerable" if flip.answerable else "unanswerable"
        yield f"  {said}  {flip.id} ({kind})  {flip.question!r}"


def _figures(compared: FiguresCompared) -> Iterator[str]:
    methods = " → ".join(dict.fromkeys(compared.methods))
    yield from _differences(
        f"{methods} by {compared.by}, {compared.questions} questions", compared.differences
    )
    better = sum(moved.better for moved in compared.moved)
    same = compared.questions - len(compared.moved)
    lower = len(compared.moved) - better
    yield f"rank of the first right hit: {better} higher, {lower} lower, {same} same"
    yield from (_moved(moved) for moved in compared.moved)


def _moved(question: Moved) -> str:
    ranks = " → ".join(
        "-" if rank is None else str(rank) for rank in (question.first, question.second)
    )
    return f"  {ranks:<9}  {question.id}  {question.question!r}"


def _differences(title: str, differences: Sequence[MeanDifference]) -> Iterator[str]:
    yield title
    yield f"{'':<21}  first  second  difference [95 %]"
    for measure in differences:
        low, high = measure.interval
        interval = f"{measure.difference:+.3f} [{low:+.3f} {high:+.3f}]"
        yield f"{measure.name:<21}  {measure.first:.3f}  {measure.second:>6.3f}  {interval}"


def comparison_json(comparison: Comparison) -> str:
    """Return the comparison as one JSON object."""
    found = {"schema": SCHEMA, **dataclasses.asdict(comparison)}
    return printable_json(json.dumps(found, indent=2, ensure_ascii=False, allow_nan=False))
