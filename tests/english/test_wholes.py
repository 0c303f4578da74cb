"""Questions that a single item or step doesn't answer."""

import pytest

from assistant.english.wholes import asks_for_procedure, asks_for_whole

ALL = (
    "What are the types of agreement?",
    "which channels can I use",
    "what four things belong in a policy",
    "list the members",
    "Give me examples of research questions",
    "rules for an external drive",
    "Common kinds of agreement?",
    "What should a data dictionary contain?",
    "what goes in it",
)
STEPS = ("How do I zip a file?", "how to join", "folder is ready, how do we put the file in it")
NEITHER = (
    "What is an MOU?",
    "who signs it",
    "what happens after approval?",
    "What determines the kind of agreement?",
    "which agreement suits a long relationship",
    "SFT customer support hours",
    "Store keys for a service",
    "How long are files kept?",
    "What does it cost?",
    "example of a form",
)
PROCEDURES = (
    "walk me through using SFTP step by step",
    "Take me through a request, from start to finish",
    "What are the steps to zip a file?",
    "steps for enrolment",
    "full instructions for sending files",
)
NO_PROCEDURES = (
    "How do I zip a file?",
    "what's step 5 in the process",
    "Steps 3 and 4?",
    "Who instructs us?",
)


def test_what_is_wanted_as_a_whole_is_told_by_the_question_s_form() -> None:
    """Kinds, contents and lists want all of a list; "how do I" a procedure; the rest one thing."""
    assert {question: asks_for_whole(question) for question in ALL} == dict.fromkeys(ALL, "all")
    assert [asks_for_whole(question) for question in STEPS] == ["steps"] * len(STEPS)
    assert {question: asks_for_whole(question) for question in NEITHER} == dict.fromkeys(
        NEITHER, ""
    )


@pytest.mark.parametrize("question", PROCEDURES)
def test_a_procedure_is_asked_for_as_such(question: str) -> None:
    """Then its steps are wanted, all of them."""
    assert asks_for_procedure(question)
    assert asks_for_whole(question) == "procedure"


@pytest.mark.parametrize("question", NO_PROCEDURES)
def test_other_questions_ask_for_no_procedure(question: str) -> None:
    """Not even those that name a step."""
    assert not asks_for_procedure(question)
