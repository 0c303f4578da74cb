"""The last word on the best passages: a cross-encoder's, where the index carries one.

A cross-encoder reads question and passage together (Nogueira and Cho, "Passage Re-ranking with
BERT", 2019), so nothing of it can be computed before the question comes: it is slow, and few
passages are given to it.
"""

from collections.abc import Mapping, Sequence

from index_builder.generation import Generation

# How many are scored, one after the other: as many as `--explain` shows. Each costs a pass of the
# whole model.
RERANKED = 10


def rerank(generation: Generation, question: str, rows: Sequence[int]) -> dict[int, float]:
    """Return the reranker's score of each of the first RERANKED rows: 0 to 1, by row.

    Empty where the index carries no reranker. A score depends on question and passage alone.
    """
    reranker = generation.reranker
    if reranker is None:
        return {}
    return {
        row: reranker.score(question, generation.passages[row].embedded) for row in rows[:RERANKED]
    }


def reordered(rows: Sequence[int], scores: Mapping[int, float]) -> list[int]:
    """Return the rows that have a score, best first, then the others; equals keep their order."""
    judged = sorted((row for row in rows if row in scores), key=lambda row: -scores[row])
    return [*judged, *(row for row in rows if row not in scores)]
