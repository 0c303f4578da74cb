"""How near passages come to each word of a question, by the token vectors of both.

A word's similarity to a passage means nothing by itself: how high it is depends on the word and on
the encoder. So it is compared with its similarity to passages of the same handbook in general.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.answering.unmentioned import Known, placed_words
from assistant.asking.rewriting import Reworded, Vocabulary
from index_builder.index.embedding import QueryEmbedding
from index_builder.index.generation import Generation

# How many passages stand for passages in general: spread evenly over the handbook, the same ones
# for every question. With twice as many, the figures of `python -m tests.relevance.missing` change
# by less than a point.
IN_GENERAL = 48


def known(
    generation: Generation,
    vocabulary: Vocabulary,
    asked: QueryEmbedding,
    reworded: Reworded,
    rows: Sequence[int],
) -> Known:
    """Return what is known about a question's words when the passages at `rows` are shown.

    `asked` is the embedding of the reworded question.
    """
    near = nearness(generation, asked, reworded.text, rows)
    for change in reworded.changes:
        found = (word[0].casefold() for word in placed_words(change.used))
        used = [near[word] for word in found if word in near]
        if used:
            near[change.found.casefold()] = max(used)
    passages = len(generation.passages)
    return Known(
        vocabulary=vocabulary,
        share=lambda term: generation.lexical.document_frequency(term) / passages,
        nearness=near,
        changes=reworded.changes,
    )


def nearness(
    generation: Generation, asked: QueryEmbedding, question: str, rows: Sequence[int]
) -> dict[str, float]:
    """Return how near the passages at `rows` come to each word, in folded case.

    It is how far a word's best cosine is above its mean over the sample, in standard deviations. A
    word to which the whole sample is equally near is left out; without token vectors all words are.
    """
    if not asked.spans:
        return {}
    shown = np.max([_best(asked, generation.tokens.row(row)) for row in rows], axis=0)
    general = np.stack([_best(asked, tokens) for tokens in _in_general(generation)])
    near: dict[str, float] = {}
    for word in placed_words(question):
        first, last = word.span()
        inside = [at for at, (a, b) in enumerate(asked.spans) if a < last and b > first]
        usual = general[:, inside].mean(axis=1) if inside else np.zeros(1)
        if usual.std() > 0:
            above = (shown[inside].mean() - usual.mean()) / usual.std()
            near[word[0].casefold()] = float(above)
    return near


@lru_cache(maxsize=2)  # the generation that answers, and the next one while it takes over
def _in_general(generation: Generation) -> list[NDArray[np.float32]]:
    """Return the token vectors of IN_GENERAL passages; about 4 MB."""
    spread = np.linspace(0, len(generation.passages) - 1, IN_GENERAL).astype(int)
    return [generation.tokens.row(int(row)) for row in np.unique(spread)]


def _best(asked: QueryEmbedding, passage: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the best cosine of each of the question's tokens in a passage, shape (tokens,)."""
    best: NDArray[np.float32] = (asked.tokens @ passage.T).max(axis=1)
    return best
