"""Whom the playbook says to ask: sentences that send readers to somebody, and no others."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import ask
from assistant.answering.contact import NEAR
from assistant.english.statements import TURN_TO
from index_builder.index.errors import IndexRefused
from index_builder.index.generation import Generation, open_current

NAMES = [
    "Contact your agency data officer.",
    "For access, e-mail the help desk.",
    "Call (860) 555-0100 on weekdays.",
    "Contact P20 WIN staff at OPM with questions.",
    "The main contact for the service is the liaison.",
    "If the owner is unknown, ask the agency data officer.",
    "Write to the board before you start.",
    "Get in touch with legal counsel first.",
    "E-mail both editors.",
    "Call help@example.org or write to the board.",
]
NAMES_NOBODY = [
    "The form asks for phone numbers and contact details.",
    "This is called linking.",
    "E-mail is not safe for confidential files.",
    "Contact information is personal data.",
    "Agencies keep a contact list.",
    "The call ended.",
    "A case manager will reach out to the employee.",
    "We look at the request and reach out to you.",
    "People who write to newspapers are many.",
    "A buddy is someone to turn to with questions.",
]


@pytest.mark.parametrize("sentence", NAMES)
def test_it_names_a_contact(sentence):
    """An instruction with somebody behind it."""
    assert TURN_TO.search(sentence)


@pytest.mark.parametrize("sentence", NAMES_NOBODY)
def test_it_names_none(sentence):
    """The same words about something else."""
    assert not TURN_TO.search(sentence)


# On the playbook's subject, but about more than it says.
UNANSWERED = {
    "What is the phone number of the SFT Liaison at my agency?": "your SFT Liaison",
    "How much does the agency data officer earn?": "agency data officer",
    "What does an SFT account cost?": "SFT Liaison",
}


@pytest.fixture(scope="module")
def generation(index: Path) -> Generation:
    """The real content by the real encoder."""
    return open_current(index)


@pytest.mark.parametrize(("question", "words"), UNANSWERED.items(), ids=UNANSWERED)
def test_where_there_is_no_answer_the_contact_of_the_topic_is_cited(generation, question, words):
    """Only that sentence is marked; it is the page's own, from a passage near the question."""
    answer = ask(generation, question, NEAR, at_least=1)
    assert answer.reason == "not_in_playbook"
    (sentence,) = answer.contact.marks
    assert words in sentence.text.replace("*", "")
    assert TURN_TO.search(sentence.text)
    assert answer.contact.row in {held.row for held in answer.citations}
    assert answer.contact.marked_quote(sentence) in answer.contact.passage.quote


@pytest.mark.parametrize(
    ("question", "level"),
    [
        ("What does an SFT account cost?", 0),
        ("What does a kilogram of bananas cost in Lisbon?", 1),
        ("hello", 1),
    ],
)
def test_no_contact_beside_an_answer_or_off_the_subject(generation, question: str, level: float):
    """Nobody is bothered with what the playbook answers, or what it has nothing to do with."""
    assert ask(generation, question, at_least=level).contact is None


@pytest.mark.parametrize(
    "question",
    [
        "When does the train to Hartford leave?",
        "What is the salary of a data analyst?",
        "Does FERPA cover adults?",
    ],
)
def test_a_contact_for_something_else_is_none(generation, question: str):
    """The passages around it name a contact, but not for what was asked."""
    assert ask(generation, question, NEAR, at_least=1).contact is None


def test_no_contact_is_made_up(generation):
    """Where none of the passages around the question names one, none is shown."""
    silent = "How many pages does a privacy policy have?"
    answer = ask(generation, silent, NEAR, at_least=1)
    assert answer.reason == "not_in_playbook"
    texts = [sentence.text for held in answer.citations for sentence in held.passage.sentences]
    assert not any(map(TURN_TO.search, texts))
    assert answer.contact is None


def test_a_contact_is_checked_like_any_quote(generation):
    """A telephone number changed in a forged passage is never shown."""
    question = "What is the phone number of the SFT Liaison at my agency?"
    row = ask(generation, question, at_least=1).contact.row
    forged = [
        replace(held, quote=held.quote.replace("your SFT", "their SFT")) if at == row else held
        for at, held in enumerate(generation.passages)
    ]
    spoilt = replace(generation, passages=tuple(forged))
    with pytest.raises(IndexRefused, match="is not the source it was cut from"):
        ask(spoilt, question, 1, at_least=1)
