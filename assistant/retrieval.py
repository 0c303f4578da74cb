"""Question -> hits: dense and sparse retrieval over a generation, fused."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from index_builder.generation import Generation
from index_builder.passage import Passage

Method = Literal["hybrid", "dense", "sparse"]
METHODS: tuple[Method, ...] = get_args(Method)

# Half dense, half sparse: among the fusions measured on judged questions (DECISIONS.md) the plain
# mean of the two min-max scaled scores did best, and it has nothing to fit.
DENSE_WEIGHT = 0.5

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A ranked passage; rank counts from 1."""

    rank: int
    row: int  # of the passage in the generation
    passage: Passage
    score: float  # fused, 0 to 1; comparable within one question only
    similarity: float  # cosine of question and passage, -1 to 1
    bm25: float  # at least 0; comparable within one question only


def retrieve(
    generation: Generation, question: str, top: int, method: Method = "hybrid"
) -> list[Hit]:
    """Return the `top` best passages; equal scores stand in passage order."""
    dense = generation.similarities(generation.encoder.embed_query(question))
    sparse = generation.lexical.scores(question)
    scores = fuse(dense, sparse, method)
    rows = np.argsort(-scores, kind="stable")[:top]
    return [
        Hit(
            rank=rank,
            row=int(row),
            passage=generation.passages[row],
            score=float(scores[row]),
            similarity=float(dense[row]),
            bm25=float(sparse[row]),
        )
        for rank, row in enumerate(rows, start=1)
    ]


def fuse(dense: Scores, sparse: Scores, method: Method = "hybrid") -> Scores:
    """Return the fused scores, shape (n,), each 0 to 1."""
    if method == "dense":
        return min_max(dense)
    if method == "sparse":
        return min_max(sparse)
    return DENSE_WEIGHT * min_max(dense) + (1 - DENSE_WEIGHT) * min_max(sparse)


def min_max(scores: Scores) -> Scores:
    """Return scores scaled to 0 to 1; all zeros where none is better than another.

    Min-max scaling for fusion: Fox and Shaw, "Combination of Multiple Searches", TREC-2, 1994.
    """
    low, high = scores.min(), scores.max()
    if high == low:
        return np.zeros_like(scores)
    scaled: Scores = (scores - low) / (high - low)
    return scaled
