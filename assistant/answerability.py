"""Is the best passage an answer at all, or is an honest no due?"""

import math
from dataclasses import dataclass
from typing import Literal

from assistant.retrieval import Hit
from index_builder.generation import Generation
from index_builder.lexical import terms

Reason = Literal["empty", "not_in_playbook"]

THRESHOLD = 0.5  # set below by the measurement in DECISIONS.md


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """How sure it is that a passage answers; each 0 to 1, comparable between questions."""

    similarity: float  # cosine, negative counted as 0
    coverage: float  # how much of the question's rarity the passage's terms cover

    @property
    def score(self) -> float:
        """The mean of the two: either alone lets many more unanswerable questions through."""
        return (self.similarity + self.coverage) / 2


def confidence(generation: Generation, question: str, hit: Hit) -> Confidence:
    """Return how sure it is that `hit` answers the question."""
    return Confidence(
        similarity=min(max(hit.similarity, 0.0), 1.0),
        coverage=coverage(generation, question, hit),
    )


def coverage(generation: Generation, question: str, hit: Hit) -> float:
    """Return the idf-weighted share of the question's terms that the passage holds, 0 to 1.

    A term of no passage weighs as much as one of a single passage would, and is never covered.
    """
    asked = sorted(set(terms(question)))
    held = set(terms(hit.passage.embedded))
    weights = {term: _idf(generation, term) for term in asked}
    total = sum(weights.values())
    return sum(weights[term] for term in asked if term in held) / total if total else 0.0


def _idf(generation: Generation, term: str) -> float:
    """Return a term's inverse document frequency as BM25 in Lucene has it, above 0."""
    passages = len(generation.passages)
    frequency = max(1, generation.lexical.document_frequency(term))
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))
