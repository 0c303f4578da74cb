"""Figures a question asks for: what they are called, and when a passage has one of the kind."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.english.figures import asked_figures

# Question, what it asks for, a text that has none of the kind, one that has.
KINDS = [
    ("How many business days does it take?", "a number of business days", "Seven goats.",
     "Within two (2) full working days."),
    ("how many days must pass", "a number of days", "Days of rest.", "Wait until Monday."),
    ("how many key people must agree", "a number of key people", "All agree.", "Three agree."),
    ("how many GB of hay", "a number of GB", "Much hay.", "5 GB of hay."),
    ("how much memory is there", "an amount of memory", "Enough.", "2 GB"),
    ("how much does a goat cost", "an amount of money", "Goats cost more in 2020.", "$5 a goat."),
    ("What's the fee for late hay?", "an amount of money", "A fee is due.", "It's free."),
    ("price of hay", "an amount of money", "Ask for the price.", "40 euros"),
    ("what percentage of goats eat hay", "a percentage", "Most eat hay.", "Half eat hay, or 50 %."),
    ("how often are goats fed", "how often", "Goats are fed.", "Goats are fed twice a day."),
    ("how frequently is hay cut", "how often", "Hay is cut in time.", "Every three months."),
    ("How long is hay kept?", "a length of time", "Hay is kept dry.", "Hay is kept for a year."),
    ("how long may a goat's name be", "a length of time", "Short names.", "At most 20 characters"),
    ("max height of a fence", "a number", "Fences are high.", "Fences are 2 m high."),
    ("by when must hay be cut", "a date", "Cut hay early.", "Cut hay before June."),
    ("what time does feeding start", "a time of day", "Feeding starts.", "Feeding starts at 6."),
    ("phone number of the vet", "a telephone number", "Call the vet.", "Call (860) 555-0100."),
    ("Why do goats eat hay?", "a reason", "Goats eat hay.", "They eat hay because it's dry."),
]  # fmt: skip
TEXTS = st.text("how manylgtc0123456789$%() .,-\n", max_size=200)


@pytest.mark.parametrize(("question", "called", "without", "with_one"), KINDS)
def test_a_kind_is_asked_for_and_held_or_not(
    question: str, called: str, without: str, with_one: str
):
    """One figure a stretch of the question, called in the asker's words where they have some."""
    (found,) = asked_figures(question, without)
    assert (found.called, found.is_held) == (called, False)
    (found,) = asked_figures(question, with_one)
    assert (found.called, found.is_held) == (called, True)
    start, end = found.span
    assert 0 <= start < end <= len(question)


@pytest.mark.parametrize(
    "question",
    [
        "How do goats eat?",
        "how much is enough",
        "who counts the goats",
        "my phone fell into the hay, who helps",
        "goats 50 percent of the time",
        "which time zone do goats live in",
        "",
    ],
)
def test_other_questions_ask_for_none(question: str):
    """Words that only look like one."""
    assert not list(asked_figures(question, "Goats."))


def test_two_figures_of_one_question_are_two():
    """Each with its place, so that they can be told in order."""
    found = list(asked_figures("how long is the trial and what does it cost", "A trial."))
    assert {held.called for held in found} == {"a length of time", "an amount of money"}
    assert len({held.span for held in found}) == 2


@given(question=TEXTS, text=TEXTS)
def test_no_two_of_them_share_words(question: str, text: str):
    """Whatever is typed, and whatever the page says."""
    spans = sorted(held.span for held in asked_figures(question, text))
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
