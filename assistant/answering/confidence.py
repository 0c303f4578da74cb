"""How sure it is that the best passage answers, and when an honest no is better."""

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

# Levels of probability; DECISIONS.md ("The honest no") says what each lets through.
MAY_ANSWER = 0.3  # "this may answer it" from here on
SURE = 0.8  # an answer without reservation from here on
# How well a follow-up's own words have to be met (`met`): below the first it is not answered, below
# the second only with reservation.
MET, WELL_MET = 0.4, 0.6
# Score below which a question is not even about what the playbook covers, whatever the reader
# says. Of the judged questions about `content/`, the lowest answerable one has .42; five of the
# seven off-domain ones have less.
TOUCHES = 0.4

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# With fewer passages a word's share of them says nothing: in three, every word is frequent.
ENOUGH_TO_COUNT = 20

# Logistic regression on the score, over judged questions of four corpora, each corpus and each
# class counting alike; DECISIONS.md ("The honest no") says what other choices of corpora give.
SLOPE, MIDDLE = 11.0, 0.585
# The same with the reader's logit, over corpora that the reader was not trained on.
OF_LOGIT, OF_LIKENESS, OFFSET = 0.61, 1.8, -1.44


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """How sure it is that a passage answers; comparable between questions."""

    likeness: float  # how well the passage's words match the question's, 0 to 1; words count alike
    weighed: float  # the same, with rare words of the question counting more
    logit: float | None = None  # the reader's or reranker's; None if the index has neither
    is_known: bool = True  # the logit is the shipped reader's, not a reranker's
    calibration: Calibration | None = None  # the index's own, if somebody has fitted one

    @property
    def score(self) -> float:
        """The mean of the two likenesses; DECISIONS.md has the measurements."""
        return (self.likeness + self.weighed) / 2

    @property
    def touches(self) -> bool:
        """Whether the passage is about the question's subject at all."""
        return self.score >= TOUCHES

    @property
    def evidence(self) -> float:
        """What an index's own calibration is fitted to: the logit, or the score without one."""
        return self.score if self.logit is None else self.logit

    @property
    def probability(self) -> float:
        """The probability that the passage answers, 0 to 1."""
        if own := self.calibration:
            return _logistic(own.slope * (self.evidence - own.middle))
        if self.logit is None or not self.is_known:
            return _logistic(SLOPE * (self.score - MIDDLE))
        return _logistic(OF_LOGIT * self.logit + OF_LIKENESS * self.score + OFFSET)


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, x))))


def confidence(generation: Generation, question: str, hits: Sequence[Hit]) -> Confidence:
    """Return how sure it is that the first of `hits`, best first, answers the question."""
    hit = hits[0]
    weights = token_weights(generation.lexical, question, [match.span for match in hit.matches])
    total = sum(weights)
    matched = sum(w * match.similarity for w, match in zip(weights, hit.matches, strict=True))
    return Confidence(
        likeness=hit.score if hit.matches else 0.0,
        weighed=matched / total if total else 0.0,
        logit=hit.reading.logit if hit.reading else None,
        is_known=generation.reranker is None,
        calibration=generation.calibration,
    )


def met(question: str, hit: Hit) -> float | None:
    """Return how well a passage matches the content words at the start of what was searched for.

    That start is the follow-up itself, `question`. The thread's earlier questions come after it and
    are left out: the passage that answered them matches them, whatever is asked now. The result is
    the mean of the tokens' best cosines, at most 1; None if a follow-up names nothing ("and how
    long?").
    """
    named = set(content_words(question))
    spans = [
        found.span() for found in _WORD.finditer(question) if named & set(content_words(found[0]))
    ]
    similarities = [
        match.similarity
        for match in hit.matches
        if any(first <= match.span[0] and match.span[1] <= last for first, last in spans)
    ]
    return sum(similarities) / len(similarities) if similarities else None


def is_too_vague(lexical: LexicalIndex, question: str) -> bool:
    """Whether a question's only content word is one that most passages have, such as "data?".

    From half of the passages on, a term's relevance weight is negative: finding it says nothing
    (Robertson and Sparck Jones, "Relevance Weighting of Search Terms", 1976). In five corpora no
    answerable question has its rarest word in a fifth of the passages.
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
    """Return the inverse document frequency of each token's word; 0 for punctuation.

    A word that no passage has weighs as much as one that a single passage has.
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
