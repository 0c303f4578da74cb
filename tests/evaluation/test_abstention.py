"""Thresholds, false answers and AUROC, against values worked out by hand."""

import math

import pytest

from assistant.evaluation.abstention import (
    AskedQuestion,
    abstention_figures,
    auroc,
    threshold_keeping,
)


def asked(
    confidence: float, kind: str = "", *, answered: bool = False, right: bool = False
) -> AskedQuestion:
    """Return an unanswerable question of a kind, or an answerable one where it has none."""
    return AskedQuestion(
        id="",
        type=kind or "fact",
        answerable=not kind,
        confidence=confidence,
        answered=answered,
        right=right,
    )


TWENTY = [asked(value / 20, right=value > 10) for value in range(1, 21)]


@pytest.mark.parametrize(("share", "threshold"), [(1, 0.05), (0.95, 0.1), (0.94, 0.1), (0.5, 0.55)])
def test_threshold_is_the_highest_that_keeps_the_share(share: float, threshold: float) -> None:
    """19 of 20 are 95 %; a share of 94 % also takes 19, since 18 are too few."""
    assert threshold_keeping(share, TWENTY) == pytest.approx(threshold)


def test_false_answers_by_type() -> None:
    """At the threshold itself a question is answered, below it not."""
    others = [asked(0.1, "near"), asked(0.09, "near"), asked(0.9, "far"), asked(-math.inf, "empty")]
    kept = abstention_figures([*TWENTY, *others]).kept
    assert kept.coverage.value == 0.95
    assert (kept.right.count, kept.right.of) == (10, 19)
    assert kept.false_answers.value == 0.5
    assert {kind: share.value for kind, share in kept.by_type.items()} == {
        "empty": 0,
        "far": 1,
        "near": 0.5,
    }


def test_the_present_decision_is_the_assistants_own() -> None:
    """It is taken from what was answered, whatever the confidence."""
    held = [asked(0.1, answered=True, right=True), asked(0.9), asked(0.2, "near", answered=True)]
    present = abstention_figures(held).present
    assert present.threshold is None
    assert (present.coverage.value, present.right.value, present.false_answers.value) == (0.5, 1, 1)


def test_what_was_not_looked_up_is_never_answered() -> None:
    """No threshold answers it, not even the one that would keep all."""
    held = [asked(0.4), asked(-math.inf), asked(-math.inf, "empty")]
    whole = abstention_figures(held).curve[0]
    assert whole.threshold == -math.inf
    assert (whole.coverage.count, whole.false_answers.count) == (1, 0)


def test_auroc_counts_pairs() -> None:
    """Of six pairs four are in order and one is a tie: 4.5 of 6."""
    held = [asked(0.9), asked(0.5), asked(0.3), asked(0.5, "near"), asked(0.2, "near")]
    assert auroc(held) == pytest.approx(4.5 / 6)


def test_auroc_by_type_is_against_all_answerable() -> None:
    """Each type is compared with the same answerable questions."""
    held = [asked(0.5), asked(0.9, "near"), asked(0.1, "far")]
    assert abstention_figures(held).auroc_by_type == {"far": 1, "near": 0}


def test_no_unanswerable_questions_leave_auroc_undefined() -> None:
    """A set of one kind says nothing about telling two apart."""
    found = abstention_figures(TWENTY)
    assert math.isnan(found.auroc)
    assert found.kept.false_answers.of == 0


def test_no_answerable_questions_answer_nothing() -> None:
    """Without them no threshold keeps a share of them."""
    found = abstention_figures([asked(0.5, "near")])
    assert math.isnan(found.kept.threshold or 0)
    assert found.kept.false_answers.count == 0
