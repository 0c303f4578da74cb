"""Every choice as figures, each on a handbook left out, and the constants that all give."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from assistant.answering.confidence import MAY_ANSWER, SURE
from assistant.evaluation.logistic import Logistic, log_loss

from ..handbooks.asked import Dump
from ..handbooks.deciding import Decided, auroc, near_answered, probability
from ..handbooks.marking import Marked
from ..handbooks.resampling import short
from . import levels as leveling
from . import mark_rules, orders, pictures
from .left_out import by_others, fit, weights
from .numbers import SETS, USED, Sample, samples
from .reliability import Bin, expected_error

Numbers = NDArray[np.float64]


def numbered(dumps: Sequence[Dump]) -> str:
    """Return which number stands for which handbook."""
    return ", ".join(f"{at} {held.name}" for at, held in enumerate(dumps, start=1))


def ranking(dumps: Sequence[Dump]) -> Iterator[str]:
    """Yield what each way to rank finds, its parameter chosen on the other handbooks."""
    yield "Ranking, parameters chosen on the other handbooks by mean 1 / rank"
    yield f"handbooks: {numbered(dumps)}"
    heads = "".join(f"{at:>6}" for at in range(1, len(dumps) + 1))
    yield f"read  @1    @3    @5    1/rank  w, all  {'order':<32}{heads} (@1)"
    for family in orders.FAMILIES:
        for read in orders.READS if family != "late alone" else orders.READS[-1:]:
            held = orders.choose(dumps, family, read)
            found = [short(held.pooled.success(most)).ljust(4) for most in (1, 3, 5)]
            each = "".join(f"{short(one.success(1)):>6}" for one in held.each)
            yield (
                f"{read:>4}  {'  '.join(found)}  {held.pooled.worth:.4f}  {held.overall:>6g}  "
                f"{family:<32}{each}"
            )
    yield ""
    yield "The same weight for all, ten passages read: late + w × logit"
    for weight in (0.0, *orders.WEIGHTS):
        each = [orders.found(dump, orders.weighted(weight), orders.READS[-1]) for dump in dumps]
        pooled = orders.Found(ranks=tuple(rank for one in each for rank in one.ranks))
        found = [short(pooled.success(most)).ljust(4) for most in (1, 3, 5)]
        columns = "".join(f"{short(one.success(1)):>6}" for one in each)
        yield f"      {'  '.join(found)}  {pooled.worth:.4f}  {weight:>6g}  {'':<32}{columns}"


class Fits:
    """What is fitted to the questions as ranked with a given number of passages read."""

    def __init__(self, dumps: Sequence[Dump], read: int) -> None:
        self._dumps, self._read = dumps, read

    @cached_property
    def _each(self) -> Mapping[str, list[Sample]]:
        return {dump.name: samples(dump, self._read) for dump in self._dumps}

    @cached_property
    def _all(self) -> list[Sample]:
        return [one for held in self._each.values() for one in held]

    @cached_property
    def _used(self) -> Mapping[str, Numbers]:
        """Each handbook's probabilities by the fit to the others, with the assistant's numbers."""
        return by_others(self._each, USED)

    def _kinds(self, name: str) -> str:
        held = self._each[name]
        return f"{sum(one.answerable for one in held)}+{sum(one.near for one in held)}"

    def probability(self) -> Iterator[str]:
        """Yield how well each set of numbers tells questions apart on the handbook left out."""
        yield f"Probability by handbooks left out, {self._read} read"
        yield f"handbooks (answerable+near-domain): {self._named()}"
        heads = "".join(f"{at:>6}" for at in range(1, len(self._each) + 1))
        yield f"AUROC  near@95  loss   {'numbers':<36}{heads} (AUROC)"
        for names in SETS:
            found = by_others(self._each, names)
            yield self._probability(names, found)
        yield ""
        for names in SETS:
            yield _constants("all", fit(self._all, names), names)
        yield ""
        for left_out in self._each if len(self._each) > 1 else ():
            others = [one for one in self._all if one.handbook != left_out]
            yield _constants(f"without {left_out}", fit(others, USED), USED)

    def _named(self) -> str:
        return ", ".join(
            f"{at} {name} ({self._kinds(name)})" for at, name in enumerate(self._each, start=1)
        )

    def _probability(self, names: Sequence[str], found: Mapping[str, Numbers]) -> str:
        of, yes = self._pooled(found)
        columns = "".join(
            f"{short(auroc(*_known(self._each[name], found[name]))):>6}" for name in self._each
        )
        loss = self._loss(found)
        return (
            f"{short(auroc(of, yes)):<5}  {short(near_answered(of, yes)):<7}  {loss:.3f}  "
            f"{', '.join(names):<36}{columns}"
        )

    def _pooled(self, found: Mapping[str, Numbers]) -> tuple[Numbers, NDArray[np.bool_]]:
        return _known(self._all, np.concatenate([found[name] for name in self._each]))

    def _loss(self, found: Mapping[str, Numbers]) -> float:
        of = np.concatenate([found[name] for name in self._each])
        rows = [at for at, one in enumerate(self._all) if one.fits]
        used = [self._all[at] for at in rows]
        return log_loss(of[rows], [one.answerable for one in used], weights(used))

    def levels(self) -> Iterator[str]:
        """Yield what levels let through: each level on all, then levels chosen on the others."""
        found = self._used
        of = np.concatenate([found[name] for name in self._each])
        yield f"Levels of the probability from {', '.join(USED)}, by handbooks left out; answered:"
        yield "level  answerable  first right  near-domain  others"
        for level in sorted({*leveling.GRID, MAY_ANSWER, SURE}):
            yield f"{level:5.2f}  {_answered(leveling.answered(self._all, of, level))}"
        yield ""
        yield "A level chosen on the other handbooks, each judged by its own"
        yield "answerable  first right  near-domain  others   on all  rule"
        for rule in leveling.RULES:
            chosen = leveling.chosen_by_others(self._each, found, rule)
            at = np.concatenate(
                [np.where(found[name] >= level, 1.0, -1.0) for name, level in chosen.items()]
            )
            yield (
                f"{_answered(leveling.answered(self._all, at, 0.0))}  "
                f"{rule.level(self._all, of):6.3f}  {rule.name}"
            )
        yield ""
        yield "Each handbook at the assistant's levels: answerable and near-domain answered"
        for at, name in enumerate(self._each, start=1):
            shown = [
                leveling.answered(self._each[name], found[name], level)
                for level in (MAY_ANSWER, SURE)
            ]
            columns = "   ".join(
                f"{short(one['answerable']):>4} {short(one['near-domain']):>4}" for one in shown
            )
            yield f"{columns}   {at} {name}"

    @cached_property
    def _decided(self) -> list[Decided]:
        """What became of each question: before as it was, after by the fit to the others."""
        return [
            Decided(
                handbook=dump.name,
                type=one.type,
                answerable=one.answerable,
                near=one.near,
                before=probability(before, before.candidates),
                after=float(after),
            )
            for dump in self._dumps
            for before, one, after in zip(
                dump.before.asked, self._each[dump.name], self._used[dump.name], strict=True
            )
        ]

    def reliability(self) -> Iterator[str]:
        """Yield predicted and observed shares by bin, before and after."""
        for when in ("before", "after"):
            held = pictures.reliability(self._decided, when)
            yield f"Reliability {when}, by handbooks left out: ECE {expected_error(held):.3f}"
            yield "questions  weight  predicted  observed"
            yield from map(_bin, held)
            yield ""

    def plot(self, folder: Path) -> None:
        """Write the two pictures."""
        how = f"{len(self._dumps)} handbooks, each by the fit to the others"
        pictures.write(folder, self._decided, how)


def _constants(name: str, model: Logistic, names: Sequence[str]) -> str:
    terms = [f"{value:+.3f} × {of}" for of, value in zip(names, model.coefficients, strict=True)]
    return f"{' '.join(terms)} {model.offset:+.3f}   ({name})"


def _known(held: Sequence[Sample], of: Numbers) -> tuple[Numbers, NDArray[np.bool_]]:
    """Return the probabilities of answerable and near-domain questions, and which is which."""
    rows = [at for at, one in enumerate(held) if one.answerable or one.near]
    return of[rows], np.array([held[at].answerable for at in rows], dtype=bool)


def _bin(held: Bin) -> str:
    return f"{held.questions:>9}  {held.weight:6.3f}  {held.predicted:9.3f}  {held.observed:8.3f}"


def _answered(held: Mapping[str, float]) -> str:
    columns = (("answerable", 10), ("first right", 11), ("near-domain", 11), ("others", 6))
    return "  ".join(f"{short(held[name]):>{width}}" for name, width in columns)


def marks(dumps: Sequence[Dump]) -> Iterator[str]:
    """Yield what each rule for marking is worth, its parameter chosen on the other handbooks."""
    yield "Marks, parameters chosen on the other handbooks by right and clean at once"
    yield f"handbooks: {numbered(dumps)}"
    heads = "".join(f"{at:>10}" for at in range(1, len(dumps) + 1))
    yield f"right  clean  both  marked  {'rule':<46}{'on all':<9}{heads} (right/clean)"
    for family in mark_rules.ALL:
        held = mark_rules.choose(dumps, family)
        if not held.pooled:
            yield "  none: no first passage holds a gold quote"
            return
        each = "".join(f"{_right_clean(one):>10}" for one in held.each)
        yield f"{_marks(held.pooled)}  {family:<46}{held.overall:<9}{each}"


def _marks(held: Sequence[Marked]) -> str:
    right, clean = fmean(one.right for one in held), fmean(one.clean for one in held)
    sentences = fmean(one.sentences for one in held)
    return (
        f"{short(right):<5}  {short(clean):<5}  {short(mark_rules.worth(held)):<4}  "
        f"{sentences:6.2f}"
    )


def _right_clean(held: Sequence[Marked]) -> str:
    if not held:
        return "none"
    return f"{short(fmean(one.right for one in held))}/{short(fmean(one.clean for one in held))}"
