"""What an edit of the content did to each judged question. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from assistant.evaluation.missing_quotes import MissingQuote
from assistant.evaluation.outcomes import QuestionOutcome, Verdict
from assistant.evaluation.question_file import JudgedQuestion

# The first five are for the worse. "moved": as good as before, from another section.
OutcomeChange = Literal[
    "unanswered", "elsewhere", "lower", "part", "false_answer", "moved", "better", "same"
]
CHANGES: tuple[OutcomeChange, ...] = get_args(OutcomeChange)
WORSE: frozenset[OutcomeChange] = frozenset(CHANGES[:5])


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A question with its outcome; `before` and `change` are None without an earlier generation."""

    question: JudgedQuestion
    now: QuestionOutcome
    before: QuestionOutcome | None
    change: OutcomeChange | None

    @property
    def worse(self) -> bool:
        """Whether the edit made it worse."""
        return self.change in WORSE


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """All of a question file over a generation, and over an earlier one where there is one."""

    name: str
    generation: str
    baseline: str | None
    checked: tuple[Checked, ...]
    missing: tuple[MissingQuote, ...]

    @property
    def worse(self) -> bool:
        """Whether the edit made a question worse."""
        return any(question.worse for question in self.checked)

    @property
    def failing(self) -> tuple[Checked, ...]:
        """The questions that are not as they should be, whatever they were before."""
        return tuple(question for question in self.checked if not question.now.good)


def checked(
    questions: Sequence[JudgedQuestion],
    now: Mapping[str, QuestionOutcome],
    before: Mapping[str, QuestionOutcome] | None,
) -> tuple[Checked, ...]:
    """Return every question with what the edit did to it, in the order of the file."""
    return tuple(
        Checked(
            question=question,
            now=now[question.id],
            before=before[question.id] if before else None,
            change=change(before[question.id], now[question.id]) if before else None,
        )
        for question in questions
    )


def change(before: QuestionOutcome, now: QuestionOutcome) -> OutcomeChange:
    """Return what became of a question from one outcome to the next."""
    if now.worth > before.worth:
        return "better"
    if now.worth < before.worth:
        return _worse(before, now)
    if now.verdict in ("right", "lower") and _section(now) != _section(before):
        return "moved"
    return "same"


def _worse(before: QuestionOutcome, now: QuestionOutcome) -> OutcomeChange:
    if now.verdict == before.verdict:
        return "part"
    if now.verdict == "declined":
        return "unanswered"
    # The change to any other verdict is named after that verdict.
    names: dict[Verdict, OutcomeChange] = {
        "elsewhere": "elsewhere",
        "lower": "lower",
        "false_answer": "false_answer",
    }
    return names[now.verdict]


def _section(outcome: QuestionOutcome) -> tuple[str, tuple[str, ...]] | None:
    return (outcome.first.path, outcome.first.headings) if outcome.first else None


def verdicts(outcomes: Iterable[QuestionOutcome], *, answerable: bool) -> Counter[Verdict]:
    """Return how many of the answerable, or unanswerable, questions got each verdict."""
    return Counter(outcome.verdict for outcome in outcomes if outcome.answerable is answerable)
