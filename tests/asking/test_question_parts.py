"""Rules of questions that ask several things: which are divided, and what each part says."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.asking.question_parts import MOST_PARTS, parts_of

DIVIDED = {
    "How do I submit a request and how long does it take?": (
        "How do I submit a request?",
        "how long does it take (submit a request)?",
    ),
    "Who signs the MOU, and what goes in it?": (
        "Who signs the MOU?",
        "what goes in the MOU?",
    ),
    "Is P20 WIN mandatory and who pays for it?": (
        "Is P20 WIN mandatory?",
        "who pays for P20 WIN?",
    ),
    "What is an MOU and when do I need one?": (
        "What is an MOU?",
        "when do I need one (an MOU)?",
    ),
    "What is a data dictionary? And where do I find it?": (
        "What is a data dictionary?",
        "where do I find a data dictionary?",
    ),
    "When does the MOU expire and who renews it?": (
        "When does the MOU expire?",
        "who renews the MOU?",
    ),
    "How do I encrypt a laptop and is it required?": (
        "How do I encrypt a laptop?",
        "is it required (encrypt a laptop)?",
    ),
    "Who signs the MOU, what goes in it, and how long does it last?": (
        "Who signs the MOU?",
        "what goes in the MOU?",
        "how long does the MOU last?",
    ),
    "If my laptop is lost, who do I tell and what do I do?": (
        "If my laptop is lost, who do I tell?",
        "If my laptop is lost, what do I do?",
    ),
    "What is the difference between an MOU and a DUA, and who signs them?": (
        "What is the difference between an MOU and a DUA?",
        "who signs an MOU and a DUA?",
    ),
    "How much does the service cost and can we get a refund?": (
        "How much does the service cost?",
        "can we get a refund (the service cost)?",
    ),
    "Can I share education records with a university and which form do I use?": (
        "Can I share education records with a university?",
        "which form do I use (share education records with a university)?",
    ),
    "Who approves requests and does OPM review them?": (
        "Who approves requests?",
        "does OPM review them (approves requests)?",
    ),
    "Where do I send the form and how many copies do I need?": (
        "Where do I send the form?",
        "how many copies do I need (send the form)?",
    ),
    "Is the data sharing agreement legally binding and when is it reviewed?": (
        "Is the data sharing agreement legally binding?",
        "when is the data sharing agreement reviewed?",
    ),
    "Do I need an NDA and who signs it?": (
        "Do I need an NDA?",
        "who signs an NDA?",
    ),
    "What goes in the data request form; who reviews it?": (
        "What goes in the data request form?",
        "who reviews the data request form?",
    ),
    "Can we email health data, and if so how do we encrypt it?": (
        "Can we email health data?",
        "how do we encrypt it (email health data)?",
    ),
    "how do i get access to the portal and what if i forget my password": (
        "how do i get access to the portal?",
        "what if i forget my password (get access to the portal)?",
    ),
    "Who keeps the terms and conditions, and where are they published?": (
        "Who keeps the terms and conditions?",
        "where are the terms and conditions published?",
    ),
    "Can I change the request and does the data owner have to agree to the change?": (
        "Can I change the request?",
        "does the data owner have to agree to the change?",
    ),
    "What is an MOU? ; and who signs it?": (
        "What is an MOU?",
        "who signs an MOU?",
    ),
    "; who signs the MOU, and what goes in it?": (
        "who signs the MOU?",
        "what goes in the MOU?",
    ),
    "What is 'search & rescue' and who runs the search & rescue desk?": (
        "What is 'search & rescue'?",
        "who runs the search & rescue desk?",
    ),
}

WHOLE = """
What are the terms and conditions?
What is an MOU and a DUA?
How do I submit and track a request?
How do I submit a request and get it approved?
Do I have to fill in the form and do the training?
Who reviews the request and is responsible for it?
Who reviews the request and does the training?
Which agencies and universities belong to P20 WIN?
What is the difference between a DUA and an MOU?
What is the difference between what a steward does and what does an owner do?
How do the DUA and the MOU compare and which is better?
Should I sign both the DUA and is it enough?
Is a lawyer needed or can I sign it myself?
Should I use the DUA or the DSA and its annex?
How and when do I submit a request?
When and where is the training?
What data and what format do I send?
What wage records and which form do I send?
Who decides what data is shared and how it is used?
Who decides what is shared and who signs the form?
Who knows which form is used and who signs it?
Why can't I email records and why is it blocked?
Can I not encrypt the laptop and is it allowed?
What must I never share and who says so?
Which records are shared without consent and who decides?
Tell me who signs the MOU and what goes in it
I lost my laptop. Who do I tell and what do they do?
I read "who signs and what is signed" on the page
Where is the page "Who signs and what do they sign" now?
Who approves the request, is it OPM?
who may suggest a new person, is it just the chair?
Is it required and who signs it?
and who signs it and what goes in it?
How long does that take and what does it cost?
Why?
wage records and hospital records
When I lose my laptop, who do I tell and what happens?
What happens between submitting and is there a date?
Who signs, who reads, who files, who checks, and who keeps the MOU?
"""


@pytest.mark.parametrize("question", DIVIDED)
def test_a_question_of_several_is_divided(question: str) -> None:
    """Each part stands alone: what it points at or lacks comes from the first."""
    assert parts_of(question) == DIVIDED[question]


@pytest.mark.parametrize("question", WHOLE.strip().split("\n"))
def test_one_question_stays_whole(question: str) -> None:
    """Names, verbs, pairs, comparisons, denials, clauses inside others, guesses and follow-ups."""
    assert parts_of(question) == ()


PIECES = st.sampled_from(
    """
    how do i submit a request|who signs the MOU|what goes in it|how long does it take|is P20 WIN
    mandatory|terms|and|, and|?|;|, |between|not|If it is lost,|they|which form|"|or|then|also|'s
    """.replace("\n", " ").split("|")
)


@example(pieces=[", ", "     how do i submit a request"])  # no words before the first comma
@example(pieces=["; ", "is"])
@given(pieces=st.lists(PIECES | st.text(max_size=5), max_size=9))
def test_parts_are_made_of_the_questions_words(pieces: list[str]) -> None:
    """Nothing is invented, nothing raises; at least two parts and not too many, or none.

    Each part has words.
    """
    question = " ".join(" ".join(pieces).split())
    parts = parts_of(question)
    assert len(parts) == 0 or 2 <= len(parts) <= MOST_PARTS
    assert all(re.search(r"\w", part) for part in parts)
    asked = set(re.findall(r"\w+", question))
    assert all(set(re.findall(r"\w+", part)) <= asked for part in parts)
