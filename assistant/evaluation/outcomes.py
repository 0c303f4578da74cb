"""What `ask` makes of each judged question, over one generation of the index."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answer import Answer, ask
from assistant.evaluation.judging import BYS, groups_of, moved_groups_of
from assistant.evaluation.page_text import pages_of
from assistant.evaluation.question_file import JudgedQuestion
from index_builder.index.generation import Generation
from index_builder.index.passage import Passage

Verdict = Literal["right", "lower", "declined", "elsewhere", "false_answer"]
# By whether a question is answerable, best first. For an answerable one: its first citation is
# gold; another one is; it is declined; it is answered from elsewhere, worse than an honest no.
VERDICTS: dict[bool, tuple[Verdict, ...]] = {
    True: ("right", "lower", "declined", "elsewhere"),
    False: ("declined", "false_answer"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionOutcome:
    """What became of one question."""

    verdict: Verdict
    answerable: bool
    rank: int | None  # of the first citation that is gold, from 1
    parts: int  # gold groups that some citation satisfies
    first: Passage | None  # the first citation; of a declined question the nearest passage
    confidence: float | None

    @property
    def good(self) -> bool:
        """Whether it is as it should be: answered by the first citation, or declined."""
        return self.verdict == VERDICTS[self.answerable][0]

    @property
    def worth(self) -> tuple[int, int]:
        """What outcomes of one question are ordered by, more is better: verdict, then parts."""
        return -VERDICTS[self.answerable].index(self.verdict), self.parts


def outcomes(
    generation: Generation, questions: Iterable[JudgedQuestion]
) -> dict[str, QuestionOutcome]:
    """Ask every question.

    A citation is gold by its section, by a quote of which it has half, or by a quote that moved to
    it from another page.
    """
    passages, pages = generation.passages, pages_of(generation.passages)
    found = {}
    for question in questions:
        ways = [groups_of(question.gold, passages, pages, by) for by in BYS]
        ways.append(moved_groups_of(question.gold, passages, pages))
        gold = [frozenset[str]().union(*group) for group in zip(*ways, strict=True)]
        found[question.id] = _outcome(question, ask(generation, question.text), gold)
    return found


def _outcome(
    question: JudgedQuestion, answer: Answer, gold: Sequence[frozenset[str]]
) -> QuestionOutcome:
    rows = [str(hit.row) for hit in answer.citations]
    ranks = [rank for rank, row in enumerate(rows, start=1) if any(row in group for group in gold)]
    rank = min(ranks, default=None)
    return QuestionOutcome(
        verdict=_verdict(question.answerable, answer.answered, rank),
        answerable=question.answerable,
        rank=rank,
        parts=sum(not group.isdisjoint(rows) for group in gold) if answer.answered else 0,
        first=answer.citations[0].passage if answer.citations else None,
        confidence=answer.confidence.probability if answer.confidence else None,
    )


def _verdict(answerable: bool, answered: bool, rank: int | None) -> Verdict:
    if not answered:
        return "declined"
    if not answerable:
        return "false_answer"
    return "elsewhere" if rank is None else "right" if rank == 1 else "lower"
