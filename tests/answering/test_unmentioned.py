"""What of a question a passage doesn't mention: names, far words, figures; when none is told."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from learned import vocabulary_of
from splitting.cutting import cut

from assistant.answer import ask, vocabulary
from assistant.answering.nearness import known, nearness
from assistant.answering.unmentioned import FAR, MOST, Known, Unmentioned, placed_words, unmentioned
from assistant.asking.rewriting import Change, reword
from index_builder.index.generation import Generation, open_current

PAGE = """\
---
title: Goat handbook
---
## Feeding at Oak Farm

Goats eat hay. The organisation reimburses hay under a Data Use Agreement (DUA). Send a pull
request to change the web site, and call [the vet](tel:+1-860-555-0100) about sick animals.
"""
PASSAGES = cut(PAGE).passages
TEXTS = [*(held.embedded for held in PASSAGES), "A Cattle Movement Form (CMF). Send the CMF."]
ORDINARY = frozenset("milk cake vaccine insurance barn notice period small".split())
VOCABULARY = vocabulary_of(
    TEXTS, glossary=[("hay", "dried grass")], is_ordinary=lambda word: word.casefold() in ORDINARY
)


def told(
    question: str,
    near: Mapping[str, float] | None = None,
    *,
    share: float = 0.0,
    changes: tuple[Change, ...] = (),
) -> tuple[str, ...]:
    """The parts that are missing if every word is far, or as near as `near` says."""
    return found(question, near, share=share, changes=changes).parts


def found(
    question: str,
    near: Mapping[str, float] | None = None,
    *,
    share: float = 0.0,
    changes: tuple[Change, ...] = (),
) -> Unmentioned:
    """The same, and whether a name is among them."""
    far = {held[0].casefold(): FAR - 1 for held in placed_words(question)}
    held = Known(
        vocabulary=VOCABULARY,
        share=lambda _: share,
        nearness=far if near is None else near,
        changes=changes,
    )
    return unmentioned(question, PASSAGES, held)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Can San Diego get hay?", ("San Diego",)),  # a place, kept together
        ("does ACME Hay Co. feed goats", ("ACME Hay Co",)),
        ("do goats at Oak Barn eat", ("Oak Barn",)),  # one word of the name is not there
        ("do goats at Oak Farm eat", ()),
        ("may the FBI feed goats", ("FBI",)),
        ("what does OPM42 say about hay", ("OPM42",)),
        ("how many days do goats eat in San Diego", ("a number of days", "San Diego")),
        ("in San Diego how many days do goats eat", ("San Diego", "a number of days")),
        ("is a milk vaccine needed for goats", ("milk vaccine",)),  # words of the subject
        ("what's the notice period for hay", ("notice period",)),
        ("do Goats eat Milk", ("Milk",)),
        ("my vaccine is old. what do goats eat?", ()),  # the asker's story
        ("do goats eat milk or MILK", ("milk",)),  # once
    ],
)
def test_what_the_passages_lack_is_named(question: str, expected: tuple[str, ...]):
    """As the asker wrote it, in the question's order, phrases whole."""
    assert told(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "what do goats eat",
        "does the organization reimburse",  # the other spelling, another inflection
        "what reimbursement is there",  # a word of its family
        "can I change the website",  # one word or two
        "is a DUA for goats needed, a data use agreement",
        "do goats eat dried grass",  # the glossary's other name
        "how do I open a PR on goats",  # initials of words
        "what do two people need to get for the old goats today",  # everyday words
        "WHAT DO GOATS EAT AT OAK FARM",  # shouting makes no names
        "Do Goats At Acme Eat Hay",
        "do goats eat on Monday in May",
        "what is the phone number of the vet",  # stands in the link alone
        "",
        "?!",
    ],
)
def test_what_the_passages_have_in_any_form_is_not(question: str):
    """Inflected, spelt differently, as one word or two, as an acronym, by another name."""
    assert told(question) == ()


def test_a_word_that_a_passage_comes_near_to_is_not_missing():
    """It answers in other words; if nothing is known of how near it comes, nothing is said."""
    question = "is insurance needed for goats"
    assert told(question, {"insurance": FAR - 0.01}) == ("insurance",)
    assert told(question, {"insurance": FAR}) == ()
    assert told(question, {}) == ()


def test_a_name_is_missing_however_near_the_passage_comes():
    """One place is near to another in meaning, but is not the one asked for."""
    assert told("Can goats from Paris eat hay?", {"paris": FAR + 9}) == ("Paris",)


