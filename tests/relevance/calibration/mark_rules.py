"""Which sentences to mark: rules over their scores by late interaction and the reader. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, product

import numpy as np

from assistant.answering.choosing import with_conditions
from assistant.answering.lists import is_item

from ..handbooks.asked import Asked, Candidate, Dump, Text
from ..handbooks.marking import Marked, Rule, marked, present, unlabelled
from ..handbooks.systems import as_asked

Scored = Callable[[Candidate], Sequence[float]]

_CELLS = re.compile(r" \| ")  # as plain text writes a table row


def _late(held: Candidate) -> Sequence[float]:
    return held.scores


def _mass(held: Candidate) -> Sequence[float]:
    """The sentences' shares of the mass that is in sentences."""
    total = sum(held.masses) or 1.0
    return [mass / total for mass in held.masses]


def _mean(held: Candidate) -> Sequence[float]:
    """The sentences' mean logits as shares: being long gives a sentence no advantage."""
    weights = np.exp(np.array(held.means) - max(held.means, default=0.0))
    return [float(one) for one in weights / max(float(weights.sum()), 1e-12)]


def _both(weight: float) -> Scored:
    """Mass times exp(weight × late interaction's score), as shares."""

    def scored(held: Candidate) -> Sequence[float]:
        late = np.array(held.scores)
        if not late.size or len(late) != len(held.masses):
            return []
        found = np.array(_mass(held)) * np.exp(weight * (late - late.max()))
        return [float(one) for one in found / max(float(found.sum()), 1e-12)]

    return scored


def relative(scored: Scored, share: float) -> Rule:
    """Mark the best sentence, and those with at least a share of what it has."""

    def rule(held: Candidate, text: Text) -> set[int]:
        scores = scored(held)
        if not scores:
            return set()
        least = min(max(scores), share * max(scores))
        near = {at for at, one in enumerate(scores) if one >= least}
        return with_conditions(unlabelled(text.sentences), near)

    return rule


def until(scored: Scored, share: float) -> Rule:
    """Mark the best sentences until they have a share of all there is."""

    def rule(held: Candidate, text: Text) -> set[int]:
        scores = scored(held)
        order = sorted(range(len(scores)), key=lambda at: -scores[at])
        sums = np.cumsum([scores[at] for at in order])
        count = int(np.searchsorted(sums, share - 1e-9)) + 1
        return with_conditions(unlabelled(text.sentences), set(order[:count])) if scores else set()

    return rule


def whole_lists(rule: Rule) -> Rule:
    """Mark a whole list or table where a rule marks more than half of its items or rows."""

    def wider(held: Candidate, text: Text) -> set[int]:
        chosen = rule(held, text)
        for run in _runs(text.sentences):
            if len(chosen.intersection(run)) > len(run) / 2:
                chosen = chosen | set(run)
        return chosen

    return wider


def _runs(sentences: Sequence[str]) -> list[list[int]]:
    """Return the sentences that make up each list or table of at least two items or rows."""

    def kind(at: int) -> str:
        text = sentences[at]
        return "item" if is_item(text) else "row" if _CELLS.search(text) else ""

    runs = [(of, list(held)) for of, held in groupby(range(len(sentences)), key=kind)]
    return [held for of, held in runs if of and len(held) > 1]


_SHARES = (1.0, 0.8, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1)
_UNTIL = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
FAMILIES: Mapping[str, Mapping[str, Rule]] = {
    "as it is": {"": present},
    "late: share of the best": {
        f"{share:g}": relative(_late, share) for share in (1.0, 0.97, 0.95, 0.93, 0.9, 0.87, 0.85)
    },
    "mass: the best alone": {"": relative(_mass, 1.0)},
    "mean logit: the best alone": {"": relative(_mean, 1.0)},
    "mass: share of the best": {f"{share:g}": relative(_mass, share) for share in _SHARES},
    "mean logit: share of the best": {f"{share:g}": relative(_mean, share) for share in _SHARES},
    "mass: until a share of all": {f"{share:g}": until(_mass, share) for share in _UNTIL},
    "mean logit: until a share": {f"{share:g}": until(_mean, share) for share in _UNTIL},
    "mass and late: share of the best": {
        f"{weight:g}, {share:g}": relative(_both(weight), share)
        for weight, share in product((3.0, 6.0, 12.0, 24.0), _SHARES)
    },
    "mass and late: until a share": {
        f"{weight:g}, {share:g}": until(_both(weight), share)
        for weight, share in product((3.0, 6.0, 12.0, 24.0), _UNTIL)
    },
}
ALL: Mapping[str, Mapping[str, Rule]] = {
    **FAMILIES,
    **{
        f"{name}, whole lists": {held: whole_lists(rule) for held, rule in family.items()}
        for name, family in FAMILIES.items()
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A family of rules, its parameter chosen for each handbook on all the others."""

    family: str
    each: tuple[tuple[Marked, ...], ...]  # of every handbook
    overall: str  # the parameter chosen on all of them

    @property
    def pooled(self) -> tuple[Marked, ...]:
        """All handbooks' questions together."""
        return tuple(one for held in self.each for one in held)


def worth(held: Sequence[Marked]) -> float:
    """Return what rules are chosen by: the mean of what is right, counted only if also clean."""
    return float(np.mean([one.right * one.clean for one in held])) if held else 0.0


def choose(dumps: Sequence[Dump], family: str) -> Chosen:
    """Choose a family's parameter for each handbook by the mean worth over the others."""
    table = {name: [_marked(dump, rule) for dump in dumps] for name, rule in ALL[family].items()}
    worths = {name: np.array([worth(one) for one in row]) for name, row in table.items()}

    def best(without: int | None) -> str:
        others = [at for at in range(len(dumps)) if at != without] or list(range(len(dumps)))
        return max(table, key=lambda name: float(worths[name][others].mean()))

    return Chosen(
        family=family,
        each=tuple(table[best(at)][at] for at in range(len(dumps))),
        overall=best(None),
    )


def _marked(dump: Dump, rule: Rule) -> tuple[Marked, ...]:
    found = (_one(dump, asked, rule) for asked in dump.after.asked)
    return tuple(held for held in found if held)


def _one(dump: Dump, asked: Asked, rule: Rule) -> Marked | None:
    first = next(iter(as_asked(asked)), None)
    return marked(asked, first, dump.after.texts[first.row], rule) if first else None
