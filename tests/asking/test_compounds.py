"""Rules of compounds: one word, two or a hyphen, as the passages write them."""

import pytest
from learned import vocabulary_of

from assistant.asking.rewriting import reword

PASSAGES = (
    "Send the data-set with the filename and the login. A barn yard or barn-yard is a day-to-day",
    "matter; inform across them. It's a way to go, by law; you're new, and what's linked in here",
    "is set up by email or e-mail. Check your on-site wellbeing; overtime is a broad task of",
    "P20 WIN. Roll a score. See example.org/watercharges/all of them.",
)
VOCABULARY = vocabulary_of(PASSAGES, is_ordinary=lambda word: not word)


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        ("the dataset", "the data-set"),
        ("the barnyard", "the barn-yard"),
        ("the setup", "the set up"),
        ("onsite", "on-site"),
        ("p20win", "p20 win"),
        ("the file name", "the filename"),
        ("the file-name", "the filename"),
        ("can i log in", "can i login"),
    ],
)
def test_compounds_are_written_as_in_the_passages(asked: str, searched: str) -> None:
    """One word, two or a hyphen: the passages decide."""
    assert reword(asked, VOCABULARY).text == searched


@pytest.mark.parametrize(
    "question",
    [
        "the barn yard",  # the passages have this way too
        "the data set",  # a hyphen divides words for retrieval as a space does
        "the file, name",
        "can not",
        "what goes in form B",  # no "inform"
        "a cross functional team",  # no "across"
        "the M-21-31 page",  # no "them"
        "walk away",  # no "a way"
        "a bylaw",  # no "by law"
        "abroad",  # no "a broad"
        "do we renew it",  # no "re new", though "you're new" is there
        "open today",  # no "to-day", though "day-to-day" is there
        "our linkedin page",  # no "linked in"
        "what's core here",  # no "score"
        "17 AI 2024",
        "water charges",  # "watercharges" stands in an address alone
    ],
)
def test_chance_makes_no_compound(question: str) -> None:
    """Short words, parts of contractions, numbers and acronyms are left as they are."""
    assert reword(question, VOCABULARY, {"compound"}).text == question
