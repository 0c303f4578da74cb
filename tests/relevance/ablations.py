"""What each part of retrieval and of the honest no is worth: `python -m tests.relevance.ablations`.

Prints the tables of DECISIONS.md over any question files and benches:

    python -m tests.relevance.ablations QUESTIONS CONTENT [QUESTIONS CONTENT …] [--bench DIR …]
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from assistant.answerability import confidence, token_weights
from assistant.evaluation.collection import Collection
from assistant.retrieval import fuse, match, mean_similarity, min_max, retrieve
from index_builder.encoder import Encoder
from index_builder.generation import Generation
from index_builder.lexical import terms
from index_builder.model_folder import DEFAULT_ENCODER

from .bench import bench_collection
from .content import content_collection
from .own_index import own_index

Scores = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Signals:
    """What is known of every passage for one question, each of shape (n,)."""

    dense: Scores
    sparse: Scores
    sentence: Scores  # cosine of the best sentence, embedded with its heading path
    coverage: Scores  # share of the question's terms held, by idf
    late: Scores
    late_by_idf: Scores


SYSTEMS: dict[str, Callable[[Signals], Scores]] = {
    "BM25": lambda held: held.sparse,
    "encoder": lambda held: held.dense,
    "hybrid, reciprocal ranks (k = 60)": lambda held: _reciprocal(held.dense, held.sparse),
    "hybrid, min-max": lambda held: _hybrid(held),
    "hybrid + best sentence": lambda held: 2 * _hybrid(held) + min_max(held.sentence),
    "hybrid + coverage": lambda held: 2 * _hybrid(held) + held.coverage,
    "cosines + coverage + half BM25": lambda held: (
        4 * held.dense + 4 * held.sentence + held.coverage + 0.5 * min_max(held.sparse)
    ),
    "late over the hybrid's 10": lambda held: _late(held, 10),
    "late over the hybrid's 30": lambda held: _late(held, 30),
    "late over the hybrid's 100": lambda held: _late(held, 100),
    "late by idf, over 30": lambda held: _late(held, 30, by_idf=True),
    "late + a tenth of the hybrid, over 30": lambda held: _late(held, 30) + 0.1 * _hybrid(held),
    "late + a quarter of the cosine, over 30": lambda held: _late(held, 30) + 0.25 * held.dense,
}


def _hybrid(held: Signals) -> Scores:
    return fuse(held.dense, held.sparse)


def _reciprocal(*lists: Scores) -> Scores:
    """Return reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""
    ranks = (np.argsort(np.argsort(-scores, kind="stable")) + 1 for scores in lists)
    return np.sum([1 / (60 + rank) for rank in ranks], axis=0)


def _late(held: Signals, candidates: int, *, by_idf: bool = False) -> Scores:
    first = np.argsort(-_hybrid(held), kind="stable")[:candidates]
    scores = np.full(len(held.dense), -2.0)
    scores[first] = (held.late_by_idf if by_idf else held.late)[first]
    return scores


def signals(collection: Collection, question: str, sentences: "Sentences") -> Signals:
    """Return everything that the systems look at."""
    held = collection.generation
    asked = held.encoder.embed_query(question)
    weights = np.array(token_weights(held.lexical, question, asked.spans))
    weights = weights / weights.sum() if weights.any() else np.full(len(weights), 1 / len(weights))
    matches = [match(asked, held.tokens.of(row)) for row in range(len(held.passages))]
    return Signals(
        dense=held.similarities(asked.vector).astype(float),
        sparse=held.lexical.scores(question).astype(float),
        sentence=sentences.best(asked.vector),
        coverage=_coverage(held, question),
        late=np.array([mean_similarity(found) for found in matches]),
        late_by_idf=np.array([[one.similarity for one in found] for found in matches]) @ weights,
    )


def _coverage(held: Generation, question: str) -> Scores:
    asked = sorted(set(terms(question)))
    count = len(held.passages)
    frequencies = [max(1, held.lexical.document_frequency(term)) for term in asked]
    idf = np.array([math.log(1 + (count - at + 0.5) / (at + 0.5)) for at in frequencies])
    texts = [set(terms(passage.embedded)) for passage in held.passages]
    found = np.array([[term in text for term in asked] for text in texts], dtype=float)
    return found @ idf / idf.sum() if asked else np.zeros(count)


