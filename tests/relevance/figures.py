"""A collection -> its figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.retrieval import Method

from .abstention import Abstention, Asked
from .abstention import figures as abstention_figures
from .collection import Collection, Ranking, ask_all, rankings
from .intervals import bootstrap
from .scoring import QuestionScores, mean, score


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one method reaches, judged in one way."""

    method: Method
    by: str
    means: Mapping[str, float]  # by the names in scoring.MEASURES
    interval: tuple[float, float]  # 95 % bootstrap interval of Success@1
    questions: tuple[QuestionScores, ...]
    rankings: Mapping[str, Ranking]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All figures of a collection."""

    figures: tuple[Figures, ...]
    asked: tuple[Asked, ...]
    abstention: Abstention


def measure(collection: Collection, methods: Sequence[Method]) -> Report:
    """Rank with each method, judge in each way the collection knows, and ask every question."""
    found = {method: rankings(collection, method) for method in methods}
    first_way = next(iter(collection.judged.values()))
    asked = ask_all(collection, first_way)
    return Report(
        figures=tuple(
            _figures(collection, method, by, found[method])
            for by in collection.judged
            for method in methods
            if collection.judged[by]
        ),
        asked=tuple(asked),
        abstention=abstention_figures(asked),
    )


def _figures(
    collection: Collection, method: Method, by: str, found: Mapping[str, Ranking]
) -> Figures:
    documents = {name: held.documents for name, held in found.items()}
    scores = score(collection.judged[by], documents)
    return Figures(
        method=method,
        by=by,
        means=mean(scores),
        interval=bootstrap([held.values["Success@1"] for held in scores]),
        questions=scores,
        rankings=found,
    )
