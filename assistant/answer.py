"""Question -> answer or abstention; the command line and every other surface ask here."""

import hashlib
from dataclasses import dataclass

from assistant.answerability import THRESHOLD, Confidence, Reason, confidence
from assistant.retrieval import Hit, retrieve
from index_builder.errors import IndexRefused
from index_builder.generation import Generation

SHOWN = 3  # citations of an answer: one that answers, two that may add something
CONSIDERED = 10  # candidates that --explain shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is said to a question: cited passages, or a plain no with the nearest ones."""

    question: str
    reason: Reason | None  # why it abstains; None for an answer
    citations: tuple[Hit, ...]
    confidence: Confidence | None  # in the first citation; None where nothing was looked up
    considered: tuple[Hit, ...]  # the candidates behind it, for explaining

    @property
    def answered(self) -> bool:
        """Whether the first citation is given as the answer."""
        return self.reason is None


def ask(generation: Generation, question: str, top: int = SHOWN) -> Answer:
    """Answer a question from one generation of the index with at most `top` citations.

    Raises:
        IndexRefused: a passage is not the source it was cut from, and so is not shown.
    """
    asked = question.strip()
    if not any(char.isalnum() for char in asked):
        return Answer(
            question=question, reason="empty", citations=(), confidence=None, considered=()
        )
    hits = retrieve(generation, asked, max(top, CONSIDERED))
    sure = confidence(generation, asked, hits[0])
    for hit in hits[:top]:
        _check_verbatim(hit)
    return Answer(
        question=question,
        reason=None if sure.score >= THRESHOLD else "not_in_playbook",
        citations=tuple(hits[:top]),
        confidence=sure,
        considered=tuple(hits[:CONSIDERED]),
    )


def _check_verbatim(hit: Hit) -> None:
    """Refuse to show a quote whose bytes are not those that were cut from the page."""
    passage = hit.passage
    if hashlib.sha256(passage.quote.encode()).hexdigest() != passage.content_hash:
        raise IndexRefused(
            f"passage {passage.id} of {passage.path} is not the source it was cut from; "
            "run `playbook index` to build the index anew"
        )
