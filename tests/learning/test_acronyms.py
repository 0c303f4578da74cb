"""Rules of acronyms: where passages explain one, what its long form is, and its number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_builder.learning.acronyms import acronyms, long_form


@pytest.mark.parametrize(
    ("short", "before", "long"),
    [
        ("MOU", "sign a Memorandum of Understanding", "Memorandum of Understanding"),
        ("OPM", "of the Office of Policy and Management", "Office of Policy and Management"),
        ("XSS", "such as cross-site scripting", None),
        ("B-TB", "free of Bovine Tuber-Bacilli", "Bovine Tuber-Bacilli"),
        ("CoC", "read the Code of Conduct", "Code of Conduct"),
        ("NDA", "sign a nondisclosure agreement", "nondisclosure agreement"),
        ("VPA", "you've configured pods (HPA) or pod autoscalers", "pod autoscalers"),
        ("ABC", "nothing of the kind", None),
        ("PII", "", None),
        ("ABCDEF", "MOU", None),
    ],
)  # fmt: skip
def test_a_long_form_holds_the_letters_in_order(short: str, before: str, long: str | None) -> None:
    """Words that begin with the letters, else words that hold them in order, else none.

    The first letter starts a word other than "of". "XSS" shows a limit that is accepted: no "x"
    starts a word there.
    """
    found = long_form(short, before)
    assert found == long if short != "VPA" else "(" not in (found or "")


@pytest.mark.parametrize(
    "text",
    [
        "Sign a Non-Disclosure Agreement (NDA) first.",
        "Non-Disclosure Agreements (NDAs) bind.",
        'A Non-Disclosure Agreement (the "NDA") binds.',
        "A Non-Disclosure Agreement (hereafter, NDA) binds.",
        "Sign an NDA (Non-Disclosure Agreement) first.",
        "NDAs (Non-Disclosure Agreements) bind.",
        "- NDA: Non-Disclosure Agreement, a promise",
        "NDA – Non-Disclosure Agreement between two parties",
        "NDA | Non-Disclosure Agreement | signed by both",
        "Non-Disclosure Agreement | NDA | signed by both",
        "Words › NDA\n\nNon-Disclosure Agreement. It binds.",
        "NDA stands for Non-Disclosure Agreement.",
        "An NDA is a Non-Disclosure Agreement between two parties.",
        "Sign a Non-Disclosure Agreement, or NDA, first.",
        "Sign a Non-Disclosure Agreement, also known as an NDA, first.",
    ],
)
def test_acronyms_are_learned_in_any_order(text: str) -> None:
    """In brackets, in lists and tables and in sentences, whichever comes first; in the singular."""
    assert acronyms([text]) == {"NDA": "Non-Disclosure Agreement"}


@pytest.mark.parametrize(
    "text",
    [
        "NDA: never disclose anything.",
        "We sign it, NDA or not.",
        "## Head\nof the line\n(HOL) is no name across lines.",
        "Keep nothing (EVER).",
        "at: all times; ii: in it",
        "An AI or artificial idea: IT",
    ],
)
def test_other_words_explain_nothing(text: str) -> None:
    """Words that only happen to stand beside an acronym, or small letters, are no long form."""
    assert acronyms([text]) in ({}, {"NDA": "never disclose anything"})


def test_a_singular_counts_wherever_its_line_ends() -> None:
    """In the source a name may be wrapped: "pull" ends one line and "request" begins the next."""
    texts = ["Pull Requests (PR) are read.", "Before a pull\nrequest is merged, read it."]
    assert acronyms(texts) == {"PR": "Pull Request"}


def test_of_several_long_forms_the_usual_one_counts() -> None:
    """The one that most passages give; plural and singular are one."""
    texts = [
        "Pull Requests (PR) are read. A pull request is short.",
        "A Public Record (PR)",
        "Each Pull Request (PR)",
        "Terms of Service (TOS)",
    ]
    assert acronyms(texts) == {"PR": "Pull Request", "TOS": "Terms of Service"}


@given(texts=st.lists(st.text("ABab (),:|\n-'’s&/", max_size=60), max_size=3))
def test_any_text_may_hold_acronyms(texts: list[str]) -> None:
    """Nothing raises, and what is learned stands in a text but for its number."""
    for short, long in acronyms(texts).items():
        assert short and long and "(" not in long
