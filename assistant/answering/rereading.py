"""The best passages are read together with the question before one is chosen as the answer.

Likeness of words tells which passages are about the question's subject, not whether they answer it.
The index's reader tells that: it takes question and passage together
(`index_builder/models/trained`). If somebody chose a reranker, which is a cross-encoder, that reads
instead.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from index_builder.index.embedding import QueryEmbedding
from index_builder.index.exported_reader import Reading
from index_builder.index.generation import Generation

# How many passages are read, one after the other; each costs a whole pass of the reader. No
# handbook gains from more than six (DECISIONS.md, "The reader and late interaction rank together").
READ = 6
# When the two orders are joined, this is added to every rank before its reciprocal is taken (same
# place in DECISIONS.md).
RANK_OFFSET = 1.0


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
    generation: Generation, rows: Sequence[int], readings: Mapping[int, Reading]
) -> list[int]:
    """Return the rows that were read, best first, then the others; equals keep their order.

    `rows` are in late interaction's order. The reader's logits give a second order, and the
    reciprocal ranks of both are added up (Cormack, Clarke and Büttcher, SIGIR 2009); a
    cross-encoder's logits order by themselves.
    """
    by_likeness = [row for row in rows if row in readings]
    by_logit = sorted(by_likeness, key=lambda row: -readings[row].logit)
    orders = [by_logit] if generation.reranker else [by_likeness, by_logit]
    worth = dict.fromkeys(by_likeness, 0.0)
    for order in orders:
        for rank, row in enumerate(order, start=1):
            worth[row] += 1 / (RANK_OFFSET + rank)
    first = sorted(orders[0], key=lambda row: -worth[row])
    return [*first, *(row for row in rows if row not in readings)]
