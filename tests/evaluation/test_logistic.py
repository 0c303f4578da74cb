"""Logistic regression: known fits, and what holds of every fit."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.logistic import classes_alike, fitted, log_loss

number = st.floats(-20, 20)


def test_two_groups_give_their_odds() -> None:
    """One answer in four at 0, three in four at 1: the log odds are -log 3 and log 3."""
    numbers = [[0.0]] * 4 + [[1.0]] * 4
    answerable = [1, 0, 0, 0, 1, 1, 1, 0]
    model = fitted(numbers, answerable, np.ones(8))
    assert model.offset == pytest.approx(-math.log(3), rel=0.01)
    assert model.coefficients[0] == pytest.approx(2 * math.log(3), rel=0.01)


@given(st.lists(st.tuples(number, number, st.booleans(), st.floats(0.1, 5)), min_size=2))
def test_probabilities_sum_to_what_was_so(held: list[tuple[float, float, bool, float]]) -> None:
    """By weight, over everything that it was fitted to, if both classes are there."""
    numbers = [[one, other] for one, other, _, _ in held]
    answerable = np.array([so for _, _, so, _ in held], dtype=float)
    weights = np.array([weight for *_, weight in held])
    if 0 < answerable.sum() < len(held):
        found = fitted(numbers, answerable, weights).of(numbers)
        assert weights @ found == pytest.approx(float(weights @ answerable), abs=1e-4)


def test_classes_that_do_not_overlap_have_a_slope_all_the_same() -> None:
    """It is finite, and tells them apart."""
    model = fitted([[0.0], [0.1], [0.9], [1.0]], [0, 0, 1, 1], np.ones(4))
    assert math.isfinite(model.coefficients[0])
    assert model.of([[0.0], [1.0]]) == pytest.approx([0, 1], abs=0.05)


def test_a_number_that_never_changes_says_nothing() -> None:
    """Its coefficient is 0, and the others are as without it."""
    numbers, answerable = np.array([[0.0], [1.0], [2.0], [3.0]]), [0, 1, 0, 1]
    model = fitted(np.column_stack([numbers, np.full(4, 7.0)]), answerable, np.ones(4))
    alone = fitted(numbers, answerable, np.ones(4))
    assert model.coefficients[1] == 0
    assert model.coefficients[0] == pytest.approx(alone.coefficients[0])


def test_both_classes_weigh_half() -> None:
    """However few questions one class has."""
    weights = classes_alike([True, False, False, False])
    assert weights == pytest.approx([1 / 2, 1 / 6, 1 / 6, 1 / 6])


def test_the_loss_of_what_is_known_is_nought_and_of_a_guess_log_two() -> None:
    """Log loss in natural units."""
    assert log_loss([1, 0], [True, False], [1, 1]) == pytest.approx(0, abs=1e-5)
    assert log_loss([0.5, 0.5], [True, False], [1, 3]) == pytest.approx(math.log(2))
