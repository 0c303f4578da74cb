"""How well the confidence tells answerable questions from the others. Pure.

A question is *answered* when its confidence reaches the threshold. The *coverage* is the share of
answerable questions that are; a *false answer* is one to an unanswerable question.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

KEPT = 0.95  # coverage at which false answers are compared
CURVE = (1.0, 0.99, 0.975, 0.95, 0.925, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5, 0.4)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """What became of one question."""

    id: str
    type: str
    answerable: bool
    confidence: float  # -inf where nothing was looked up, which no threshold answers
    answered: bool  # by the assistant's own threshold
    right: bool  # whether the first citation answers it; False for an unanswerable one


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def value(self) -> float:
        """The share, 0 to 1; nan of none."""
        return self.count / self.of if self.of else math.nan


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is answered by one threshold."""

    threshold: float | None  # None: by the assistant's own decision
    coverage: Share  # answerable questions answered
    right: Share  # of those, with a first citation that answers
    false_answers: Share  # unanswerable questions answered
    covered_by_type: Mapping[str, Share]  # answerable questions answered, types in order
    by_type: Mapping[str, Share]  # false answers of each type, types in order


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstention:
    """The figures of a set of questions, some of them unanswerable."""

    present: Decision
    kept: Decision  # by the highest threshold with coverage of at least KEPT
    curve: tuple[Decision, ...]  # by the highest threshold with each coverage of CURVE
    auroc: float  # nan where one kind of question is missing
    auroc_by_type: Mapping[str, float]


def abstention_figures(asked: Sequence[AskedQuestion]) -> Abstention:
    """Return the figures; the threshold of each point is the highest that keeps its coverage."""
    kinds = sorted({question.type for question in asked if not question.answerable})
    return Abstention(
        present=_decision(asked, None),
        kept=_decision(asked, threshold_keeping(KEPT, asked)),
        curve=tuple(_decision(asked, threshold_keeping(share, asked)) for share in CURVE),
        auroc=auroc(asked),
        auroc_by_type={
            kind: auroc(
                [question for question in asked if question.answerable or question.type == kind]
            )
            for kind in kinds
        },
    )


def threshold_keeping(share: float, asked: Sequence[AskedQuestion]) -> float:
    """Return the highest threshold by which at least `share` of the answerable are answered.

    It is the confidence of one of them; where there is none it is nan, which answers nothing.
    """
    confidences = sorted(
        (question.confidence for question in asked if question.answerable), reverse=True
    )
    # The small number undoes a float's rounding error: 0.95 * 20 questions are 19, not 20.
    count = max(1, math.ceil(share * len(confidences) - 1e-9))
    return confidences[count - 1] if confidences else math.nan


def auroc(asked: Sequence[AskedQuestion]) -> float:
    """Return the chance that an answerable question has more confidence than an unanswerable one.

    A tie counts half: the Mann-Whitney statistic (Hanley and McNeil, 1982).
    """
    yes = np.array([question.confidence for question in asked if question.answerable])
    no = np.array([question.confidence for question in asked if not question.answerable])
    if not len(yes) or not len(no):
        return math.nan
    above = (yes[:, None] > no[None, :]).mean()
    equal = (yes[:, None] == no[None, :]).mean()
    return float(above + equal / 2)


def tradeoff(
    asked: Sequence[AskedQuestion], kind: str | None = None
) -> tuple[tuple[float, float], ...]:
    """Return coverage and share of false answers at every threshold, the highest first.

    With a `kind` the false answers are of that type only. At the first point nothing is answered.
    There must be answerable questions, and unanswerable ones of the kind.
    """
    yes = np.array([question.confidence for question in asked if question.answerable])
    no = np.array(
        [
            question.confidence
            for question in asked
            if not question.answerable and kind in (None, question.type)
        ]
    )
    thresholds = sorted({value for value in (*yes, *no) if value > -math.inf}, reverse=True)
    points = [((yes >= level).mean(), (no >= level).mean()) for level in thresholds]
    return ((0.0, 0.0), *((float(covered), float(false)) for covered, false in points))


def _decision(asked: Sequence[AskedQuestion], threshold: float | None) -> Decision:
    yes = [question for question in asked if question.answerable]
    no = [question for question in asked if not question.answerable]
    covered = [question for question in yes if _is_answered(question, threshold)]
    return Decision(
        threshold=threshold,
        coverage=_share(yes, threshold),
        right=Share(count=sum(question.right for question in covered), of=len(covered)),
        false_answers=_share(no, threshold),
        covered_by_type=_by_type(yes, threshold),
        by_type=_by_type(no, threshold),
    )


def _by_type(asked: Sequence[AskedQuestion], threshold: float | None) -> dict[str, Share]:
    return {
        kind: _share([question for question in asked if question.type == kind], threshold)
        for kind in sorted({question.type for question in asked})
    }


def _share(of: Sequence[AskedQuestion], threshold: float | None) -> Share:
    return Share(count=sum(_is_answered(question, threshold) for question in of), of=len(of))


def _is_answered(question: AskedQuestion, threshold: float | None) -> bool:
    if threshold is None:
        return question.answered
    return question.confidence >= threshold and question.confidence > -math.inf