class Sentences:
    """The vector of every sentence of an index, embedded after its passage's heading path."""

    def __init__(self, held: Generation, encoder: Encoder) -> None:
        """Embed them all; about as long again as building the index takes, times the sentences."""
        texts, self.rows = [], []
        for row, passage in enumerate(held.passages):
            context = passage.embedded[: len(passage.embedded) - len(passage.text)]
            for text in [found.text for found in passage.sentences] or [passage.text]:
                texts.append(context + text)
                self.rows.append(row)
        self.vectors = np.stack([found.vector for found in encoder.embed(texts)])
        self.count = len(held.passages)

    def best(self, vector: NDArray[np.float32]) -> Scores:
        """Return the best sentence's cosine in each passage, shape (n,)."""
        scores = np.full(self.count, -1.0)
        np.maximum.at(scores, self.rows, self.vectors @ vector)
        return scores


def successes(
    collection: Collection, system: Callable[[Signals], Scores], all_: Sequence[Signals]
) -> list[float]:
    """Return Success@1, @3 and @5 of one system; documents rank by their best passage."""
    judged = next(iter(collection.judged.values()))
    ranks = []
    for held, known in zip(judged, all_, strict=True):
        order = np.argsort(-system(known), kind="stable")
        documents = list(dict.fromkeys(collection.documents[row] for row in order))
        gold = frozenset[str]().union(*held.groups)
        ranks.append(next((at for at, name in enumerate(documents, 1) if name in gold), 10**9))
    return [sum(rank <= most for rank in ranks) / len(ranks) for most in (1, 3, 5)]


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
    judgements: list[tuple[list[float], list[bool]]] = []
    for collection, index in _collections(sources, benches):
        encoder = Encoder.find(DEFAULT_ENCODER, index / "encoders")
        sentences = Sentences(collection.generation, encoder)
        known = [signals(collection, held.text, sentences) for held in collection.answerable]
        click.echo(f"\n{collection.name}: {len(known)} questions\nS@1   S@3   S@5")
        for name, system in SYSTEMS.items():
            figures = "  ".join(
                f".{round(1000 * found):03}" if found < 1 else "1.00"
                for found in successes(collection, system, known)
            )
            click.echo(f"{figures}  {name}")
        judgements.append(_confidences(collection))
    _print_calibration(judgements)


def _confidences(collection: Collection) -> tuple[list[float], list[bool]]:
    scores = []
    for held in collection.askings:
        hit = retrieve(collection.generation, held.text, 1)[0]
        scores.append(confidence(collection.generation, held.text, hit).score)
    return scores, [held.answerable for held in collection.askings]


def _print_calibration(judgements: Sequence[tuple[list[float], list[bool]]]) -> None:
    """Print the logistic regression over all corpora with both classes, and without each."""
    both = [held for held in judgements if 0 < sum(held[1]) < len(held[1])]
    click.echo("\nslope  middle   probability = 1 / (1 + exp(-slope * (score - middle)))")
    for left_out in [None, *range(len(both))] if len(both) > 1 else [None] if both else []:
        slope, middle = _fitted([held for at, held in enumerate(both) if at != left_out])
        name = "all" if left_out is None else f"without set {left_out + 1}"
        click.echo(f"{slope:5.1f}  {middle:6.3f}   {name}")


def _fitted(judgements: Sequence[tuple[list[float], list[bool]]]) -> tuple[float, float]:
    from sklearn.linear_model import LogisticRegression

    scores = np.concatenate([np.array(held[0]) for held in judgements])
    answerable = np.concatenate([np.array(held[1]) for held in judgements])
    weights = np.concatenate([_weights(np.array(held[1])) for held in judgements])
    model = LogisticRegression(C=1e6).fit(scores[:, None], answerable, sample_weight=weights)
    slope = float(model.coef_[0, 0])
    return slope, -float(model.intercept_[0]) / slope


def _weights(answerable: NDArray[np.bool_]) -> Scores:
    """Return weights by which each class of a corpus, and each corpus, counts alike."""
    return np.where(answerable, 50 / answerable.sum(), 50 / (~answerable).sum())


if __name__ == "__main__":
    ablations()
