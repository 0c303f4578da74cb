"""Logistic regression: a probability from a few numbers, fitted to weighted questions. Pure.

Fitted by Newton's method on the penalised likelihood (Hastie, Tibshirani and Friedman, "The
Elements of Statistical Learning", 2009, section 4.4.1); for so few numbers no library is needed.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

# Penalty on the squared coefficients, when all questions together weigh 1 and each number is scaled
# to a spread of 1. It only keeps the slope finite when the classes don't overlap.
RIDGE = 1e-4
_STEPS = 100
_SMALL = 1e-10  # if no coefficient changes by more than this, the fit is done

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Logistic:
    """probability = 1 / (1 + exp(-(coefficients · numbers + offset)))."""

    coefficients: tuple[float, ...]
    offset: float

    def of(self, numbers: ArrayLike) -> Numbers:
        """Return the probability of each question, shape (n,); `numbers` has shape (n, k)."""
        return probability(np.asarray(numbers) @ np.array(self.coefficients) + self.offset)


def probability(logits: Numbers) -> Numbers:
    """Return the logistic function of each."""
    found: Numbers = (1 + np.tanh(logits / 2)) / 2
    return found


def fitted(numbers: ArrayLike, targets: ArrayLike, weights: ArrayLike) -> Logistic:
    """Return the fit to questions of shape (n, k), with targets (0 to 1) and weights of shape (n,).

    A number that is the same for all questions gets the coefficient 0.
    """
    x, y, w = (np.asarray(values, dtype=np.float64) for values in (numbers, targets, weights))
    w = w / w.sum()
    middle = w @ x
    spread = np.sqrt(w @ (x - middle) ** 2)
    spread = np.where(spread > 0, spread, math.inf)
    solution = _newton(np.column_stack([(x - middle) / spread, np.ones(len(x))]), y, w)
    coefficients = solution[:-1] / spread
    return Logistic(
        coefficients=tuple(map(float, coefficients)),
        offset=float(solution[-1] - coefficients @ middle),
    )


def _newton(x: Numbers, y: Numbers, w: Numbers) -> Numbers:
    """Return the coefficients; the last column of x is the constant's, which has no penalty."""
    ridge = np.array([RIDGE] * (x.shape[1] - 1) + [0.0])
    coefficients = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        p = probability(x @ coefficients)
        slope = x.T @ (w * (p - y)) + ridge * coefficients
        curve = (x * (w * np.maximum(p * (1 - p), 1e-12))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.lstsq(curve, slope, rcond=None)[0]
        rate = 1.0
        loss = _loss(x, y, w, coefficients, ridge)
        while rate > _SMALL and _loss(x, y, w, coefficients - rate * step, ridge) > loss:
            rate /= 2
        coefficients = coefficients - rate * step
        if np.abs(rate * step).max() < _SMALL:
            break
    return coefficients


def _loss(x: Numbers, y: Numbers, w: Numbers, coefficients: Numbers, ridge: Numbers) -> float:
    logits = x @ coefficients
    return float(w @ (np.logaddexp(0, logits) - y * logits) + (ridge * coefficients**2).sum() / 2)


def classes_alike(answerable: Sequence[bool]) -> Numbers:
    """Return weights by which both classes count alike, whatever their sizes; they sum to 1."""
    yes = np.asarray(answerable, dtype=bool)
    found: Numbers = np.where(yes, 0.5 / max(1, yes.sum()), 0.5 / max(1, (~yes).sum()))
    return found


def log_loss(probabilities: ArrayLike, answerable: ArrayLike, weights: ArrayLike) -> float:
    """Return the weighted mean of -log of the probability given to the truth; 0 is perfect."""
    p = np.clip(np.asarray(probabilities, dtype=np.float64), 1e-6, 1 - 1e-6)
    w = np.asarray(weights, dtype=np.float64)
    loss = -np.where(np.asarray(answerable, dtype=bool), np.log(p), np.log(1 - p))
    return float(loss @ w / w.sum())
