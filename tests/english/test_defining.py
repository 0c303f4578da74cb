"""What is asked to be explained, and the sentences that explain it."""

import pytest

from assistant.english.defining import defined, defining, is_called, says_kind

ASKED = {
    "what is an NDA?": (("an NDA",),),
    "what is an NDA (Non-Disclosure Agreement)?": (("an NDA", "Non-Disclosure Agreement"),),
    "What's a data steward": (("a data steward",),),
    "define statement of work": (("statement of work",),),
    "what does BAA stand for": (("BAA",),),
    "what counts as PII": (("PII",),),
    "what is meant by blocking": (("blocking",),),
    "difference between an MOU and a DUA": (("an MOU",), ("a DUA",)),
    "DSA vs. DUA?": (("DSA",), ("DUA",)),
    "data owner compared to the data steward": (("data owner",), ("the data steward",)),
}
OTHER = [
    "what is the file size limit for email",
    "what is needed before I send data",
    "who signs the MOU",
    "how do I get an NDA",
    "when don't I need an NDA",
    "is P20 WIN mandatory",
    "what is",
    "what is it",
    "vs",
]


@pytest.mark.parametrize(("question", "things"), ASKED.items())
def test_it_asks_what_something_is(question, things):
    """Each thing with the names it has in the question."""
    assert defined(question) == things


@pytest.mark.parametrize("question", OTHER)
def test_it_asks_something_else(question):
    """Of a thing, or of none."""
    assert defined(question) == ()


TEXTS = [
    "An NDA is a contract.",
    "Ask legal counsel about an NDA.",
    "Non-Disclosure Agreement (NDA) | Keeping things secret",
    "Who signs an NDA | Both",
    "Non-disclosure agreements:",
    "a promise to be silent.",
    "An NDA:",
    "- binds two parties",
    "Choose an NDA where there are secrets.",
]


def test_sentences_entries_and_rows_that_begin_with_the_name_define_it():
    """An entry with what stands under it; an introduction to a list says nothing."""
    names = ("an NDA", "Non-Disclosure Agreement")
    assert list(defining(names, TEXTS, "Agreements")) == [0, 2, 4, 5]


def test_under_its_own_heading_it_may_be_chosen_instead():
    """As a page of kinds of things does: it says what the thing is for."""
    assert list(defining(("NDA",), TEXTS[-1:], "Non-Disclosure Agreement (NDA)")) == [0]
    assert list(defining(("MOU",), TEXTS, "Non-Disclosure Agreement (NDA)")) == []


@pytest.mark.parametrize(
    ("title", "is_it"),
    [
        ("Service Mesh", True),
        ("Service meshes", True),
        ("Service mesh (SM)", True),
        ("The service mesh", True),
        ("Why a service mesh", False),
        ("Mesh", False),
    ],
)
def test_a_title_is_the_name_of_a_thing(title: str, is_it: bool):
    """In either number, with an article or with its second name, but nothing besides."""
    assert is_called(title, ("a service mesh",)) is is_it


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        ("A mesh is a layer of proxies.", True),
        ("Mesh means a layer of proxies.", True),
        ("Meshes are chosen every two years.", False),
        ("Mesh | A layer of proxies", True),
        ("Mesh:", True),
    ],
)
def test_a_defining_sentence_says_what_kind_of_thing_it_is(text: str, is_it: bool):
    """Not what is done with it; entries and rows are there for that."""
    assert says_kind(("a mesh",), text) is is_it
