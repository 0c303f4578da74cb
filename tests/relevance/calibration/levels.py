"""Where the levels may lie: what each lets through, chosen on some handbooks for another. Pure."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .left_out import weights
from .numbers import Sample

Numbers = NDArray[np.float64]

GRID = tuple(at / 20 for at in range(1, 20))


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRule:
    """How a level is chosen: by the share of one class that it answers."""

    name: str
    answerable: bool  # whose share it is
    share: float

    def level(self, held: Sequence[Sample], probabilities: Numbers) -> float:
        """Return the level, handbooks counting alike.

        The highest that answers at least the share of the answerable, or the lowest that answers
        no more than the share of the near-domain questions.
        """
        used = [at for at, one in enumerate(held) if one.answerable or one.near]
        held, found = [held[at] for at in used], probabilities[used]
        weight = weights(held)
        of = np.array([one.answerable for one in held]) == self.answerable
        order = np.argsort(-found[of], kind="stable")
        ordered, passed = found[of][order], np.cumsum(weight[of][order]) / weight[of].sum()
        if self.answerable:
            return float(ordered[np.searchsorted(passed, self.share - 1e-9)])
        most = int(np.searchsorted(passed, self.share + 1e-9, "right"))
        return float(np.nextafter(ordered[most], math.inf)) if most < len(ordered) else 0.0


RULES = (
    *(LevelRule(name=f"answers {at:.0%} of the answerable", answerable=True, share=at)
      for at in (0.97, 0.95, 0.9, 0.85, 0.8, 0.7)),
    *(LevelRule(name=f"answers {at:.0%} of the near-domain", answerable=False, share=at)
      for at in (0.3, 0.2, 0.1, 0.05)),
)  # fmt: skip


def answered(held: Sequence[Sample], probabilities: Numbers, level: float) -> dict[str, float]:
    """Return the share of each kind of question answered from a level on; nan if there are none.

    "first right" is the share of the answered answerable ones whose first passage is gold.
    """
    kinds: Mapping[str, Callable[[Sample], bool]] = {
        "answerable": lambda one: one.answerable,
        "near-domain": lambda one: one.near,
        "others": lambda one: not one.answerable and not one.near,
    }
    found = {}
    for kind, belongs in kinds.items():
        rows = [at for at, one in enumerate(held) if belongs(one)]
        found[kind] = float((probabilities[rows] >= level).mean()) if rows else math.nan
    covered = [
        one.first_is_gold
        for one, of in zip(held, probabilities, strict=True)
        if one.answerable and of >= level
    ]
    found["first right"] = float(np.mean(covered)) if covered else math.nan
    return found


def chosen_by_others(
    each: Mapping[str, Sequence[Sample]], found: Mapping[str, Numbers], rule: LevelRule
) -> dict[str, float]:
    """Return for each handbook the level that a rule gives on the others; a lone one, its own."""
    levels = {}
    for name in each:
        others = [other for other in each if other != name] or [name]
        levels[name] = rule.level(
            [one for other in others for one in each[other]],
            np.concatenate([found[other] for other in others]),
        )
    return levels
