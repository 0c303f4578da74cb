"""The ways in which late interaction and the reader can rank together. Pure."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..handbooks.asked import Asked, Candidate, Dump
from ..handbooks.systems import by_ranks, by_worth, first_hit, reordered

READS = (3, 5, 6, 8, 10)

Order = Callable[[Sequence[Candidate], int], tuple[Candidate, ...]]


def _logit(held: Candidate) -> float:
    return 0.0 if held.logit is None else held.logit


def _log_sigmoid(logit: float) -> float:
    return -math.log1p(math.exp(-logit)) if logit > -30 else logit


def weighted(weight: float) -> Order:
    """Late interaction's score plus the logit times a weight."""
    return lambda held, read: by_worth(held, read=read, weight=weight)


def logs(weight: float) -> Order:
    """The same with the log of the reader's probability: once it is sure, more adds nothing."""
    return lambda held, read: reordered(
        held, read, lambda one: one.late + weight * _log_sigmoid(_logit(one))
    )


def logit_alone(_: float) -> Order:
    """The reader's order of what it has read."""
    return lambda held, read: reordered(held, read, _logit)


def reciprocal(k: float) -> Order:
    """Reciprocal ranks of both orders, as `ask` ranks (Cormack et al., SIGIR 2009)."""
    return lambda held, read: by_ranks(held, read=read, offset=k)


def standardised(weight: float) -> Order:
    """Both scores with mean 0 and spread 1 over the question's own candidates."""

    def order(held: Sequence[Candidate], read: int) -> tuple[Candidate, ...]:
        late, logit = (
            _standard([of(one) for one in held[:read]]) for of in (lambda one: one.late, _logit)
        )
        worth = {
            one.row: a + weight * b for one, a, b in zip(held[:read], late, logit, strict=True)
        }
        return reordered(held, read, lambda one: worth[one.row])

    return order


def _standard(values: Sequence[float]) -> list[float]:
    held = np.array(values)
    spread = held.std()
    return [float(one) for one in (held - held.mean()) / spread] if spread else [0.0] * len(held)


WEIGHTS = (0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.07, 0.1, 0.15, 0.25, 0.5)
FAMILIES: Mapping[str, tuple[Callable[[float], Order], Sequence[float]]] = {
    "late alone": (weighted, (0.0,)),
    "late + w × logit": (weighted, WEIGHTS),
    "late + w × log-sigmoid(logit)": (logs, WEIGHTS),
    "standardised, late + w × logit": (standardised, (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 4.0)),
    "reciprocal ranks, k": (reciprocal, (0.0, 1.0, 5.0, 20.0, 60.0)),
    "logit alone": (logit_alone, (0.0,)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The ranks of first hits in one handbook, by one order."""

    ranks: tuple[int | None, ...]

    def success(self, most: int) -> float:
        """Return the share of questions with a hit within `most` ranks."""
        return sum(rank is not None and rank <= most for rank in self.ranks) / len(self.ranks)

    @property
    def worth(self) -> float:
        """The mean of 1 / rank: what orders are chosen by."""
        return sum(1 / rank for rank in self.ranks if rank) / len(self.ranks)


def found(dump: Dump, order: Order, read: int) -> Found:
    """Return what an order finds for a handbook's answerable questions."""
    return Found(ranks=tuple(_rank(held, order, read) for held in _answerable(dump)))


def _answerable(dump: Dump) -> list[Asked]:
    return [held for held in dump.after.asked if held.answerable]


def _rank(asked: Asked, order: Order, read: int) -> int | None:
    return first_hit(order(asked.candidates, read))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A family of orders, its parameter chosen for each handbook on all the others."""

    family: str
    read: int
    each: tuple[Found, ...]  # of every handbook, by what was chosen on the others
    chosen: tuple[float, ...]  # for every handbook
    overall: float  # chosen on all handbooks

    @property
    def pooled(self) -> Found:
        """All handbooks' questions together."""
        return Found(ranks=tuple(rank for held in self.each for rank in held.ranks))


def choose(dumps: Sequence[Dump], family: str, read: int) -> Choice:
    """Choose a family's parameter for each handbook by the mean worth over the others."""
    made, parameters = FAMILIES[family]
    table = {held: [found(dump, made(held), read) for dump in dumps] for held in parameters}
    worths = {held: np.array([one.worth for one in row]) for held, row in table.items()}

    def best(without: int | None) -> float:
        others = [at for at in range(len(dumps)) if at != without] or list(range(len(dumps)))
        return max(parameters, key=lambda held: float(worths[held][others].mean()))

    chosen = tuple(best(at) for at in range(len(dumps)))
    return Choice(
        family=family,
        read=read,
        each=tuple(table[held][at] for at, held in enumerate(chosen)),
        chosen=chosen,
        overall=best(None),
    )
