"""The best passages are read together with the question before one is chosen as the answer.

Likeness of words tells which passages are about the question's subject, not whether they answer.
The index's reader does: it takes question and passage together (`index_builder/models/trained`). If
somebody chose a reranker, a cross-encoder, that reads instead.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from index_builder.index.embedding import QueryEmbedding
from index_builder.index.exported_reader import Reading
from index_builder.index.generation import Generation

# How many are read, one after the other; each costs a whole pass of the reader. With more than six
# no handbook gains (DECISIONS.md, "The reader and late interaction rank together").
READ = 6
# What a logit of the reader adds to late interaction's score, which is at most 1: DECISIONS.md,
# "The reader and late interaction rank together".
LOGIT_WEIGHT = 0.05


def read(
    generation: Generation,
    asked: QueryEmbedding,
    question: str,
    rows: Sequence[int],
    most: int = READ,
) -> dict[int, Reading]:
    """Return the readings of the first `most` rows; {} if the index has no reader.

    A reading depends on question and passage alone.
    """
    best = rows[:most]
    if reranker := generation.reranker:
        none = np.zeros(0, dtype=np.float32)
        texts = {row: generation.passages[row].embedded for row in best}
        return {
            row: Reading(logit=reranker.logit(question, text), tokens=none)
            for row, text in texts.items()
        }
    reader = generation.encoder.reader
    if reader is None:
        return {}
    return {row: reader.read(asked.states, generation.states.packed_row(row)) for row in best}


def reordered(
    generation: Generation,
    rows: Sequence[int],
    readings: Mapping[int, Reading],
    scores: Mapping[int, float],
) -> list[int]:
    """Return the rows that were read, best first, then the others; equals keep their order.

    Late interaction's `scores` and the reader's logits count together; a cross-encoder's alone.
    """
    of_late = 0.0 if generation.reranker else 1.0

    def worth(row: int) -> float:
        return of_late * scores[row] + LOGIT_WEIGHT * readings[row].logit

    first = sorted((row for row in rows if row in readings), key=worth, reverse=True)
    return [*first, *(row for row in rows if row not in readings)]
