"""What a probability can be made of: a question's ranked passages -> numbers. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.answering.confidence import Confidence
from assistant.answering.rereading import RANK_OFFSET, READ

from ..handbooks.asked import Asked, Candidate, Dump
from ..handbooks.systems import by_ranks

# The numbers of each fit that is compared; the first is what an index without a reader has.
SETS: tuple[tuple[str, ...], ...] = (
    ("likeness",),
    ("logit",),
    ("logit", "likeness"),
    ("logit", "likeness", "highest"),
    ("logit", "likeness", "margin"),
    ("logit", "likeness", "any"),
    ("logit", "likeness", "highest", "margin"),
)
USED = ("logit", "likeness")  # those that the assistant has constants for


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One question as it is judged: is the first passage an answer?"""

    handbook: str
    type: str
    answerable: bool
    near: bool
    first_is_gold: bool
    looked_up: bool  # small talk and the like is not
    numbers: dict[str, float]  # empty where nothing is looked up

    @property
    def fits(self) -> bool:
        """Whether it counts in a fit: an answerable question or a near-domain one."""
        return self.looked_up and (self.answerable or self.near)


def samples(dump: Dump, read: int = READ, offset: float = RANK_OFFSET) -> list[Sample]:
    """Return the questions of a handbook, ranked with the reader."""
    return [_sample(dump.name, held, read, offset) for held in dump.after.asked]


def _sample(handbook: str, asked: Asked, read: int, offset: float) -> Sample:
    ranked = by_ranks(asked.candidates, read=read, offset=offset)
    looked_up = asked.declined is None and bool(ranked)
    return Sample(
        handbook=handbook,
        type=asked.type,
        answerable=asked.answerable,
        near=asked.is_near,
        first_is_gold=bool(ranked) and ranked[0].hit,
        looked_up=looked_up,
        numbers=_numbers(ranked, read) if looked_up else {},
    )


def _numbers(ranked: Sequence[Candidate], read: int) -> dict[str, float]:
    first, logits = ranked[0], [held.logit or 0.0 for held in ranked[:read]]
    others = [held for held in ranked[1:read] if held.same != first.same]

    return {
        "likeness": Confidence(likeness=first.late, weighed=first.weighed).score,
        "logit": first.logit or 0.0,
        "highest": max(logits),
        "margin": (first.logit or 0.0) - (others[0].logit or 0.0) if others else 0.0,
        "any": float(np.logaddexp.reduce(logits)) if logits else -math.inf,
    }
