"""Question -> hits: dense and sparse retrieval, fusion, late interaction, the reader."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from assistant.answering.footnotes import carried_notes
from assistant.answering.rereading import read, reordered
from index_builder.index.embedding import QueryEmbedding
from index_builder.index.exported_reader import Reading
from index_builder.index.generation import Generation
from index_builder.index.passage import Passage

# "read" is late interaction, then the reader over its best hits; "late" and "hybrid" each leave out
# one more step; "dense" and "sparse" are the halves of "hybrid".
Method = Literal["read", "late", "hybrid", "dense", "sparse"]
METHODS: tuple[Method, ...] = get_args(Method)

# Half dense, half sparse: the plain mean of the two min-max scaled scores has nothing to fit and
# did best among the fusions measured (DECISIONS.md, "Fusion").
DENSE_WEIGHT = 0.5
# How many of the fused ranking's best go into late interaction. Between 10 and 100 the figures
# hardly move (DECISIONS.md, "Late interaction"); 30 leaves room for a fused ranking that is far
# off.
CANDIDATES = 30

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A ranked passage; rank counts from 1."""

    rank: int
    row: int  # of the passage in the generation
    passage: Passage
    score: float  # by the method's own measure, at most 1
    fused: float  # dense and sparse fused, 0 to 1; comparable within one question only
    similarity: float  # cosine of question and passage, -1 to 1
    bm25: float  # at least 0; comparable within one question only
    matches: tuple["Match", ...] = ()  # token by token, if the method compares tokens
    reading: Reading | None = None  # what the reader made of it, if it was read

    def at(self, rank: int) -> "Hit":
        """Return the hit at another rank."""
        return replace(self, rank=rank)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A token of the question, and how well the passage's best token matches it."""

    span: tuple[int, int]  # of the token in the question, in characters
    similarity: float  # best cosine with any token of the passage, -1 to 1


def retrieve(
    generation: Generation,
    question: str,
    top: int,
    method: Method = "read",
    *,
    among: Iterable[int] | None = None,
    allowed: Callable[[Passage], bool] | None = None,
    asked: QueryEmbedding | None = None,
) -> list[Hit]:
    """Return the `top` best of the allowed passages; equal scores keep passage order.

    `among` are the rows to choose from: if None, all but the footnotes that others carry. A
    passage's scores are the same whatever else is allowed. `asked` is the embedded question, if the
    caller has it already: embedding takes most of an answer's time.
    """
    asked = asked or generation.encoder.embed_query(question)
    dense = generation.similarities(asked.vector)
    sparse = generation.lexical.scores(question)
    by_tokens = method in ("read", "late") and bool(asked.spans)
    fused = fuse(dense, sparse, method)
    ranked: Iterable[int]
    if among is None:
        found_elsewhere = carried_notes(generation)
        order = map(int, np.argsort(-fused, kind="stable"))
        ranked = (row for row in order if row not in found_elsewhere)
    else:
        ranked = sorted(among, key=lambda row: (-fused[row], row))
    if allowed:
        ranked = (row for row in ranked if allowed(generation.passages[row]))
    rows = list(islice(ranked, max(top, CANDIDATES) if by_tokens else top))
    matches: dict[int, tuple[Match, ...]] = {}
    scores = {row: float(fused[row]) for row in rows}
    readings: dict[int, Reading] = {}
    if by_tokens:
        rows.sort()
        matches = {row: match(asked, generation.tokens.row(row)) for row in rows}
        scores = {row: mean_similarity(found) for row, found in matches.items()}
        rows.sort(key=lambda row: -scores[row])
    if by_tokens and method == "read":
        readings = read(generation, asked, question, rows)
        rows = reordered(generation, rows, readings)
    return [
        Hit(
            rank=rank,
            row=row,
            passage=generation.passages[row],
            score=scores[row],
            fused=float(fused[row]),
            similarity=float(dense[row]),
            bm25=float(sparse[row]),
            matches=matches.get(row, ()),
            reading=readings.get(row),
        )
        for rank, row in enumerate(rows[:top], start=1)
    ]


def match(asked: QueryEmbedding, passage: Scores) -> tuple[Match, ...]:
    """Return each token of the question with its best match in a passage's tokens, shape (p, d)."""
    best = (asked.tokens @ passage.T).max(axis=1)
    return tuple(
        Match(span=span, similarity=float(cosine))
        for span, cosine in zip(asked.spans, best, strict=True)
    )


def mean_similarity(matches: Sequence[Match]) -> float:
    """Return late interaction's MaxSim, divided by the number of tokens: -1 to 1.

    Khattab and Zaharia, "ColBERT", SIGIR 2020, section 3.3.
    """
    return sum(match.similarity for match in matches) / len(matches)


def fuse(dense: Scores, sparse: Scores, method: Method = "hybrid") -> Scores:
    """Return the fused scores, shape (n,), each 0 to 1."""
    if method == "dense":
        return min_max(dense)
    if method == "sparse":
        return min_max(sparse)
    return DENSE_WEIGHT * min_max(dense) + (1 - DENSE_WEIGHT) * min_max(sparse)


def min_max(scores: Scores) -> Scores:
    """Return scores scaled to 0 to 1; all zeros if they are equal.

    Min-max scaling for fusion: Fox and Shaw, "Combination of Multiple Searches", TREC-2, 1994.
    """
    low, high = scores.min(), scores.max()
    if high == low:
        return np.zeros_like(scores)
    scaled: Scores = (scores - low) / (high - low)
    return scaled
