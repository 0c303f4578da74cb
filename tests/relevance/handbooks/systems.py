"""Dumps -> rankings: which passage each system shows first, second, third …. Pure."""

from collections.abc import Callable, Mapping, Sequence

from assistant.answering.rereading import RANK_OFFSET, READ

from .asked import Asked, Candidate, Dump

CUTOFFS = (1, 3, 5, 10)

Ranks = Sequence[int | None]


def as_asked(asked: Asked) -> tuple[Candidate, ...]:
    """Return the candidates as `ask` ranks them: by likeness, the best by the reader too."""
    return by_ranks(asked.candidates)


def by_ranks(
    candidates: Sequence[Candidate], *, read: int = READ, offset: float = RANK_OFFSET
) -> tuple[Candidate, ...]:
    """Return candidates with the first `read` by the reciprocal ranks of likeness and logit."""
    by_logit = sorted(candidates[:read], key=lambda candidate: -(candidate.logit or 0.0))
    worth = {
        candidate.row: 1 / (offset + rank)
        for rank, candidate in enumerate(candidates[:read], start=1)
    }
    for rank, candidate in enumerate(by_logit, start=1):
        worth[candidate.row] += 1 / (offset + rank)
    return reordered(candidates, read, lambda candidate: worth[candidate.row])


def by_worth(candidates: Sequence[Candidate], *, read: int, weight: float) -> tuple[Candidate, ...]:
    """Return candidates with the first `read` ordered by likeness plus `weight` times the logit."""
    return reordered(candidates, read, lambda held: held.late + weight * (held.logit or 0.0))


def reordered(
    candidates: Sequence[Candidate], read: int, worth: Callable[[Candidate], float]
) -> tuple[Candidate, ...]:
    """Return candidates with the first `read` ordered by their worth; equals keep their order."""
    return (*sorted(candidates[:read], key=lambda held: -worth(held)), *candidates[read:])


def first_hit(candidates: Sequence[Candidate]) -> int | None:
    """Return the rank of the first passage that holds a gold quote."""
    return next((rank for rank, held in enumerate(candidates, start=1) if held.hit), None)


def systems(dump: Dump) -> Mapping[str, Ranks]:
    """Return by system the rank of the first hit of every answerable question.

    All are given the question in the playbook's words, as `ask` looks it up.
    """
    before = [held for held in dump.before.asked if held.answerable]
    after = [held for held in dump.after.asked if held.answerable]
    return {
        "BM25": [held.ranks["sparse"] for held in before],
        "encoder, published": [held.ranks["dense"] for held in before],
        "hybrid, published": [held.ranks["hybrid"] for held in before],
        "late interaction, published": [first_hit(held.candidates) for held in before],
        "late interaction, trained": [first_hit(held.candidates) for held in after],
        "with the reader": [first_hit(as_asked(held)) for held in after],
    }
