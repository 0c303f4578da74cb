"""Two reports side by side, against values worked out by hand."""

import json

import pytest

from assistant.evaluation.comparison import Ranked, RecordedAnswer, Side, compare_sides
from assistant.evaluation.comparison_text import comparison_json, comparison_lines
from assistant.evaluation.rows import EvaluationError
from assistant.evaluation.scoring import MEASURES

from .golden_files import same_as_golden


def ranked(rank: int | None) -> Ranked:
    """Return a question whose first right hit has this rank; of its measures only RR is right."""
    values = dict.fromkeys(MEASURES, 0.0) | {"RR": 1 / rank if rank else 0.0}
    return Ranked(rank=rank, values=values)


def side(name: str, ranks: dict[str, int | None], answered: str, method: str = "hybrid") -> Side:
    """Return a side; questions are ids with ranks, and "no" is an unanswerable one."""
    said = {
        one: RecordedAnswer(
            question=f"What of {one}?", answerable=one != "no", answered=one in answered, right=True
        )
        for one in (*ranks, "no")
    }
    figures = {(method, "section"): {one: ranked(rank) for one, rank in ranks.items()}}
    return Side(name=name, figures=figures, asked=said)


FIRST = side("first.json", {"a": 1, "b": 2, "c": None, "d": 4}, answered="a b")
SECOND = side("second.json", {"a": 1, "b": 1, "c": 4, "e": 1}, answered="b c no")


def test_means_are_over_what_both_have() -> None:
    """RR is 1, 1/2, 0 and then 1, 1, 1/4: on average a quarter more; d and e are left out."""
    (found,) = compare_sides(FIRST, SECOND).figures
    rr = found.differences[-1]
    assert (found.questions, rr.name) == (3, "RR")
    assert (rr.first, rr.second, rr.difference) == pytest.approx((0.5, 0.75, 0.25))
    assert rr.interval[0] == pytest.approx(0)
    assert rr.interval[1] == pytest.approx(0.5)
    assert compare_sides(FIRST, SECOND).alone == 2


def test_moved_questions_keep_their_order() -> None:
    """Only questions whose rank differs; no hit at all counts as the deepest rank."""
    (found,) = compare_sides(FIRST, SECOND).figures
    assert [(held.id, held.first, held.second, held.better) for held in found.moved] == [
        ("b", 2, 1, True),
        ("c", None, 4, True),
    ]
    (back,) = compare_sides(SECOND, FIRST).figures
    assert [held.better for held in back.moved] == [False, False]


def test_what_ask_answers_is_compared() -> None:
    """Shares of either kind, and the questions on which the two sides differ."""
    found = compare_sides(FIRST, SECOND)
    assert [(held.first, held.second) for held in found.answering] == [
        pytest.approx((2 / 3, 2 / 3)),
        (0, 1),
    ]
    assert [(held.id, held.answered) for held in found.flipped] == [
        ("a", False),
        ("c", True),
        ("no", True),
    ]


def test_one_method_a_side_is_compared_whatever_its_name() -> None:
    """With several, the names must match, or nobody could tell which belong together."""
    other = side("dense", {"a": 2}, answered="", method="dense")
    (found,) = compare_sides(FIRST, other).figures
    assert found.methods == ("hybrid", "dense")
    both = Side(name="both", figures={**FIRST.figures, **other.figures}, asked=FIRST.asked)
    assert [held.methods for held in compare_sides(FIRST, both).figures] == [("hybrid", "hybrid")]


def test_nothing_in_common_is_an_error() -> None:
    """Reports of other questions, or judged in another way, have no difference to show."""
    other = Side(name="x.json", figures=FIRST.figures, asked={})
    with pytest.raises(EvaluationError, match=r"first\.json and x\.json have no question in"):
        compare_sides(FIRST, other)
    quotes = {("hybrid", "quote"): FIRST.figures["hybrid", "section"]}
    with pytest.raises(EvaluationError, match="no method and way of judging in common"):
        compare_sides(FIRST, Side(name="y.json", figures=quotes, asked=FIRST.asked))


def test_the_text_of_a_comparison() -> None:
    """Each measure on both sides, then what moved, then what is answered."""
    same_as_golden("comparison.txt", comparison_lines(compare_sides(FIRST, SECOND)))


def test_the_json_of_a_comparison_is_all_of_it() -> None:
    """The same values under the same names."""
    found = json.loads(comparison_json(compare_sides(FIRST, SECOND)))
    assert found["schema"] == 1
    assert found["names"] == ["first.json", "second.json"]
    assert found["figures"][0]["moved"][0] == {
        "id": "b", "question": "What of b?", "first": 2, "second": 1
    }  # fmt: skip
