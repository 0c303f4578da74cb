"""Judged questions and rankings -> measures, as ir_measures defines them.

The terms: a *qrel* says that a document answers a question; Success@k is 1 where one of the first
k hits does; RR is 1 / the rank of the first that does; nDCG@10 and R@10 weigh how much of what is
needed comes, and how early.

**Groups.** What answers a question stands in groups. The documents of one group are alternatives:
one of them is enough. Different groups are all needed. So that neither a second alternative gains
anything nor a missing one costs anything, the qrels are of what a ranking gains rather than of
documents: each group gives a gain of 1 to the first hit that satisfies it, a later hit of that
group gives none, a hit that satisfies two groups at once gains 2, a group that no hit satisfies
is a qrel that was not retrieved. The gains of an ideal ranking always sum to the number of groups.
For one document a group (a BEIR collection) these are the ordinary qrels.

- Success@k: at least one group is satisfied within rank k (the field's definition).
- All@k: every group is (ours; ir_measures has none of that kind). Equal to Success@k for one group.
- R@10: the share of groups satisfied within rank 10.
- nDCG@10: linear gain, log2 discount (Järvelin and Kekäläinen, 2002, as trec_eval computes it).
- RR: within the ranking's whole depth; 0 where no hit answers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import ir_measures
from ir_measures import RR, Qrel, ScoredDoc, SetR, Success, nDCG

CUTOFFS = (1, 3, 5)
RECALL_DEPTH = 10
MEASURES = (
    *(f"Success@{k}" for k in CUTOFFS),
    f"All@{CUTOFFS[-1]}",
    f"R@{RECALL_DEPTH}",
    "nDCG@10",
    "RR",
)
_RANKED = (*(Success @ k for k in CUTOFFS), nDCG @ 10, RR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A question and what answers it: at least one group of documents, each a set of their ids.

    A group may be empty: it is needed, and nothing in the index satisfies it.
    """

    id: str
    groups: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionScores:
    """What one ranking is worth for one question."""

    id: str
    first: int | None  # rank of the first hit that answers, from 1
    values: Mapping[str, float]  # by the names in MEASURES, each 0 to 1


def score(
    judged: Sequence[Judged], rankings: Mapping[str, Sequence[str]]
) -> tuple[QuestionScores, ...]:
    """Score each question's ranking: document ids, best first, none twice; same order as judged."""
    gained = {held.id: gained_groups(held, rankings[held.id]) for held in judged}
    needed = {held.id: len(held.groups) for held in judged}
    values: dict[str, dict[str, float]] = {
        held.id: {
            f"All@{CUTOFFS[-1]}": float(
                all(_rank_of(group, gained[held.id]) <= CUTOFFS[-1] for group in range(len(held.groups)))
            )
        }
        for held in judged
    }
    ranked = ir_measures.iter_calc(_RANKED, list(_qrels(gained, needed)), list(_run(gained)))
    whole = ir_measures.iter_calc([SetR], list(_group_qrels(needed)), list(_found(gained)))
    for metric in (*ranked, *whole):
        name = f"R@{RECALL_DEPTH}" if metric.measure == SetR else str(metric.measure)
        values[metric.query_id][name] = float(metric.value)
    return tuple(
        QuestionScores(
            id=held.id, first=min(gained[held.id], default=None), values=values[held.id]
        )
        for held in judged
    )


def gained_groups(judged: Judged, ranking: Sequence[str]) -> dict[int, tuple[int, ...]]:
    """Return, by rank from 1, the groups that a hit is the first to satisfy."""
    missing = set(range(len(judged.groups)))
    gained = {}
    for rank, document in enumerate(ranking, start=1):
        newly = tuple(sorted(at for at in missing if document in judged.groups[at]))
        if newly:
            gained[rank] = newly
            missing.difference_update(newly)
    return gained


def mean(scores: Sequence[QuestionScores]) -> dict[str, float]:
    """Return each measure's mean over the questions, of which there must be one."""
    return {name: fmean(held.values[name] for held in scores) for name in MEASURES}


_Gained = Mapping[str, Mapping[int, tuple[int, ...]]]


def _rank_of(group: int, gained: Mapping[int, tuple[int, ...]]) -> float:
    return next((rank for rank, groups in gained.items() if group in groups), float("inf"))


def _qrels(gained: _Gained, needed: Mapping[str, int]) -> Iterator[Qrel]:
    for question, ranks in gained.items():
        for rank, groups in ranks.items():
            yield Qrel(question, f"rank {rank}", len(groups))
        found = {group for groups in ranks.values() for group in groups}
        for group in set(range(needed[question])) - found:
            yield Qrel(question, f"group {group}", 1)


def _run(gained: _Gained) -> Iterator[ScoredDoc]:
    """Yield every rank down to the last that gains, the empty ones between included."""
    for question, ranks in gained.items():
        for rank in range(1, max(ranks, default=0) + 1):
            yield ScoredDoc(question, f"rank {rank}", -float(rank))


def _group_qrels(needed: Mapping[str, int]) -> Iterator[Qrel]:
    for question, groups in needed.items():
        for group in range(groups):
            yield Qrel(question, f"group {group}", 1)


def _found(gained: _Gained) -> Iterator[ScoredDoc]:
    for question, ranks in gained.items():
        for rank, groups in ranks.items():
            if rank <= RECALL_DEPTH:
                for group in groups:
                    yield ScoredDoc(question, f"group {group}", -float(rank))
