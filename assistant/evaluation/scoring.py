"""Judged questions and rankings -> measures, as ir_measures defines them.

The terms: a *qrel* says that a document answers a question; Success@k is 1 if one of the first k
hits does; RR is 1 / the rank of the first that does; R@10 is how much of what is needed comes among
the first 10, and nDCG@10 also weighs how early it comes.

**Groups.** The documents that answer a question are in groups. Those of one group are alternatives:
one of them is enough. Every group is needed. A second alternative must not gain anything, nor a
missing one cost anything. So the qrels are of what a ranking gains rather than of documents: each
group gives a gain of 1 to the first hit that satisfies it, and none to later hits; a hit that
satisfies two groups at once gains 2; a group that no hit satisfies is a qrel that was not
retrieved. The gains of an ideal ranking always sum to the number of groups. If each group has one
document (as in a BEIR collection), these are the ordinary qrels.

- Success@k: at least one group is satisfied within rank k (the usual definition).
- All@k: every group is (our own; ir_measures has no such measure). Same as Success@k for one group.
- R@10: the share of groups satisfied within rank 10.
- nDCG@10: linear gain, log2 discount (Järvelin and Kekäläinen, 2002, as trec_eval computes it).
- RR: within the ranking's whole depth; 0 where no hit answers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from types import ModuleType
from typing import TYPE_CHECKING

from index_builder.index.errors import PlaybookError

if TYPE_CHECKING:
    from ir_measures import Metric, Qrel, ScoredDoc

CUTOFFS = (1, 3, 5)
RECALL_DEPTH = 10
_ALL = CUTOFFS[-1]
MEASURES = (
    *(f"Success@{k}" for k in CUTOFFS),
    f"All@{_ALL}",
    f"R@{RECALL_DEPTH}",
    "nDCG@10",
    "RR",
)


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


class MeasuresMissing(PlaybookError):
    """Raised when the library that computes the measures is not installed."""


def measures_library() -> ModuleType:
    """Return ir_measures, which only scoring needs and which takes a second to load.

    Raises:
        MeasuresMissing: it is not installed.
    """
    try:
        import ir_measures
    except ModuleNotFoundError as error:
        raise MeasuresMissing(
            f"playbook eval needs {error.name}, which is not installed: "
            "pip install 'playbook-assistant[eval]'"
        ) from error
    library: ModuleType = ir_measures
    return library


def score(
    judged: Sequence[Judged], rankings: Mapping[str, Sequence[str]]
) -> tuple[QuestionScores, ...]:
    """Score each question's ranking; the scores are in the order of `judged`.

    A ranking is document ids, best first, none twice.

    Raises:
        MeasuresMissing: the library that computes them is not installed.
    """
    gained = {question.id: gained_groups(question, rankings[question.id]) for question in judged}
    values = {
        question.id: {f"All@{_ALL}": _all_within(_ALL, question, gained[question.id])}
        for question in judged
    }
    for name, metric in _metrics(
        gained, {question.id: len(question.groups) for question in judged}
    ):
        values[metric.query_id][name] = float(metric.value)
    return tuple(
        QuestionScores(
            id=question.id, first=min(gained[question.id], default=None), values=values[question.id]
        )
        for question in judged
    )


def _metrics(gained: "_Gained", needed: Mapping[str, int]) -> Iterator[tuple[str, "Metric"]]:
    """Yield each question's measures by name, as ir_measures computes them."""
    library = measures_library()
    ranked = (*(library.Success @ k for k in CUTOFFS), library.nDCG @ 10, library.RR)
    for metric in library.iter_calc(ranked, list(_qrels(gained, needed)), list(_run(gained))):
        yield str(metric.measure), metric
    whole = library.iter_calc([library.SetR], list(_group_qrels(needed)), list(_found(gained)))
    yield from ((f"R@{RECALL_DEPTH}", metric) for metric in whole)


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
    return {name: fmean(question.values[name] for question in scores) for name in MEASURES}


_Gained = Mapping[str, Mapping[int, tuple[int, ...]]]


def _all_within(cutoff: int, judged: Judged, gained: Mapping[int, tuple[int, ...]]) -> float:
    found = sum(len(groups) for rank, groups in gained.items() if rank <= cutoff)
    return float(found == len(judged.groups))


def _qrels(gained: _Gained, needed: Mapping[str, int]) -> "Iterator[Qrel]":
    from ir_measures import Qrel

    for question, ranks in gained.items():
        for rank, groups in ranks.items():
            yield Qrel(question, f"rank {rank}", len(groups))
        found = {group for groups in ranks.values() for group in groups}
        for group in set(range(needed[question])) - found:
            yield Qrel(question, f"group {group}", 1)


def _run(gained: _Gained) -> "Iterator[ScoredDoc]":
    """Yield every rank down to the last that gains, the empty ones between included."""
    from ir_measures import ScoredDoc

    for question, ranks in gained.items():
        for rank in range(1, max(ranks, default=0) + 1):
            yield ScoredDoc(question, f"rank {rank}", -float(rank))


def _group_qrels(needed: Mapping[str, int]) -> "Iterator[Qrel]":
    from ir_measures import Qrel

    for question, groups in needed.items():
        for group in range(groups):
            yield Qrel(question, f"group {group}", 1)


def _found(gained: _Gained) -> "Iterator[ScoredDoc]":
    from ir_measures import ScoredDoc

    for question, ranks in gained.items():
        for rank, groups in ranks.items():
            if rank <= RECALL_DEPTH:
                for group in groups:
                    yield ScoredDoc(question, f"group {group}", -float(rank))