def test_what_the_whole_handbook_is_about_is_not_missing():
    """A word that most passages have names the subject of all of them."""
    assert told("do goats eat milk, or Cheese", share=0.9) == ()


def test_slang_and_misspelt_words_tell_nothing():
    """Nothing is told by a word that is neither in the handbook nor an ordinary one."""
    assert told("do goats eat xyzzyish food") == ()
    assert told("do goats eat xyzzyish food", share=0.1) == ("xyzzyish food",)


def test_what_was_put_right_counts_as_what_it_was_put_into():
    """The passages have the word that was meant."""
    question = "do Hai eat"
    assert told(question) == ("Hai",)
    assert told(question, changes=(Change(found="Hai", used="hay", why="spelling"),)) == ()


def test_no_more_than_a_few_are_named():
    """The first few are."""
    names = ["Aachen", "Berlin", "Cairo", "Delhi", "Essen", "Fiji"]
    assert told("do goats eat in " + " or ".join(names)) == tuple(names[:MOST])


@given(st.text("aB cde Fg hay goats?.,'-3\n", max_size=80))
def test_all_but_figures_are_words_of_the_question(question: str):
    """They come in its order, none twice, never more than a few."""
    found = told(question)
    assert len(found) <= MOST
    assert len({held.casefold() for held in found}) == len(found)
    places = [question.find(held) for held in found if held in question]
    assert places == sorted(places)


@pytest.fixture(scope="module")
def generation(index: Path) -> Generation:
    """The real content by the real encoder."""
    return open_current(index)


def test_nearness_is_higher_for_what_a_passage_says(generation: Generation):
    """A word of the passage is nearer than it is to passages in general; an unrelated one isn't."""
    question = "What does the encrypted volcano drive cost?"
    row = next(
        at for at, held in enumerate(generation.passages) if "encrypted" in held.text.casefold()
    )
    asked = generation.encoder.embed_query(question)
    near = nearness(generation, asked, question, [row])
    assert near["encrypted"] > near["volcano"]
    both = nearness(generation, asked, question, [0, row])
    assert all(both[word] >= near[word] for word in near)


def test_a_misspelt_word_is_as_near_as_the_one_it_was_put_into(generation: Generation):
    """It was looked up by that word."""
    words = vocabulary(generation)
    reworded = reword("What does the encryptd drive cost?", words)
    assert reworded.changes
    asked = generation.encoder.embed_query(reworded.text)
    held = known(generation, words, asked, reworded, [0])
    assert held.nearness["encryptd"] == held.nearness[reworded.changes[0].used]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Can San Diego get hay?", True),
        ("may the FBI feed goats", True),
        ("do goats at Oak Farm eat", False),
        ("does the organisation reimburse vaccines", False),  # missing, and no name
        ("MAY GOATS EAT CAKE", False),  # loud, and no name
        *((f"{'do goats drink ' * 5}milk in {place}", True) for place in ("Oslo", "New York")),
    ],
)
def test_whether_a_name_is_missing(question: str, expected: bool):
    """A name is told by its capitals, wherever it stands, however much else is missing."""
    assert found(question).has_name == expected


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Can New York get P20 WIN data?", "New York"),
        ("Does P20 WIN share data with Harvard?", "Harvard"),
    ],
)
def test_an_answer_that_never_names_who_is_asked_about_is_unsure(
    generation: Generation, question: str, name: str
):
    """However sure the reader is: it sees only that the passage is about the matter."""
    answer = ask(generation, question)
    assert answer.answered
    assert not answer.sure
    assert name in answer.missing


UNSURE = "Who may see P20 WIN data in San Diego?"


def test_only_an_unsure_answer_lacks_something(generation: Generation):
    """Sure answers, noes, and questions that were not looked up name nothing."""
    unsure = ask(generation, UNSURE)
    assert (unsure.answered, unsure.sure) == (True, False)
    assert "San Diego" in unsure.missing
    assert ask(generation, UNSURE, at_least=1).missing == ()
    assert ask(generation, "How do I request data through P20 WIN?").missing == ()
    assert ask(generation, "hello", at_least=0).missing == ()


def test_a_follow_up_whose_own_words_are_missing_has_no_answer(generation: Generation):
    """The rest was the earlier question's; what only that one lacks does not count."""
    earlier = ["How do I request data through P20 WIN in Mozambique?"]
    answer = ask(generation, "and for San Diego?", at_least=0, earlier=earlier)
    assert answer.earlier
    assert answer.reason == "not_in_playbook"
    assert answer.missing == answer.continued == ()
    assert ask(generation, "and who reviews it?", at_least=0, earlier=earlier).answered
