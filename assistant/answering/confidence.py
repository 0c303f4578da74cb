"""Is the best passage an answer at all, or is an honest no due?"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answering.retrieval import Hit
from assistant.asking.typed_text import Reason as NoQuestion
from assistant.english.closed_words import content_words
from index_builder.index.calibration import Calibration
from index_builder.index.generation import Generation
from index_builder.index.lexical import LexicalIndex, placed_terms, terms

Reason = NoQuestion | Literal["not_in_playbook", "off_topic"]

# Levels of probability; what each lets through is in DECISIONS.md ("The honest no").
MAY_ANSWER = 0.25  # "this may answer it" from here on
SURE = 0.8  # an answer without reserve from here on
# How well a follow-up's own words have to be met (`met`): below the first it is not answered, below
# the second not without reserve.
MET, WELL_MET = 0.4, 0.6
# Likeness below which a question is not even about what the playbook covers, whatever was read. The
# least like answerable one of content's judged questions has .42; of its off-domain ones five of
# seven have less.
TOUCHES = 0.4

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# Passages below which a word's share of them says nothing about it: in three, each is frequent.
ENOUGH_TO_COUNT = 20

# Logistic regression of the score on judged questions of four corpora, each corpus and each class
# counting alike; what other choices of corpora give is in DECISIONS.md ("The honest no").
SLOPE, MIDDLE = 11.0, 0.585
# The same with the reader, on corpora that it was not trained on.
OF_LOGIT, OF_LIKENESS, OFFSET = 0.61, 1.8, -1.44


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """How sure it is that a passage answers; comparable between questions."""

    likeness: float  # how well the passage's words match the question's, each word alike; to 1
    weighed: float  # the same, rare words of the question counting for more
    logit: float | None = None  # what was read in it; None where the index has no reader
    is_known: bool = True  # the logit is the shipped reader's, not that of a model of the user's
    calibration: Calibration | None = None  # the index's own, where somebody has fitted one

    @property
    def score(self) -> float:
        """The mean of the two; what was measured for it and others is in DECISIONS.md."""
        return (self.likeness + self.weighed) / 2

    @property
    def touches(self) -> bool:
        """Whether the passage is of the question's subject at all."""
        return self.score >= TOUCHES

    @property
    def evidence(self) -> float:
        """What a calibration of the index's own is fitted to: what was read, else likeness."""
        return self.score if self.logit is None else self.logit

    @property
    def probability(self) -> float:
        """The probability that the passage answers, 0 to 1."""
        if held := self.calibration:
            return _logistic(held.slope * (self.evidence - held.middle))
        if self.logit is None or not self.is_known:
            return _logistic(SLOPE * (self.score - MIDDLE))
        return _logistic(OF_LOGIT * self.logit + OF_LIKENESS * self.score + OFFSET)


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, x))))


def confidence(generation: Generation, question: str, hits: Sequence[Hit]) -> Confidence:
    """Return how sure it is that the first of `hits`, best first, answers the question."""
    hit = hits[0]
    weights = token_weights(generation.lexical, question, [held.span for held in hit.matches])
    total = sum(weights)
    matched = sum(w * held.similarity for w, held in zip(weights, hit.matches, strict=True))
    return Confidence(
        likeness=hit.score if hit.matches else 0.0,
        weighed=matched / total if total else 0.0,
        logit=hit.reading.logit if hit.reading else None,
        is_known=generation.reranker is None,
        calibration=generation.calibration,
    )


def met(question: str, hit: Hit) -> float | None:
    """Return how well a passage matches the words of content that a searched text begins with.

    `question` is a follow-up's own part of what was searched for; the thread's earlier questions
    behind it are met by the passage that answered those, whatever is asked now. The mean of the
    best cosines of its tokens, to 1; None for a follow-up that names nothing ("and how long?").
    """
    named = set(content_words(question))
    spans = [
        found.span() for found in _WORD.finditer(question) if named & set(content_words(found[0]))
    ]
    own = [
        held.similarity
        for held in hit.matches
        if any(first <= held.span[0] and held.span[1] <= last for first, last in spans)
    ]
    return sum(own) / len(own) if own else None


def is_too_vague(lexical: LexicalIndex, question: str) -> bool:
    """Tell a question whose only word of content is one that most passages hold, such as "data?".

    From half of the passages on, a term's relevance weight is negative: finding it says nothing
    (Robertson and Sparck Jones, "Relevance Weighting of Search Terms", 1976). Of the
    answerable questions of five corpora none has its rarest word in a fifth of the passages.
    """
    named = {term for word in content_words(question) for term in terms(word)}
    return (
        len(named) == 1
        and lexical.passages >= ENOUGH_TO_COUNT
        and lexical.document_frequency(*named) > lexical.passages / 2
    )


def token_weights(
    lexical: LexicalIndex, question: str, spans: Sequence[tuple[int, int]]
) -> list[float]:
    """Return the inverse document frequency of the word each token is of; 0 for punctuation.

    A word of no passage weighs as much as one of a single passage would.
    """
    words = [(start, end, idf(lexical, term)) for start, end, term in placed_terms(question)]
    return [
        max((idf for first, last, idf in words if first < end and last > start), default=0.0)
        for start, end in spans
    ]


def idf(lexical: LexicalIndex, term: str) -> float:
    """Return a term's inverse document frequency as BM25 in Lucene has it, above 0."""
    frequency = max(1, lexical.document_frequency(term))
    return math.log(1 + (lexical.passages - frequency + 0.5) / (frequency + 0.5))
