"""What each part of retrieval and of the honest no is worth: `python -m tests.relevance.ablations`.

Prints the tables of DECISIONS.md over any question files and benches:

    python -m tests.relevance.ablations QUESTIONS CONTENT [QUESTIONS CONTENT …] [--bench DIR …]
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from assistant.answering.confidence import Confidence, confidence
from assistant.answering.retrieval import Method, min_max, retrieve
from assistant.evaluation.judged_index import Collection
from index_builder.models.encoder import Encoder
from index_builder.models.model_folder import DEFAULT_ENCODER

from .bench import bench_collection
from .content import content_collection
from .learned import FEATURES, FEW, Asked, learned, scores
from .own_index import own_index
from .signals import Scores, Signals, Texts, in_its_words, signals

SYSTEMS: dict[str, Callable[[Signals], Scores]] = {
    "BM25": lambda held: held.sparse,
    "encoder": lambda held: held.dense,
    "hybrid, reciprocal ranks (k = 60)": lambda held: _reciprocal(held.dense, held.sparse),
    "hybrid, min-max": lambda held: held.hybrid,
    "hybrid + best sentence": lambda held: 2 * held.hybrid + min_max(held.sentence),
    "hybrid + coverage": lambda held: 2 * held.hybrid + held.coverage,
    "hybrid + terms of the heading": lambda held: 2 * held.hybrid + held.in_heading,
    "hybrid + the heading's cosine": lambda held: 2 * held.hybrid + min_max(held.heading),
    "hybrid + proximity": lambda held: 2 * held.hybrid + held.proximity,
    "cosines + coverage + half BM25": lambda held: (
        4 * held.dense + 4 * held.sentence + held.coverage + 0.5 * min_max(held.sparse)
    ),
    "late over the hybrid's 10": lambda held: _late(held, held.late, 10),
    "late over the hybrid's 30": lambda held: _late(held, held.late, 30),
    "late over the hybrid's 100": lambda held: _late(held, held.late, 100),
    "late, question as it was asked": lambda held: _late(held, held.late_as_asked, 30),
    "late by idf": lambda held: _late(held, held.late_by_idf, 30),
    "late in the best 32 tokens": lambda held: _late(held, held.late_in_window, 30),
    "late + .1 hybrid": lambda held: _late(held, held.late + 0.1 * held.hybrid, 30),
    "late + .25 cosine": lambda held: _late(held, held.late + 0.25 * held.dense, 30),
    "late + .1 heading's cosine": lambda held: _late(held, held.late + 0.1 * held.heading, 30),
    "late + .1 terms of the heading": lambda held: _late(
        held, held.late + 0.1 * held.in_heading, 30
    ),
    "late + .1 coverage": lambda held: _late(held, held.late + 0.1 * held.coverage, 30),
    "late + .1 proximity": lambda held: _late(held, held.late + 0.1 * held.proximity, 30),
    "late over the hybrid's 30, the best read (used)": lambda held: held.as_ask,
}
Judgements = tuple[list[Confidence], list[bool]]  # of a collection's questions; answerable or not
LEARNED = {"learned elsewhere, all ten signals": tuple(FEATURES), "learned elsewhere, four": FEW}


def _reciprocal(*lists: Scores) -> Scores:
    """Return reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""
    ranks = (np.argsort(np.argsort(-scores, kind="stable")) + 1 for scores in lists)
    return np.sum([1 / (60 + rank) for rank in ranks], axis=0)


def _late(held: Signals, scores: Scores, candidates: int) -> Scores:
    first = np.argsort(-held.hybrid, kind="stable")[:candidates]
    given = np.full(len(held.dense), -np.inf)
    given[first] = scores[first]
    return given


def successes(collection: Collection, ranked: Sequence[Scores]) -> str:
    """Return Success@1, @3 and @5 as text; documents rank by their best passage."""
    judged = next(iter(collection.judged.values()))
    ranks = []
    for given, known in zip(ranked, judged, strict=True):
        order = np.argsort(-given, kind="stable")
        documents = list(dict.fromkeys(collection.documents[row] for row in order))
        gold = frozenset[str]().union(*known.groups)
        ranks.append(next((at for at, name in enumerate(documents, 1) if name in gold), 10**9))
    shares = [sum(rank <= most for rank in ranks) / len(ranks) for most in (1, 3, 5)]
    return "  ".join(f".{round(1000 * held):03}" if held < 1 else "1.00" for held in shares)


