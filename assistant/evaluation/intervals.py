"""How far a mean over questions can be trusted."""

from collections.abc import Sequence

import numpy as np

RESAMPLES = 2000  # the interval's ends then vary by about a tenth of its width between seeds
SEED = 20221026


def bootstrap(values: Sequence[float], *, share: float = 0.95) -> tuple[float, float]:
    """Return the percentile interval of the mean, resampling questions with replacement.

    Efron, "Bootstrap Methods: Another Look at the Jackknife", 1979. The seed is fixed: the same
    values give the same interval. Given two systems' differences, question by question, it is the
    paired bootstrap (Sakai, "Evaluating Evaluation Metrics based on the Bootstrap", 2006).
    """
    sample = np.asarray(values, dtype=np.float64)
    draws = np.random.default_rng(SEED).integers(0, len(sample), size=(RESAMPLES, len(sample)))
    low, high = np.quantile(sample[draws].mean(axis=1), [(1 - share) / 2, (1 + share) / 2])
    return float(low), float(high)
