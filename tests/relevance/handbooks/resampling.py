"""How far a figure over several handbooks can be trusted: the stratified bootstrap. Pure.

Questions are drawn with replacement within each handbook and class, so that every draw has as many
of each as there are (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, section 8.3).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.intervals import RESAMPLES, SEED

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure with its 95 % interval; nan where there is nothing to measure."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{short(self.value)} [{short(self.low)} {short(self.high)}]"


def short(value: float) -> str:
    """Return a share as the tables have it: .850; 1.00."""
    if np.isnan(value):
        return "none"
    return f"{value:.3f}".removeprefix("0") if value < 0.9995 else "1.00"


class Resampled:
    """Questions, each in a stratum, and draws from them; the same strata give the same draws."""

    def __init__(self, strata: Sequence[object]) -> None:
        self._strata = strata

    @cached_property
    def _draws(self) -> Rows:
        random = np.random.default_rng(SEED)
        number = {name: at for at, name in enumerate(dict.fromkeys(self._strata))}
        of = np.array([number[name] for name in self._strata])
        draws = np.empty((RESAMPLES, len(of)), dtype=np.intp)
        for at in number.values():
            rows = np.flatnonzero(of == at)
            draws[:, rows] = rows[random.integers(0, len(rows), size=(RESAMPLES, len(rows)))]
        return draws

    def mean(self, values: Sequence[float]) -> Figure:
        """Return the mean of one value a question."""
        held = np.asarray(values, dtype=np.float64)
        if not len(held):
            return Figure(value=np.nan, low=np.nan, high=np.nan)
        return _figure(float(held.mean()), held[self._draws].mean(axis=1))

    def figure(self, statistic: Callable[[Rows], float]) -> Figure:
        """Return a statistic, a function of the rows of the questions that it is to use."""
        rows = np.arange(len(self._strata))
        if np.isnan(value := statistic(rows)):
            return Figure(value=np.nan, low=np.nan, high=np.nan)
        return _figure(value, np.array([statistic(drawn) for drawn in self._draws]))


def _figure(value: float, drawn: NDArray[np.float64]) -> Figure:
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Figure(value=value, low=float(low), high=float(high))
