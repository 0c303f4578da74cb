"""Rules of typing errors: which words are mended, into what, and which never are.

The lexicon is the real one, of English; the passages are few.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from learned import vocabulary_of

from assistant.asking.rewriting import Change, Reworded, reword
from assistant.asking.slips import Slips, slips
from assistant.asking.typos import corrected
from assistant.english.closed_words import FUNCTION_WORDS
from assistant.english.lexicon import Lexicon, english

PASSAGES = (
    "Milk\n\nThe agreement about milk covers every dairy of the organization; its license says so.",
    "Milk\n\nA form is kept at the dairy. Submit the form with the records of the veterinary ward.",
    "Barn\n\nThe inspection joins the farmers of P20 WIN: who has access to an islandora archive.",
)
VOCABULARY = vocabulary_of(PASSAGES, is_ordinary=lambda word: not word)
WORDS = VOCABULARY.words


def reworded(question: str) -> str:
    return reword(question, VOCABULARY).text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("agreemnt", "agreement"),  # a letter left out
        ("veterinnary", "veterinary"),  # doubled
        ("insepction", "inspection"),  # two swapped
        ("inspectipn", "inspection"),  # the key beside it
        ("jion", "join"),  # another inflection of a word of the passages
        ("acess", "access"),
        ("islandorra", "islandora"),  # a name of the passages, in no lexicon
        ("vetrinery", "veterinary"),  # two slips in a long word
        ("Dairry", "dairy"),
    ],
)
def test_a_slip_is_mended(typed: str, meant: str) -> None:
    """A word that nobody spells so becomes the one it is meant for, and that is told."""
    assert reword(f"the {typed}?", VOCABULARY) == Reworded(
        text=f"the {meant}?", changes=(Change(found=typed, used=meant, why="spelling"),)
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("how mny days do i hve to submt teh form", "how many days do i have to submit the form"),
        ("wich form", "which form"),
        ("Waht is teh form", "what is the form"),
        ("hwat is the form", "what is the form"),  # the first two letters
        ("cna i see it", "can i see it"),
        ("taht form adn thier dairy", "that form and their dairy"),
        ("is it nto required", "is it not required"),
        ("a form form teh dairy", "a form form the dairy"),
    ],
)
def test_words_of_no_subject_are_mended(typed: str, meant: str) -> None:
    """Letters swapped or a vowel left out, also in words of three letters, where the pair is usual.

    No passage needs to hold them.
    """
    assert reworded(typed) == meant


@pytest.mark.parametrize(
    "question",
    [
        "can i use my hsa for this",  # no "has"
        "which aws account do i use",  # no "was"
        "is an ehr system allowed",  # no "her"
        "who is the sme for this",  # no "same", no "some"
        "where do i find the ons",
        "a cna at the dairy",
    ],
)
def test_an_unknown_acronym_in_small_letters_stays(question: str) -> None:
    """Three letters that make no usual pair with the words beside them may be a name."""
    assert reworded(question) == question


@pytest.mark.parametrize(
    "word",
    [
        "CFM",
        "AGREEMNT",  # in capitals
        "milk2",
        "P20",
        "p20dairy",  # digits
        "DairyHub",
        "mlik's2",
        "form",
        "lunch",
        "phishing",
        "emit",
        "dads",
        "freezer",  # English, though in no passage
        "repo",
        "comms",
        "backend",
        "funders",
        "unvested",  # in no list, but made of words that are
        "dont",
        "shouldn't",
        "cov",
        "xgreement",  # the first letter is taken to be right
        "Wen",
        "Dairi",  # a name, perhaps
        "a" * 41,
    ],
)
def test_what_is_never_mended(word: str) -> None:
    """Acronyms, names, digits, words of English and what has too little left of a word stay."""
    assert reword(f"see {word} milk", VOCABULARY, {"spelling"}) == Reworded(
        text=f"see {word} milk", changes=()
    )


def test_what_is_likelier_by_far_is_meant_or_nothing() -> None:
    """Likely is what English and the passages have often; of two as likely neither is meant."""
    texts = ["paddle here", "paddle there", "paddle again", "saddle puddle", "hurdle", "hurtle"]
    frequencies = Lexicon(lambda: "paddle 5 puddle 5 hurdle 5 hurtle 5 many 80", lambda: "")
    vocabulary = vocabulary_of(texts, is_ordinary=lambda word: not word, lexicon=frequencies)
    assert reword("pddle", vocabulary).text == "paddle"
    assert reword("hurle", vocabulary).text == "hurle"


def test_a_likelier_word_that_no_passage_has_prevents_another() -> None:
    """Who types "garantee" means "guarantee", and if there is none here, then no "granted"."""
    vocabulary = vocabulary_of([*PASSAGES * 99, "granted"], is_ordinary=lambda word: not word)
    assert reword("garantee", vocabulary).text == "garantee"


def test_slips_are_counted_as_they_are_made() -> None:
    """Optimal string alignment; a strange slip is no swap, no vowel and no doubled letter."""
    assert slips("teh", "the") == Slips(count=1, strange=0)
    assert slips("mny", "many") == Slips(count=1, strange=0)
    assert slips("limmit", "limit") == Slips(count=1, strange=0)
    assert slips("sensetive", "sensitive") == Slips(count=1, strange=0)
    assert slips("comms", "comes") == Slips(count=1, strange=1)
    assert slips("labtops", "laptops") == Slips(count=1, strange=1)
    assert slips("milk", "milk") == Slips(count=0, strange=0)
    assert slips("", "ab") == Slips(count=2, strange=0)


LETTERS = st.text("abehlnot", max_size=7)


@given(typed=LETTERS, meant=LETTERS)
def test_slips_are_as_many_as_the_librarys(typed: str, meant: str) -> None:
    """The count is that of rapidfuzz, which finds the candidates."""
    from rapidfuzz.distance import OSA

    found = slips(typed, meant)
    assert found.count == OSA.distance(typed, meant)
    assert 0 <= found.strange <= found.count


PLAIN = sorted(word for word in FUNCTION_WORDS if word.isalpha())
HELD = sorted(word for word in WORDS.frequencies if word.isalpha())


@given(
    before=st.none() | st.sampled_from(PLAIN + HELD),
    word=st.sampled_from(PLAIN + HELD) | st.sampled_from(sorted(english().beginning("s"))),
    after=st.none() | st.sampled_from(PLAIN + HELD),
)
def test_a_word_that_is_right_stays(before: str | None, word: str, after: str | None) -> None:
    """Words of the passages, of no subject and of English stay, whatever stands beside them."""
    assert corrected(word, WORDS, before, after) is None


@given(
    before=st.none() | st.sampled_from(PLAIN),
    word=st.text("abcdefghilmnoprstuvwy", min_size=1, max_size=9),
    after=st.none() | st.sampled_from(PLAIN),
)
def test_what_is_put_in_is_known(before: str | None, word: str, after: str | None) -> None:
    """A mended word is the passages' or of no subject, and at most two slips away."""
    meant = corrected(word, WORDS, before, after)
    assert meant is None or (WORDS.known(meant) and 1 <= slips(word, meant).count <= 2)


def test_no_lexicon_no_harm() -> None:
    """An empty lexicon leaves the passages' words to mend with."""
    empty = Lexicon(lambda: "", lambda: "")
    words = vocabulary_of(PASSAGES, is_ordinary=lambda word: not word, lexicon=empty).words
    assert corrected("agreemnt", words) == "agreement"
