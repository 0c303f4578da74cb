"""Which examples a step learns from: the order follows from the examples and the seed alone.

The position in the order is the number of the step: a training that goes on after an interruption
runs through the order up to its step, which takes no time, and is where it was.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TypeVar

from .example import Answer, Example

READER_BATCH = 8  # questions; pairs stand in one batch, so it is even
# Mined questions come first, judged ones later: after this share of the steps no mined one comes.
MINED_UNTIL = 0.3
PROJECTION_BATCH = 16
PROJECTION_OTHERS = 15  # passages that a question's answer competes with

Unit = tuple[Example, ...]
Held = TypeVar("Held")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as it is asked in one step, with passages that answer it and that do not."""

    example: Example
    question: str
    answers: tuple[Answer, ...]
    others: tuple[str, ...]
    chance: int  # the seed of what is drawn when the passages are cut into tokens


def reader_order(
    judged: Sequence[Example], mined: Sequence[Example], steps: int, seed: int
) -> Iterator[list[Asked]]:
    """Yield what the reader learns from in each step, the two of a minimal pair side by side."""
    random = Random(seed)
    twos = _twos(_again_and_again(lambda: _units(judged, random)))
    found = _again_and_again(lambda: random.sample(mined, len(mined)))
    for step in range(steps):
        share = max(0.0, 1 - step / (MINED_UNTIL * steps))
        of_mined = sum(random.random() < share for _ in range(READER_BATCH // 2))
        batch = [next(found) for _ in range(2 * of_mined)]
        for _ in range(READER_BATCH // 2 - of_mined):
            batch.extend(next(twos))
        yield [_asked_of_reader(held, random) for held in batch]


def projection_order(judged: Sequence[Example], steps: int, seed: int) -> Iterator[list[Asked]]:
    """Yield what the projection learns from in each step: questions with one of their answers."""
    random = Random(seed)
    with_answer = [held for held in judged if held.answers]
    chosen = _again_and_again(lambda: random.sample(with_answer, len(with_answer)))
    for _ in range(steps):
        batch = [next(chosen) for _ in range(PROJECTION_BATCH)]
        yield [_asked_of_projection(held, random) for held in batch]


def _again_and_again(once: Callable[[], Sequence[Held]]) -> Iterator[Held]:
    while True:
        yield from once()


def _units(examples: Sequence[Example], random: Random) -> list[Unit]:
    """Return every example once, in random order, beside its pair if both are still there."""
    by_id = {held.id: held for held in examples}
    twins: dict[str, list[Example]] = defaultdict(list)
    for held in examples:
        if held.pair in by_id:
            twins[held.id].append(by_id[held.pair])
            twins[held.pair].append(held)
    units: list[Unit] = []
    seen: set[str] = set()
    for held in random.sample(list(by_id.values()), len(by_id)):
        if held.id in seen:
            continue
        unit = (held, *[twin for twin in twins[held.id] if twin.id not in seen][:1])
        seen.update(one.id for one in unit)
        units.append(unit)
    return units


def _twos(units: Iterator[Unit]) -> Iterator[Unit]:
    """Join single examples two by two, so that no batch's end comes between a pair."""
    waiting: Unit = ()
    for unit in units:
        if len(unit) == 2:
            yield unit
        elif waiting:
            yield waiting + unit
            waiting = ()
        else:
            waiting = unit


def _asked_of_reader(example: Example, random: Random) -> Asked:
    """Choose passages: near ones and a far one, or one that has lost its answer."""
    others = example.others
    if not example.answers:
        chosen = [*others[:2], *_some(others[2:10], 2, random)]
        return _asked(example, (), chosen, random)
    if example.mined:  # now and then without its answer, or every mined question would have one
        chosen = _some(others, 3, random)
        if random.random() < 0.2:
            return _asked(example, (), chosen, random)
        return _asked(example, example.answers, chosen[:2], random)
    last = _some(others[5:], 1, random)
    if example.dropped and random.random() < 0.5:
        last = _some(example.dropped, 1, random)
    chosen = [*_some(others[:5], 2, random), *last]
    return _asked(example, _some(example.answers, 1, random), chosen, random)


def _asked_of_projection(example: Example, random: Random) -> Asked:
    answers = _some(example.answers, 1, random)
    asked = _asked(example, answers, example.others[:PROJECTION_OTHERS], random)
    return replace(asked, question=example.searched)


def _asked(
    example: Example, answers: Sequence[Answer], others: Sequence[str], random: Random
) -> Asked:
    question = example.question if random.random() < 0.5 else example.searched
    return Asked(
        example=example,
        question=question,
        answers=tuple(answers),
        others=tuple(others),
        chance=random.getrandbits(32),
    )


def _some(held: Sequence[Held], most: int, random: Random) -> list[Held]:
    return random.sample(held, min(most, len(held)))
