"""What counts as worse, as moved, as better."""

from dataclasses import replace

import pytest

from assistant.evaluation.judging import moved_groups_of
from assistant.evaluation.outcomes import VERDICTS, QuestionOutcome
from assistant.evaluation.page_text import pages_of
from assistant.evaluation.question_changes import WORSE, OutcomeChange, change, checked

from .samples import outcome, passage, question

RIGHT = outcome("right", rank=1)
LOWER = outcome("lower", rank=2)
DECLINED = outcome("declined", parts=0)
ELSEWHERE = outcome("elsewhere", parts=0)
KEPT = outcome("declined", answerable=False, parts=0)
FALSE = outcome("false_answer", answerable=False, parts=0)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (RIGHT, RIGHT, "same"),
        (RIGHT, LOWER, "lower"),
        (RIGHT, DECLINED, "unanswered"),
        (LOWER, DECLINED, "unanswered"),
        (RIGHT, ELSEWHERE, "elsewhere"),
        (DECLINED, ELSEWHERE, "elsewhere"),
        (ELSEWHERE, DECLINED, "better"),
        (DECLINED, LOWER, "better"),
        (LOWER, RIGHT, "better"),
        (replace(RIGHT, parts=2), RIGHT, "part"),
        (RIGHT, replace(RIGHT, parts=2), "better"),
        (KEPT, KEPT, "same"),
        (KEPT, FALSE, "false_answer"),
        (FALSE, KEPT, "better"),
    ],
)
def test_changes(before: QuestionOutcome, now: QuestionOutcome, expected: OutcomeChange) -> None:
    """An honest no is worse than any answer that is right, and better than a wrong one."""
    assert change(before, now) == expected


@pytest.mark.parametrize("answerable", [True, False])
def test_every_pair_of_verdicts_is_worse_one_way_and_better_the_other(answerable: bool) -> None:
    """The verdicts are in one order."""
    held = [outcome(verdict, answerable=answerable, parts=0) for verdict in VERDICTS[answerable]]
    for at, better in enumerate(held):
        for worse in held[at + 1 :]:
            assert change(better, worse) in WORSE
            assert change(worse, better) == "better"


def test_another_section_is_a_move_only_where_it_answers() -> None:
    """A section that was cut anew is the same; what else is nearest to a no doesn't matter."""
    one, other = passage("Text.", headings=("One",)), passage("Text.", headings=("Other",))
    edited = passage("New text.", headings=("One",), start=9, line=4)
    assert change(replace(RIGHT, first=one), replace(RIGHT, first=other)) == "moved"
    assert change(replace(RIGHT, first=one), replace(RIGHT, first=edited)) == "same"
    assert change(replace(DECLINED, first=one), replace(DECLINED, first=other)) == "same"


def test_without_an_earlier_generation_nothing_changed() -> None:
    """No question is worse, whatever its outcome."""
    (found,) = checked([question("q", "Text.")], {"q": ELSEWHERE}, None)
    assert (found.change, found.before, found.worse) == (None, None, False)


def test_gold_follows_a_quote_to_another_page() -> None:
    """A paragraph that moved is gold where it stands now, and nothing else of that page is."""
    now = [
        passage("Bees.", path="b.md"),
        passage("Goats eat.", path="b.md", start=9),
        passage("X."),
    ]
    asked = question("q", "Goats eat.")
    assert moved_groups_of(asked.gold, now, pages_of(now)) == (frozenset({"1"}),)


def test_gold_follows_a_page_that_was_renamed() -> None:
    """If the page is gone, the gold is the section with its quote on another page."""
    now = [
        passage("Goats eat.", path="b.md", headings=("Food",)),
        passage("And drink.", path="b.md", headings=("Food",), start=12),
        passage("Hives.", path="b.md", headings=("Bees",), start=30),
    ]
    asked = question("q", "Goats eat.", headings=("Food",))
    assert moved_groups_of(asked.gold, now, pages_of(now)) == (frozenset({"0", "1"}),)


def test_gold_does_not_follow_a_quote_that_still_stands() -> None:
    """The same words on a second page were not gold before either."""
    now = [passage("Goats eat."), passage("Goats eat.", path="b.md")]
    asked = question("q", "Goats eat.")
    assert moved_groups_of(asked.gold, now, pages_of(now)) == (frozenset(),)
