"""Fits that leave a handbook out: what is said of it was fitted on the others. Pure."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.logistic import Logistic, classes_alike, fitted

from .numbers import Sample

Numbers = NDArray[np.float64]


def weights(held: Sequence[Sample]) -> Numbers:
    """Return weights that make handbooks, and the two classes in each, count alike; sum: 1."""
    found = np.zeros(len(held))
    names = list(dict.fromkeys(one.handbook for one in held))
    for name in names:
        rows = [at for at, one in enumerate(held) if one.handbook == name]
        found[rows] = classes_alike([held[at].answerable for at in rows])
    return found / found.sum()


def fit(held: Sequence[Sample], names: Sequence[str]) -> Logistic:
    """Fit a logistic of the named numbers to answerable and near-domain questions."""
    used = [one for one in held if one.fits]
    return fitted(_numbers(used, names), [one.answerable for one in used], weights(used))


def _numbers(held: Sequence[Sample], names: Sequence[str]) -> Numbers:
    return np.array([[one.numbers[name] for name in names] for one in held], dtype=np.float64)


def by_others(each: Mapping[str, Sequence[Sample]], names: Sequence[str]) -> dict[str, Numbers]:
    """Return each handbook's probabilities by the fit to the others; a lone one gets its own."""
    return {
        name: predicted(
            fit(
                [one for other, held in each.items() if other != name for one in held]
                or list(each[name]),
                names,
            ),
            samples,
            names,
        )
        for name, samples in each.items()
    }


def predicted(model: Logistic, held: Sequence[Sample], names: Sequence[str]) -> Numbers:
    """Return the probability of each question; -inf where nothing is looked up."""
    found = np.full(len(held), -math.inf)
    rows = [at for at, one in enumerate(held) if one.looked_up]
    if rows:
        found[rows] = model.of(_numbers([held[at] for at in rows], names))
    return found
