"""An index's own calibration: judged questions -> how its evidence becomes a probability.

It follows Platt, "Probabilistic Outputs for Support Vector Machines", 1999, whose targets keep the
slope from being too steep when there are few questions. Answerable and unanswerable questions count
alike, however many there are of each.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answer import ask
from assistant.answering.confidence import MAY_ANSWER, SURE
from assistant.evaluation.abstention import AskedQuestion, auroc
from assistant.evaluation.logistic import Logistic, classes_alike, fitted, log_loss
from assistant.evaluation.question_file import JudgedQuestion
from assistant.evaluation.rows import EvaluationError
from index_builder.index.calibration import Calibration
from index_builder.index.generation import Generation
from index_builder.index.printable import printable_json

ENOUGH = 20  # of each class; with fewer, the middle alone is uncertain by a fifth of a class
FOLDS = 10

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the index makes of one question that is looked up."""

    answerable: bool
    evidence: float
    probability: float  # by the calibration that the index has now


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibrated:
    """A calibration, and what it changes."""

    calibration: Calibration
    passed_over: int  # questions that are never looked up, such as thanks
    before: dict[str, float]  # the figures of the probability that the index gave until now


def calibrated(
    name: str, generation: Generation, questions: Sequence[JudgedQuestion]
) -> Calibrated:
    """Ask every question, and fit the probability to the evidence.

    Raises:
        EvaluationError: the questions are too few, or the evidence can't tell them apart.
    """
    looked_up = list(_evidence(generation, questions))
    _check_enough(name, looked_up)
    model = _fit(looked_up)
    (slope,) = model.coefficients
    if slope <= 0:
        raise EvaluationError(
            f"{name}: the answerable questions have no more evidence than the others (slope "
            f"{slope:.3g}), so nothing was kept: is it the index that these questions are about?"
        )
    manifest = generation.manifest
    return Calibrated(
        calibration=Calibration(
            encoder=manifest.encoder.fingerprint,
            reranker=manifest.reranker.fingerprint if manifest.reranker else None,
            slope=slope,
            middle=-model.offset / slope,
            answerable=sum(one.answerable for one in looked_up),
            unanswerable=sum(not one.answerable for one in looked_up),
            figures=calibration_figures(looked_up, cross_validated(looked_up)),
        ),
        passed_over=len(questions) - len(looked_up),
        before=calibration_figures(looked_up, np.array([one.probability for one in looked_up])),
    )


def _evidence(generation: Generation, questions: Sequence[JudgedQuestion]) -> Iterator[Evidence]:
    for question in questions:
        if found := ask(generation, question.text).confidence:
            yield Evidence(
                answerable=question.answerable,
                evidence=found.evidence,
                probability=found.probability,
            )


def _check_enough(name: str, evidence: Sequence[Evidence]) -> None:
    found = {
        kind: sum(one.answerable == wanted for one in evidence)
        for kind, wanted in (("answerable", True), ("unanswerable", False))
    }
    if min(found.values()) < ENOUGH:
        counts = " and ".join(f"{count} {kind}" for kind, count in found.items())
        raise EvaluationError(
            f"{name}: {counts} questions to look up found, {ENOUGH} of each wanted: judge more"
        )


def _fit(evidence: Sequence[Evidence]) -> Logistic:
    answerable = np.array([one.answerable for one in evidence])
    yes, no = answerable.sum(), (~answerable).sum()
    targets = np.where(answerable, (yes + 1) / (yes + 2), 1 / (no + 2))
    return fitted([[one.evidence] for one in evidence], targets, classes_alike(list(answerable)))


def cross_validated(evidence: Sequence[Evidence]) -> Numbers:
    """Return each question's probability, fitted to the questions of the other folds.

    The questions of each class are dealt out in turn, so that every fold has its share of both.
    """
    dealt = {True: 0, False: 0}
    folds = []
    for one in evidence:
        folds.append(dealt[one.answerable] % FOLDS)
        dealt[one.answerable] += 1
    found = np.zeros(len(evidence))
    for fold in range(FOLDS):
        model = _fit([one for one, of in zip(evidence, folds, strict=True) if of != fold])
        rows = [at for at, of in enumerate(folds) if of == fold]
        found[rows] = model.of([[evidence[at].evidence] for at in rows])
    return found


def calibration_figures(evidence: Sequence[Evidence], probabilities: Numbers) -> dict[str, float]:
    """Return how well probabilities tell the questions apart, and what the levels let through."""
    answerable = [one.answerable for one in evidence]
    asked = [
        AskedQuestion(
            id="", type="", answerable=one, confidence=float(p), answered=False, right=False
        )
        for one, p in zip(answerable, probabilities, strict=True)
    ]
    yes = np.array(answerable)
    return {
        "auroc": auroc(asked),
        "log_loss": log_loss(probabilities, answerable, classes_alike(answerable)),
        "answerable_answered": float((probabilities[yes] >= MAY_ANSWER).mean()),
        "unanswerable_answered": float((probabilities[~yes] >= MAY_ANSWER).mean()),
        "answerable_sure": float((probabilities[yes] >= SURE).mean()),
        "unanswerable_sure": float((probabilities[~yes] >= SURE).mean()),
    }


def calibrated_json(fit: Calibrated, kept_in: Path) -> str:
    """Return what was fitted as one JSON object."""
    fields = {
        "file": str(kept_in),
        **asdict(fit.calibration),
        "passed_over": fit.passed_over,
        "before": fit.before,
    }
    return printable_json(json.dumps(fields, ensure_ascii=False))


def calibrated_lines(fit: Calibrated, kept_in: Path) -> Iterator[str]:
    """Yield what was fitted, and the figures before and after."""
    found = fit.calibration
    yield (
        f"{found.answerable} answerable and {found.unanswerable} unanswerable questions looked up, "
        f"{fit.passed_over} passed over"
    )
    yield f"probability = 1 / (1 + exp(-{found.slope:.4g} * (evidence - {found.middle:.4g})))"
    yield f"{'answered:':>46}{'without reserve:':>29}"
    yield f"{'':<15}AUROC  log loss  answerable  unanswerable  answerable  unanswerable"
    yield _figures("before", fit.before)
    yield _figures("now", found.figures)
    yield f"now: by cross-validation, {FOLDS} folds"
    yield (
        f"{kept_in} is used from the next question on; a bot that runs takes it up with the next "
        "generation or start"
    )


def _figures(name: str, figures: Mapping[str, float]) -> str:
    shares = [
        f"{figures[f'{kind}_{how}']:>{width}.1%}"
        for how in ("answered", "sure")
        for kind, width in (("answerable", 10), ("unanswerable", 12))
    ]
    return f"{name:<15}{figures['auroc']:5.3f}  {figures['log_loss']:8.3f}  {'  '.join(shares)}"
