"""Is a probability what it says? Predicted and observed shares by bin. Pure.

The expected calibration error is the mean distance of the two over the bins, by weight (Naeini,
Cooper and Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian Binning", AAAI 2015).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BINS = 10

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The questions whose probability lies between two tenths."""

    questions: int
    weight: float  # of all questions' together
    predicted: float  # their mean probability
    observed: float  # share of them that are answerable


def bins(probabilities: Numbers, answerable: Sequence[bool], weights: Numbers) -> list[Bin]:
    """Return the bins that hold questions, the lowest first; shares are by weight."""
    at = np.clip((probabilities * BINS).astype(int), 0, BINS - 1)
    yes, total = np.asarray(answerable, dtype=float), weights.sum()
    found = []
    for number in range(BINS):
        rows = at == number
        if rows.any():
            weight = weights[rows].sum()
            found.append(
                Bin(
                    questions=int(rows.sum()),
                    weight=float(weight / total),
                    predicted=float(weights[rows] @ probabilities[rows] / weight),
                    observed=float(weights[rows] @ yes[rows] / weight),
                )
            )
    return found


def expected_error(held: Sequence[Bin]) -> float:
    """Return the expected calibration error, 0 to 1."""
    return sum(one.weight * abs(one.predicted - one.observed) for one in held)
