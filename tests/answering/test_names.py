"""Whether a question names one of several labels."""

import pytest

from assistant.answering.names import asked_terms, is_asked_whole, named

ALL_OF = {
    "all of its words": ("May closed files leave?", ["Open files", "Closed files"], [False, True]),
    "what all have need not be asked": ("the closed ones", ["Open files", "Closed files"], [0, 1]),
    "one of two names": ("an LA", ["Loan agreement (LA)", "Sale (S)"], [True, False]),
    "the shorter of two that share words": ("secret data", ["SECRET", "TOP SECRET"], [1, 0]),
    "the longer of two that share words": ("a top secret", ["SECRET", "TOP SECRET"], [0, 1]),
    "not by what two share": ("a secret", ["Secret files", "Secret files of spies"], [0, 0]),
    "words that only relate": ("outside Europe", ["In Europe", "Outside Europe"], [0, 1]),
    "no word that tells": ("a trip of an hour", ["Up to an hour", "Over an hour"], [0, 0]),
    "none of them": ("Who pays?", ["Open files", "Closed files"], [False, False]),
    "what has no label is not ruled out": ("closed files", ["", "Closed", "Open"], [1, 1, 0]),
}


@pytest.mark.parametrize(("question", "labels", "expected"), ALL_OF.values(), ids=ALL_OF)
def test_a_label_is_named_by_all_of_its_words(
    question: str, labels: list[str], expected: list[bool]
) -> None:
    """Words such as "in" count only where they alone tell two labels apart."""
    assert named(labels, asked_terms(question), by_some=False) == list(map(bool, expected))


def test_a_row_is_named_by_some_of_its_words() -> None:
    """But not by those that most rows have."""
    rows = ["Payroll files", "Tax files", "Wage files of 2020"]
    assert named(rows, asked_terms("tax files"), by_some=True) == [False, True, False]
    assert named(rows, asked_terms("files"), by_some=True) == [False, False, False]
    assert named(rows, asked_terms("How are wages sent?"), by_some=True) == [False, False, True]


def test_a_label_without_words_that_name_something_is_never_asked_for_wholly() -> None:
    """As "Do not" is none."""
    assert not is_asked_whole("Do not", asked_terms("do I not"))
