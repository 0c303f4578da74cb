"""A collection -> its figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.retrieval import Method
from assistant.evaluation.abstention import Abstention, AskedQuestion, abstention_figures
from assistant.evaluation.intervals import bootstrap
from assistant.evaluation.judged_index import Collection, Ranking, ask_all, rankings
from assistant.evaluation.scoring import MEASURES, QuestionScores, mean, score


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one method reaches, judged in one way."""

    method: Method
    by: str
    means: Mapping[str, float]  # by the names in scoring.MEASURES
    intervals: Mapping[str, tuple[float, float]]  # of each mean, 95 %, by bootstrap
    questions: tuple[QuestionScores, ...]
    rankings: Mapping[str, Ranking]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationReport:
    """All figures of a collection."""

    figures: tuple[Figures, ...]
    asked: tuple[AskedQuestion, ...]
    abstention: Abstention


def measure(collection: Collection, methods: Sequence[Method]) -> EvaluationReport:
    """Rank with each method, judge in each way the collection knows, and ask every question.

    Raises:
        MeasuresMissing: the library that computes the measures is not installed.
    """
    found = {method: rankings(collection, method) for method in methods}
    first_way = next(iter(collection.judged.values()))
    asked = ask_all(collection, first_way)
    return EvaluationReport(
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
    documents = {name: ranking.documents for name, ranking in found.items()}
    scores = score(collection.judged[by], documents)
    return Figures(
        method=method,
        by=by,
        means=mean(scores),
        intervals={
            name: bootstrap([question.values[name] for question in scores]) for name in MEASURES
        },
        questions=scores,
        rankings=found,
    )
