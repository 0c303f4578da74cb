"""A learned combination of signals: how far the best weights get on a collection they never saw.

For each question, take the signals of its best gold passage minus those of each other candidate. A
logistic regression learns to tell these differences from the same with the sign turned (pairwise
learning to rank: Herbrich, Graepel and Obermayer, "Large Margin Rank Boundaries for Ordinal
Regression", 2000). The weights for a collection come from all the others, so nothing is scored by
weights that were fitted to it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.answering.retrieval import CANDIDATES, min_max

from .signals import Scores, Signals

FEATURES: dict[str, Callable[[Signals], Scores]] = {
    "late": lambda held: held.late,
    "late_by_idf": lambda held: held.late_by_idf,
    "late_in_window": lambda held: held.late_in_window,
    "dense": lambda held: held.dense,
    "sparse": lambda held: min_max(held.sparse),
    "sentence": lambda held: held.sentence,
    "heading": lambda held: held.heading,
    "coverage": lambda held: held.coverage,
    "in_heading": lambda held: held.in_heading,
    "proximity": lambda held: held.proximity,
}
FEW = ("late", "late_in_window", "heading", "proximity")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One answerable question: its signals, and which passages answer it, shape (n,)."""

    signals: Signals
    gold: NDArray[np.bool_]


def candidates(held: Signals) -> NDArray[np.intp]:
    """Return the passages that are reranked, best of the hybrid first."""
    return np.argsort(-held.hybrid, kind="stable")[:CANDIDATES]


def features(held: Signals, names: Sequence[str]) -> Scores:
    """Return the candidates' features, shape (candidates, features)."""
    rows = candidates(held)
    return np.stack([FEATURES[name](held)[rows] for name in names], axis=1)


def learned(trained_on: Sequence[Sequence[Asked]], names: Sequence[str]) -> Scores:
    """Return a weight for each feature; each collection and each question counts alike."""
    from sklearn.linear_model import LogisticRegression

    found = [pair for asked in trained_on for pair in _differences(asked, names)]
    rows = np.concatenate([held for held, _ in found])
    weights = np.concatenate([np.full(len(held), weight) for held, weight in found])
    spread = rows.std(axis=0) + 1e-9
    both = np.concatenate([rows, -rows]) / spread
    labels = np.repeat([1, 0], len(rows))
    # C and the scale of the weights keep the penalty at a tenth of a question's worth.
    model = LogisticRegression(C=0.1, fit_intercept=False, max_iter=2000)
    model.fit(both, labels, sample_weight=1000 * np.tile(weights, 2))
    result: Scores = model.coef_[0] / spread
    return result


def _differences(asked: Sequence[Asked], names: Sequence[str]) -> Iterator[tuple[Scores, float]]:
    for held in asked:
        gold = held.gold[candidates(held.signals)]
        if gold.any() and not gold.all():
            values = features(held.signals, names)
            best = values[gold][np.argmax(values[gold][:, 0])]
            others = best - values[~gold]
            yield others, 1 / (len(others) * len(asked))


def scores(held: Signals, names: Sequence[str], weights: Scores) -> Scores:
    """Return every passage's score, shape (n,); those that are no candidates come last."""
    given = np.full(len(held.dense), -np.inf)
    given[candidates(held)] = features(held, names) @ weights
    return given
