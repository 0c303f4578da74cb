"""Which questions are answered: probabilities before and after, and the figures of them. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.answering.confidence import MAY_ANSWER, SURE, Confidence
from assistant.evaluation.abstention import KEPT

from .asked import Asked, Candidate, Dump
from .resampling import Figure, Resampled, Rows
from .systems import as_asked

Shares = NDArray[np.float64]

BEFORE_SURE = 0.5  # the level without reserve when likeness decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One question with the probability that its first passage answers, before and after.

    -inf where nothing is looked up: no level answers it.
    """

    handbook: str
    type: str
    answerable: bool
    near: bool
    before: float
    after: float


def decided(dump: Dump) -> list[Decided]:
    """Return what became of each question, by the levels and the calibration of the assistant."""
    return [
        Decided(
            handbook=dump.name,
            type=after.type,
            answerable=after.answerable,
            near=after.is_near,
            before=probability(before, before.candidates),
            after=probability(after, as_asked(after)),
        )
        for before, after in zip(dump.before.asked, dump.after.asked, strict=True)
    ]


def probability(asked: Asked, ranked: Sequence[Candidate]) -> float:
    """Return the probability that `ask` gives a question whose passages are ranked like this."""
    if asked.declined or not ranked:
        return -math.inf
    first = ranked[0]
    return Confidence(likeness=first.late, weighed=first.weighed, logit=first.logit).probability


TOLD_APART = "AUROC, answerable against near-domain"
AT_KEPT = f"near-domain answered, keeping {KEPT:.0%} of the answerable"
NEAR = f"near-domain answered (from {MAY_ANSWER:g})"
_WITHOUT_RESERVE = f"without reserve (before from {BEFORE_SURE:g}, after from {SURE:g})"
NEAR_SURE = f"near-domain answered {_WITHOUT_RESERVE}"
YES = f"answerable answered (from {MAY_ANSWER:g})"
YES_SURE = f"answerable answered {_WITHOUT_RESERVE}"
WHENS = ("before", "after")
SURE_FROM = {"before": BEFORE_SURE, "after": SURE}

ByWhen = Mapping[str, Figure]  # "before" and "after"


def figures(held: Sequence[Decided]) -> dict[str, ByWhen]:
    """Return every figure of the answer or the no, by name, in the order they are printed."""
    near = [one for one in held if one.answerable or one.near]
    resampled = Resampled([(one.handbook, one.answerable) for one in near])
    yes = np.array([one.answerable for one in near], dtype=bool)
    by_when = {
        when: _told_apart(
            np.array([getattr(one, when) for one in near], float), yes, SURE_FROM[when], resampled
        )
        for when in WHENS
    }
    names = next(iter(by_when.values()))
    found: dict[str, ByWhen] = {
        name: {when: by_when[when][name] for when in WHENS} for name in names
    }
    return found | _others_answered(held)


def _told_apart(
    of: Shares, yes: NDArray[np.bool_], sure: float, resampled: Resampled
) -> dict[str, Figure]:
    def answered(level: float, wanted: bool) -> Figure:
        def share(rows: Rows) -> float:
            return _mean(of[rows][yes[rows] == wanted] >= level)

        return resampled.figure(share)

    return {
        TOLD_APART: resampled.figure(lambda rows: auroc(of[rows], yes[rows])),
        AT_KEPT: resampled.figure(lambda rows: near_answered(of[rows], yes[rows])),
        NEAR: answered(MAY_ANSWER, False),
        NEAR_SURE: answered(sure, False),
        YES: answered(MAY_ANSWER, True),
        YES_SURE: answered(sure, True),
    }


def _others_answered(held: Sequence[Decided]) -> dict[str, ByWhen]:
    """Return the share answered of each other type of unanswerable question."""
    found: dict[str, ByWhen] = {}
    for kind in sorted({one.type for one in held if not one.answerable and not one.near}):
        of = [one for one in held if one.type == kind and not one.answerable]
        resampled = Resampled([one.handbook for one in of])
        found[f"{kind} answered, of {len(of)}"] = {
            when: resampled.mean([getattr(one, when) >= MAY_ANSWER for one in of]) for when in WHENS
        }
    return found


def auroc(of: Shares, yes: NDArray[np.bool_]) -> float:
    """Return the chance that an answerable question has more; a tie counts half.

    Like `assistant.evaluation.abstention.auroc`, but by sorting: it is called thousands of times.
    """
    ours, others = of[yes], np.sort(of[~yes])
    if not len(ours) or not len(others):
        return math.nan
    below = np.searchsorted(others, ours, "left") + np.searchsorted(others, ours, "right")
    return float(below.mean() / 2 / len(others))


def near_answered(of: Shares, yes: NDArray[np.bool_], kept: float = KEPT) -> float:
    """Return the share of the others answered by the highest level that keeps the answerable."""
    if yes.all() or not yes.any():
        return math.nan
    level = level_keeping(kept, of[yes])
    return _mean((of[~yes] >= level) & (of[~yes] > -math.inf))


def level_keeping(kept: float, answerable: Shares) -> float:
    """Return the highest level that answers a share of the answerable questions."""
    ordered = np.sort(answerable)[::-1]
    return float(ordered[max(1, math.ceil(kept * len(ordered) - 1e-9)) - 1])


def _mean(held: NDArray[np.bool_]) -> float:
    return float(held.mean()) if len(held) else math.nan
