"""Measures over groups, against values worked out by hand."""

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.intervals import bootstrap
from assistant.evaluation.scoring import MEASURES, Judged, QuestionScores, mean, score


def judged(*groups: str, name: str = "q") -> Judged:
    """Return a question whose groups are given as strings of one-letter documents."""
    return Judged(id=name, groups=tuple(frozenset(group) for group in groups))


def scored(question: Judged, ranking: str) -> QuestionScores:
    return score([question], {question.id: ranking})[0]


def test_one_gold_document_at_rank_two() -> None:
    """If one document is needed, each measure is the textbook's."""
    found = scored(judged("a"), "xab")
    assert found.first == 2
    assert found.values == pytest.approx(
        {
            "Success@1": 0,
            "Success@3": 1,
            "Success@5": 1,
            "All@5": 1,
            "R@10": 1,
            "nDCG@10": 1 / log2(3),
            "RR": 1 / 2,
        }
    )


def test_nothing_found() -> None:
    """A ranking without an answer scores 0 everywhere and has no rank to name."""
    found = scored(judged("a"), "xyz")
    assert found.first is None
    assert set(found.values.values()) == {0.0}


def test_an_empty_ranking_scores_nothing() -> None:
    """A question for which nothing came back still counts."""
    assert set(scored(judged("a"), "").values.values()) == {0.0}


def test_cutoffs_count_the_rank_itself() -> None:
    """Success@k takes rank k in, R@10 rank 10; nDCG@10 and R@10 nothing below."""
    third, sixth, tenth, eleventh = (scored(judged("a"), "x" * n + "a") for n in (2, 5, 9, 10))
    assert (third.values["Success@1"], third.values["Success@3"]) == (0, 1)
    assert (sixth.values["Success@5"], sixth.values["All@5"]) == (0, 0)
    assert (tenth.values["R@10"], eleventh.values["R@10"]) == (1, 0)
    assert tenth.values["nDCG@10"] == pytest.approx(1 / log2(11))
    assert eleventh.values["nDCG@10"] == 0
    assert eleventh.values["RR"] == pytest.approx(1 / 11)


def test_alternatives_need_one_hit_only() -> None:
    """One of a group's documents is as good as all: a second adds nothing and is not missed."""
    one, both = scored(judged("ab"), "axxxx"), scored(judged("ab"), "abxxx")
    assert one.values == both.values
    assert one.values["nDCG@10"] == 1


def test_groups_are_all_needed() -> None:
    """With one of two groups found first, half is recalled, and the rest of the gain is missing."""
    found = scored(judged("a", "b"), "axxxx").values
    assert (found["Success@1"], found["All@5"], found["R@10"]) == (1, 0, 0.5)
    assert found["nDCG@10"] == pytest.approx(1 / (1 + 1 / log2(3)))


def test_a_second_group_gains_at_its_own_rank() -> None:
    """Groups at ranks 1 and 3, an alternative of the first between them, which gains nothing."""
    found = scored(judged("ac", "b"), "acb").values
    assert (found["All@5"], found["R@10"]) == (1, 1)
    assert found["nDCG@10"] == pytest.approx((1 + 1 / log2(4)) / (1 + 1 / log2(3)))


def test_a_hit_may_satisfy_two_groups_at_once() -> None:
    """A passage that answers both halves of a question is an ideal first hit."""
    found = scored(judged("a", "a"), "ax").values
    assert (found["nDCG@10"], found["R@10"], found["All@5"]) == (1, 1, 1)


def test_recall_is_of_groups_where_one_hit_satisfies_two() -> None:
    """One hit that satisfies two of three groups recalls two thirds, not one of two documents."""
    assert scored(judged("a", "a", "b"), "ax").values["R@10"] == pytest.approx(2 / 3)


def test_a_group_that_nothing_satisfies_is_still_needed() -> None:
    """A gold section that no passage belongs to counts as missed."""
    found = scored(judged("a", ""), "ax").values
    assert (found["Success@1"], found["All@5"], found["R@10"]) == (1, 0, 0.5)
    assert set(scored(judged(""), "ax").values.values()) == {0.0}


def test_means_are_over_all_questions_in_their_order() -> None:
    """Scores come in the order of the questions; a mean counts the failures in."""
    questions = [judged("a", name="z"), judged("b", name="m"), judged("c", name="a")]
    scores = score(questions, {"z": "a", "m": "xb", "a": "x"})
    assert [held.id for held in scores] == ["z", "m", "a"]
    means = mean(scores)
    assert means["Success@1"] == pytest.approx(1 / 3)
    assert means["RR"] == pytest.approx((1 + 1 / 2 + 0) / 3)


@given(
    st.lists(st.frozensets(st.sampled_from("abcdef")), min_size=1, max_size=4),
    st.permutations("abcdefghijkl"),
)
def test_measures_stay_within_bounds(groups: list[frozenset[str]], ranking: list[str]) -> None:
    """Every measure is 0 to 1, all groups are no easier than one, and deeper is never worse."""
    values = scored(Judged(id="q", groups=tuple(groups)), "".join(ranking)).values
    assert set(values) == set(MEASURES)
    assert all(0 <= value <= 1 + 1e-9 for value in values.values())
    assert values["Success@1"] <= values["Success@3"] <= values["Success@5"]
    assert values["All@5"] <= values["Success@5"]


@given(st.permutations("abcdefgh"), st.integers(1, 4))
def test_documents_that_are_groups_of_their_own_give_ordinary_ndcg(
    ranking: list[str], needed: int
) -> None:
    """With one document a group, nDCG@10 is the definition's own sum."""
    gold = "abcd"[:needed]
    gains = sum(1 / log2(at + 1) for at, held in enumerate(ranking, start=1) if held in gold)
    ideal = sum(1 / log2(at + 1) for at in range(1, needed + 1))
    found = scored(judged(*gold), "".join(ranking)).values["nDCG@10"]
    assert found == pytest.approx(gains / ideal)


def test_bootstrap_brackets_the_mean_and_repeats() -> None:
    """The interval is the same every time, holds the mean, and has the normal one's width."""
    values = [1.0] * 60 + [0.0] * 40
    low, high = bootstrap(values)
    assert (low, high) == bootstrap(values)
    # 1.96 standard errors of a share of 0.6 in 100: 0.096
    assert low == pytest.approx(0.6 - 0.096, abs=0.015)
    assert high == pytest.approx(0.6 + 0.096, abs=0.015)


def test_bootstrap_of_equal_values_has_no_width() -> None:
    """If every question gives the same value, so does every resample."""
    assert bootstrap([1.0, 1.0, 1.0]) == (1.0, 1.0)
