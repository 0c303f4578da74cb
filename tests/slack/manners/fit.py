"""Fits `assistant.asking.addressee` to the judged threads.

`python -m tests.slack.manners.fit` prints what the fit gives on each set when it is left out, and
writes assistant/asking/addressee.json. The sets kept aside are never fitted on.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assistant.asking import addressee
from assistant.asking.addressee import Fit, features, measured

from .judged import KEPT_ASIDE, Looked
from .lookups import INDEXES, lookups
from .measures import figures_line, measure

WRITTEN = Path(addressee.__file__).with_name("addressee.json")
SMALLEST = 5e-4  # weights below count as none
FEWEST = 3  # messages that must have a feature, else it is left out
# scikit-learn's inverse of the penalty, and by how much a vector's numbers (of about .05) are
# enlarged against it. Chosen among .1 to .8 and 1 to 5 by leaving one set out at a time; none of
# them is better than its neighbours by more than chance.
C, ENLARGED = 0.4, 3.0
# The share of the messages not meant for the bot that may get a post, when the set is left out.
MOST_WRONG = 0.0125

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Messages as rows of numbers."""

    rows: Sequence[Looked]
    names: Sequence[str]  # of the columns before the vector's
    numbers: Numbers

    @classmethod
    def of(cls, rows: Sequence[Looked], names: Sequence[str]) -> "Table":
        """Return the numbers of these rows."""
        numbers = np.zeros((len(rows), len(names) + len(rows[0].vector)))
        column = {name: at for at, name in enumerate(names)}
        for at, row in enumerate(rows):
            for name in features(row.message.text, row.message.state) & column.keys():
                numbers[at, column[name]] = 1
            for name, value in measured(row.evidence):
                numbers[at, column[name]] = value
            numbers[at, len(names) :] = ENLARGED * np.array(row.vector)
        return cls(rows=rows, names=names, numbers=numbers)


def fit(rows: Sequence[Looked], encoder: str) -> Fit:
    """Return the fit to rows, with no least score yet."""
    seen = Counter(name for row in rows for name in features(row.message.text, row.message.state))
    names = sorted(name for name, count in seen.items() if count >= FEWEST)
    names += [name for name, _ in measured(rows[0].evidence)]
    table = Table.of(rows, names)
    targets = [row.message.for_bot for row in rows]
    model = LogisticRegression(C=C, max_iter=5_000).fit(table.numbers, targets)
    weights = model.coef_[0]
    return Fit(
        bias=round(float(model.intercept_[0]), 3),
        weights={
            name: round(float(weight), 3)
            for name, weight in zip(names, weights, strict=False)
            if abs(weight) > SMALLEST
        },
        vector=tuple(round(float(w) * ENLARGED, 3) for w in weights[len(names) :]),
        encoder=encoder,
        least=0.0,
        least_without_vector=0.0,
    )  # fmt: skip


def least_score(scored: Sequence[tuple[Looked, float]]) -> float:
    """Return the score above which no more than MOST_WRONG of the others' messages get a post."""
    others = [row for row, _ in scored if not row.message.for_bot]
    wrong = sorted(
        (s for row, s in scored if not row.message.for_bot and row.may_speak), reverse=True
    )
    allowed = int(MOST_WRONG * len(others))
    return wrong[allowed] + 1e-3 if allowed < len(wrong) else min(s for _, s in scored)


def score(found: Fit, row: Looked, *, vector: bool) -> float:
    """Return a row's score, with or without the part of its vector."""
    named = features(row.message.text, row.message.state)
    total = found.bias + sum(found.weights.get(name, 0.0) for name in named)
    total += sum(found.weights.get(name, 0.0) * value for name, value in measured(row.evidence))
    return total + (float(np.dot(found.vector, row.vector)) if vector else 0.0)


def main() -> None:
    """Fit, print and write."""
    of_set = {name: rows for name, rows in lookups() if name not in KEPT_ASIDE}
    pages = json.loads(next(INDEXES.glob("content/generations/*/manifest.json")).read_text("utf-8"))
    encoder = pages["encoder"]["weights_sha256"]
    left_out: dict[bool, list[tuple[Looked, float]]] = {True: [], False: []}
    for name in of_set:
        found = fit(
            [row for other, rows in of_set.items() if other != name for row in rows], encoder
        )
        for vector, scored in left_out.items():
            scored += [(row, score(found, row, vector=vector)) for row in of_set[name]]
    least, without = (least_score(left_out[vector]) for vector in (True, False))
    for vector, at_least in ((True, least), (False, without)):
        for name in (*of_set, None):
            spoke = [
                (row, row.may_speak and value >= at_least)
                for row, value in left_out[vector]
                if name in (None, row.message.set_name)
            ]
            print(figures_line(name or ("all" if vector else "all, no vector"), measure(spoke)))
    whole = fit([row for rows in of_set.values() for row in rows], encoder)
    whole = replace(whole, least=round(least, 3), least_without_vector=round(without, 3))
    WRITTEN.write_text(json.dumps(asdict(whole), indent=0, ensure_ascii=False) + "\n", "utf-8")
    print(f"wrote {WRITTEN.name}: {len(whole.weights)} features")


if __name__ == "__main__":
    main()