def _asked(collection: Collection, texts: Texts) -> list[Asked]:
    judged = next(iter(collection.judged.values()))
    asked = []
    for asking, known in zip(collection.answerable, judged, strict=True):
        gold = frozenset[str]().union(*known.groups)
        asked.append(
            Asked(
                signals=signals(collection, asking.text, texts),
                gold=np.array([name in gold for name in collection.documents]),
            )
        )
    return asked


def _collections(
    sources: Sequence[Path], benches: Sequence[Path]
) -> Iterator[tuple[Collection, Path]]:
    for questions, content in zip(sources[::2], sources[1::2], strict=True):
        index = own_index(content)
        yield content_collection(questions, content, index, ("section",), click.echo), index
    for bench in benches:
        index = own_index(bench)
        yield bench_collection(bench, index), index


@click.command()
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--bench", "benches", multiple=True, type=click.Path(path_type=Path, exists=True))
def ablations(sources: Sequence[Path], benches: Sequence[Path]) -> None:
    """Print what each part is worth on SOURCES (questions and content in turn) and benches."""
    judgements: dict[Method, list[Judgements]] = {"late": [], "read": []}
    known: list[tuple[Collection, list[Asked]]] = []
    for collection, index in _collections(sources, benches):
        encoder = Encoder.find(DEFAULT_ENCODER, index / "encoders")
        known.append((collection, _asked(collection, Texts(collection.generation, encoder))))
        for method, held in judgements.items():
            held.append(_confidences(collection, method))
    for at, (collection, asked) in enumerate(known):
        click.echo(f"\n{collection.name}: {len(asked)} questions\nS@1   S@3   S@5")
        for name, system in SYSTEMS.items():
            ranked = [system(held.signals) for held in asked]
            click.echo(f"{successes(collection, ranked)}  {name}")
        others = [held for there, (_, held) in enumerate(known) if there != at]
        for name, features in LEARNED.items() if others else ():
            weights = learned(others, features)
            ranked = [scores(held.signals, features, weights) for held in asked]
            click.echo(f"{successes(collection, ranked)}  {name}")
    click.echo("\nslope  middle   probability = 1 / (1 + exp(-slope * (score - middle)))")
    for name, (slope, offset) in _fits(judgements["late"], lambda held: [held.score]):
        click.echo(f"{slope:5.1f}  {-offset / slope:6.3f}   {name}")
    if all(held.logit is not None for found, _ in judgements["read"] for held in found):
        click.echo("\nof logit  of score  offset")
        for name, (logit, score, offset) in _fits(judgements["read"], _read_features):
            click.echo(f"{logit:8.2f}  {score:8.2f}  {offset:6.2f}   {name}")


def _confidences(collection: Collection, method: Method) -> Judgements:
    found = []
    for held in collection.askings:
        question = in_its_words(collection.generation, held.text)
        hits = retrieve(collection.generation, question, 1, method)
        found.append(confidence(collection.generation, question, hits))
    return found, [held.answerable for held in collection.askings]


def _read_features(held: Confidence) -> list[float]:
    return [held.logit or 0.0, held.score]


def _fits(
    judgements: Sequence[Judgements], features: Callable[[Confidence], list[float]]
) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Yield the logistic regression over all corpora with both classes, and without each.

    A weight for each feature, then the offset.
    """
    both = [held for held in judgements if 0 < sum(held[1]) < len(held[1])]
    for left_out in [None, *range(len(both))] if len(both) > 1 else [None] if both else []:
        kept = [held for at, held in enumerate(both) if at != left_out]
        name = "all" if left_out is None else f"without set {left_out + 1}"
        yield name, _fitted(kept, features)


def _fitted(
    judgements: Sequence[Judgements], features: Callable[[Confidence], list[float]]
) -> tuple[float, ...]:
    from sklearn.linear_model import LogisticRegression

    rows = np.array([features(held) for found, _ in judgements for held in found])
    answerable = np.concatenate([np.array(known) for _, known in judgements])
    weights = np.concatenate([_weights(np.array(known)) for _, known in judgements])
    model = LogisticRegression(C=1e6).fit(rows, answerable, sample_weight=weights)
    return (*map(float, model.coef_[0]), float(model.intercept_[0]))


def _weights(answerable: NDArray[np.bool_]) -> Scores:
    """Return weights by which each class of a corpus, and each corpus, counts alike."""
    return np.where(answerable, 50 / answerable.sum(), 50 / (~answerable).sum())


if __name__ == "__main__":
    ablations()
