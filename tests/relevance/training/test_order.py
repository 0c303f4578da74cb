"""Which questions stand in which batch; nothing is encoded here."""

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from .example import Answer, Example
from .order import (
    MINED_UNTIL,
    PROJECTION_BATCH,
    PROJECTION_OTHERS,
    READER_BATCH,
    projection_order,
    reader_order,
)
from .reading_part import HEAD, RUN, reading_part


def example(name: str, *, pair: str | None = None, mined: bool = False) -> Example:
    """Return an example whose texts contain its name; with a pair it is unanswerable."""
    return Example(
        id=name,
        source="docs",
        question=f"{name}?",
        searched=f"{name} searched",
        answers=() if pair else (Answer(text=f"{name} yes"),),
        others=tuple(f"{name} no {at}" for at in range(12)),
        dropped=() if mined or pair else (f"{name} dropped",),
        pair=pair,
        mined=mined,
    )


MINED = [example(f"mined{at}", mined=True) for at in range(9)]


def some(alone: int, pairs: int) -> list[Example]:
    """Return this many examples without a pair, and this many pairs."""
    held = [example(f"alone{at}") for at in range(alone)]
    for at in range(pairs):
        held += [example(f"yes{at}"), example(f"no{at}", pair=f"yes{at}")]
    return held


def judged_ids(batch: Sequence[object]) -> list[str]:
    return [held.example.id for held in batch if not held.example.mined]  # type: ignore[attr-defined]


@given(st.integers(0, 15), st.integers(1, 15), st.integers(0, 3))
def test_minimal_pairs_stand_in_one_batch(alone: int, pairs: int, seed: int) -> None:
    """However many single questions come between, and however many mined ones a batch has."""
    for batch in reader_order(some(alone, pairs), MINED, 40, seed):
        assert len(batch) == READER_BATCH
        ids = Counter(judged_ids(batch))
        for at in range(pairs):
            assert ids[f"yes{at}"] == ids[f"no{at}"]


def test_every_judged_question_has_its_turn_before_one_comes_again() -> None:
    """An epoch has each of them once; a question with two twins stands beside one of them."""
    judged = [*some(6, 4), example("no0-again", pair="yes0")]
    steps = 60
    order = list(reader_order(judged, MINED, steps, 0))
    assert not any(held.example.mined for batch in order[-15:] for held in batch)
    asked = [name for batch in order for name in judged_ids(batch)]
    counts = Counter(asked[: 4 * len(judged)])
    assert max(counts.values()) - min(counts.values()) <= 1


def test_mined_questions_come_first_and_then_no_more() -> None:
    """Their share falls to none."""
    steps = 100
    shares = [
        sum(held.example.mined for held in batch) / len(batch)
        for batch in reader_order(some(9, 9), MINED, steps, 0)
    ]
    last = round(MINED_UNTIL * steps)
    assert sum(shares[:10]) > 8 > sum(shares[last - 10 : last])
    assert not any(shares[last:])


def test_the_same_seed_gives_the_same_order_and_another_another() -> None:
    """Otherwise nobody could go on from a step, or make the weights again."""
    judged = some(9, 9)
    first, again, other = (list(islice(reader_order(judged, MINED, 30, s), 12)) for s in (1, 1, 2))
    assert first == again
    assert first != other
    first, again, other = (list(projection_order(judged, 3, seed)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_passages_are_what_they_are_said_to_be() -> None:
    """Answers are the question's own; a passage that lost its answer stands among the others."""
    kinds: Counter[str] = Counter()
    for batch in reader_order(some(9, 9), MINED, 100, 0):
        for held in batch:
            name = held.example.id
            assert held.question in (f"{name}?", f"{name} searched")
            assert {one.text for one in held.answers} <= {f"{name} yes"}
            assert all(text.startswith((f"{name} no", f"{name} dropped")) for text in held.others)
            assert len(held.answers) + len(held.others) in (3, 4)
            kinds["dropped"] += any(text.endswith("dropped") for text in held.others)
            kinds["unanswered"] += held.example.mined and not held.answers
    assert kinds["dropped"] > 100
    assert kinds["unanswered"] > 10
    for batch in projection_order(some(9, 9), 20, 0):
        assert len(batch) == PROJECTION_BATCH
        assert all(len(held.answers) == 1 for held in batch)
        assert all(held.others == held.example.others[:PROJECTION_OTHERS] for held in batch)


@given(st.integers(1, 300), st.integers(0, 300), st.integers(1, 200), st.integers(0, 9))
def test_a_part_of_a_passage_holds_its_answer(
    count: int, first: int, length: int, seed: int
) -> None:
    """All of the answer if it fits, else its beginning; short passages are read whole."""
    spans = [(3 * at, 3 * at + 2) for at in range(count)]
    inside = [at for at in range(count) if first <= at < first + length]
    answer = [(3 * inside[0], 3 * inside[-1] + 2)] if inside else []
    part = reading_part(spans, answer, Random(seed))
    assert part == sorted(set(part))
    assert len(part) == min(count, HEAD + RUN)
    assert part[0] == 0
    assert part[-1] < count
    if len(inside) <= RUN:
        assert {*inside} <= {*part}
    else:
        assert {*inside[:RUN]} <= {*part}
