"""Rules of rewording: which words of a question are changed, into what, and which never are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from learned import vocabulary_of

from assistant.asking.rewriting import Change, Reworded, reword
from assistant.english.closed_words import FUNCTION_WORDS, VAGUE_WORDS
from index_builder.reading.glossary import read_glossary

PASSAGES = (
    "Milk\n\nThe agreement about milk covers every dairy of the organization; its license says so.",
    "Milk\n\nA Cattle Movement Form (CMF) is kept at the dairy. Send the CMF with the data-set.",
    "Milk\n\nThe CMF names the veterinary inspector, the color of the herd and the filename.",
    "Barn\n\nOffice of Barn Policy (OBP): a barn-yard has a center, an inspection and a guard.",
    "Barn\n\nThe Office of Barn Policy checks barn yards. The OBP is new; its orders are forms.",
    "Barn\n\nThe Office of Barn Policy trains the guards and joins the farmers of the county.",
)
ORDINARY = frozenset("weather lunch farm guard obp".split())
VOCABULARY = vocabulary_of(PASSAGES, is_ordinary=ORDINARY.__contains__)
HELD = sorted({word for text in PASSAGES for word in text.replace("\n", " ").split(" ")} - {""})


def reworded(question: str) -> str:
    return reword(question, VOCABULARY).text


def test_an_inflection_of_what_passages_hold_is_known() -> None:
    """Known are words by their stems, so an inflection the passages lack is not mended."""
    question = "agreements inspecting joined"
    assert reword(question, VOCABULARY) == Reworded(text=question, changes=())


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("organisation", "organization"),
        ("analysing", "analyzing"),
        ("colour", "color"),
        ("centre", "center"),
        ("licence", "license"),
        ("defence", "defense"),
        ("practised", "practiced"),
        ("counsellor", "counselor"),
        ("catalogues", "catalogs"),
        ("programme", "program"),
        ("judgement", "judgment"),
    ],
)
def test_british_and_american_spelling_meet(british: str, american: str) -> None:
    """A word spelt the other way becomes the passages' spelling, whichever that is."""
    for asked, held in ((british, american), (american, british)):
        vocabulary = vocabulary_of([f"Our {held} here."], is_ordinary=lambda word: bool(word))
        assert reword(f"which {asked}?", vocabulary) == Reworded(
            text=f"which {held}?", changes=(Change(found=asked, used=held, why="variant"),)
        )


def test_both_spellings_in_the_passages_stay() -> None:
    """A spelling that some passage has is not changed, even where another has the other."""
    vocabulary = vocabulary_of(["the licence", "the license"], is_ordinary=lambda word: not word)
    assert reword("licence or license", vocabulary).changes == ()


def test_the_usual_name_takes_the_place_of_the_rare_one() -> None:
    """Of an acronym and its long form the one the passages have more often is looked up."""
    assert reword("is a cattle movement form due?", VOCABULARY) == Reworded(
        text="is a CMF due?",
        changes=(Change(found="cattle movement form", used="CMF", why="acronym"),),
    )
    assert reworded("who runs OBP?") == "who runs Office of Barn Policy?"
    assert reworded("CMF of the Office of Barn Policy") == "CMF of the Office of Barn Policy"


def test_a_question_with_both_names_keeps_both() -> None:
    """Who asks what "OBP (Office of Barn Policy)" is has said it all."""
    assert reworded("OBP, the Office of Barn Policy") == "OBP, the Office of Barn Policy"


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        ("what is an OBP?", "what is an OBP (Office of Barn Policy)?"),
        ("what is the office of barn policy", "what is the office of barn policy (OBP)"),
        ("What are CMFs?", "What are CMFs (Cattle Movement Forms)?"),
        ("cattle movement forms meaning", "cattle movement forms (CMFs) meaning"),
        ("what does CMF stand for", "what does CMF (Cattle Movement Form) stand for"),
        ("CMF", "CMF (Cattle Movement Form)"),
        ("what is a CMF, a Cattle Movement Form", "what is a CMF, a Cattle Movement Form"),
    ],
)
def test_who_asks_what_a_name_is_is_looked_up_by_both(asked: str, searched: str) -> None:
    """A definition has the acronym and the long form; nothing else is in such a question."""
    assert reworded(asked) == searched
    assert reworded(searched) == searched


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        ("is an OBP form due", "is an Office of Barn Policy form due"),
        ("is a cattle movement form due", "is a CMF due"),
        ("Is An OBP form due", "Is An Office of Barn Policy form due"),
        ("are cattle movement forms due", "are CMFs due"),
        ("are Cattle-Movement forms due", "are CMFs due"),
        ("who pays an inspector", "who pays an inspector"),
    ],
)
def test_names_put_in_agree_with_what_stands_beside_them(asked: str, searched: str) -> None:
    """In number, and with "a" or "an" by its sound."""
    assert reworded(asked) == searched


def test_an_article_changes_with_its_name() -> None:
    """A person says "an NDA" but "a non-disclosure agreement", "a memorandum" but "an MOU"."""
    texts = ["Non-Disclosure Agreement (NDA). Memorandum of Understanding (MOU).", "MOU, MOU"]
    texts += ["each Non-Disclosure Agreement", "the Non-Disclosure Agreements"]
    vocabulary = vocabulary_of(texts, is_ordinary=lambda word: not word)
    asked = "An NDA, an nda; does a memorandum of understanding or NDAs bind us?"
    assert reword(asked, vocabulary).text == (
        "A Non-Disclosure Agreement, a Non-Disclosure Agreement; "
        "does an MOU or Non-Disclosure Agreements bind us?"
    )


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        ("what is an NDA?", "what is an NDA (non-disclosure agreement)?"),
        ("who signs an nda", "who signs an nda (non-disclosure agreement)"),
        ("who signs NDAs", "who signs NDAs (non-disclosure agreements)"),
        ("an NDA is a non-disclosure agreement", "an NDA is a non-disclosure agreement"),
        ("who signs an NDB", "who signs an NDB"),
        ("nda.example.org", "nda.example.org"),
        ("the ADN form", "the ADN form"),
        ("any data", "any data"),
    ],
)
def test_an_acronym_that_no_passage_has_is_spelt_out(asked: str, searched: str) -> None:
    """By its letters, if the passages have one such name twice; the number agrees."""
    texts = ["a non-disclosure agreement binds", "sign non-disclosure agreements", "no data, alas"]
    vocabulary = vocabulary_of(texts, is_ordinary=lambda word: not word)
    assert reword(asked, vocabulary).text == searched
    assert reword(searched, vocabulary).changes == ()


def test_an_acronym_that_no_passage_explains_is_added() -> None:
    """Beside a name of its letters that no passage has; the guess takes no word away."""
    vocabulary = vocabulary_of(["sign the NDA", "an NDA binds"], is_ordinary=lambda word: not word)
    assert reword("what is a non-disclosure agreement?", vocabulary) == Reworded(
        text="what is a non-disclosure agreement (NDA)?",
        changes=(Change(found="non-disclosure agreement", used="NDA", why="acronym"),),
    )
    for question in ("no data agreed", "name does agree", "new data at app.example.org"):
        assert reword(question, vocabulary).text == question


YES_OR_NO = """
is P20 WIN mandatory?
Can I not encrypt the data-set?
can't I keep the form at the dairy
isnt the inspection done yet
Is it not required to sign the license?
must the herd not be inspected without a guard?
Do we never need an inspector?
won't the county join
dont we need an agreement
is no agreement needed
Are non-dairy farms covered
shouldn't unlicensed farmers be inspected
am i not allowed to send it
"""


@pytest.mark.parametrize("question", YES_OR_NO.strip().split("\n"))
def test_what_is_asked_or_denied_stays(question: str) -> None:
    """Questions for yes or no, and what they deny, keep each of their words."""
    assert reword(question, VOCABULARY) == Reworded(text=question, changes=())


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        ("is teh agreemnt nto required", "is the agreement not required"),
        ("cna i nto send the CMF", "can i not send the CMF"),
        ("is an OBP form not required?", "is an Office of Barn Policy form not required?"),
        ("must the organisation not sign", "must the organization not sign"),
    ],
)
def test_a_denial_is_kept_where_words_are_put_right(asked: str, searched: str) -> None:
    """What is changed is only the word or the name that is changed."""
    assert reworded(asked) == searched


def test_an_ordinary_word_in_small_letters_is_no_acronym() -> None:
    """Here "it" is not "IT"; in capitals, or where the word is no ordinary one, one is."""
    texts = [
        "Information Technology (IT) rules",
        "information technology",
        "information technology",
    ]
    plain = vocabulary_of(texts, is_ordinary={"it"}.__contains__)
    assert reword("is it late", plain).text == "is it late"
    assert reword("is IT late", plain).text == "is Information Technology late"


def test_the_glossary_puts_the_playbooks_term_in() -> None:
    """Each other name of a row becomes the row's term, however it is hyphenated or cased."""
    rows = read_glossary("# what people say\n\nveterinary inspector\tanimal doctor\tvet\n")
    vocabulary = vocabulary_of(PASSAGES, glossary=rows, is_ordinary=lambda word: bool(word))
    assert reword("call the Animal-Doctor", vocabulary) == Reworded(
        text="call the veterinary inspector",
        changes=(Change(found="Animal-Doctor", used="veterinary inspector", why="glossary"),),
    )
    assert reword("the vet", vocabulary).text == "the veterinary inspector"
    assert reword("the vet", vocabulary, {"spelling"}).changes == ()


def test_a_glossary_line_with_one_name_is_refused() -> None:
    """The message says the line, what it holds and what was wanted."""
    with pytest.raises(ValueError, match=r"line 2 has one name, 'alone'; write .* a tab"):
        read_glossary("a\tb\nalone\n")


def test_a_glossary_that_goes_round_in_circles_changes_nothing() -> None:
    """Where a name put in would be replaced again, the names stay as they were asked."""
    rows = read_glossary("cow\tcattle\ncattle\tcow\n")
    vocabulary = vocabulary_of(PASSAGES, glossary=rows, is_ordinary=lambda word: not word)
    assert reword("the cow", vocabulary) == Reworded(text="the cow", changes=())


def test_no_passages_no_changes() -> None:
    """An empty vocabulary has no word to put in; those of no subject are mended all the same."""
    empty = vocabulary_of([], is_ordinary=lambda word: not word)
    question = "agreemnt of colour on the file name"
    assert reword(question, empty) == Reworded(text=question, changes=())
    assert reword("Waht is this?", empty).text == "what is this?"


WORDS = st.one_of(
    st.sampled_from(HELD),
    st.sampled_from(["agreemnt", "cattle movement form", "OBP", "file name", "dataset", "s"]),
    st.text("abcdefgmilnorstuyzE-' ’", max_size=12),
    st.text(max_size=12),
)  # fmt: skip
QUESTIONS = st.lists(WORDS, max_size=12).map(" ".join)


@given(question=QUESTIONS)
def test_rewording_again_changes_nothing(question: str) -> None:
    """Idempotent, for any text; and it says what it changed exactly where it changed something."""
    once = reword(question, VOCABULARY)
    assert reword(once.text, VOCABULARY) == Reworded(text=once.text, changes=())
    assert bool(once.changes) == (once.text != question)


@given(words=st.lists(st.sampled_from(sorted(VOCABULARY.words.frequencies)), max_size=12))
def test_a_question_in_the_playbooks_words_stays(words: list[str]) -> None:
    """Words that the passages hold are never respelt; commas keep them from making names."""
    question = ", ".join(["milk", *(word for word in words if word not in ("obp", "cmf"))])
    assert reword(question, VOCABULARY) == Reworded(text=question, changes=())


# What is right and stands in no passage: words of no subject, codes, numbers, acronyms, names.
RIGHT = st.one_of(
    st.sampled_from(sorted(FUNCTION_WORDS | VAGUE_WORDS)),
    st.from_regex(r"[A-Za-z]{0,3}[0-9]{1,4}[A-Za-z]{0,2}", fullmatch=True),
    st.from_regex(r"[A-Z]{2,6}", fullmatch=True),
    st.from_regex(r"[A-Z][a-z]{1,5}[A-Z][a-z]{1,5}", fullmatch=True),
)


@given(words=st.lists(RIGHT, max_size=12))
def test_what_is_right_stays(words: list[str]) -> None:
    """Neither words that every text may have nor codes, numbers, acronyms and names are respelt."""
    question = ", ".join(word for word in words if word.casefold() not in ("obp", "cmf"))
    assert reword(question, VOCABULARY, {"spelling"}) == Reworded(text=question, changes=())


@given(
    texts=st.lists(st.text(max_size=80), max_size=4), question=QUESTIONS, row=st.text(max_size=9)
)
def test_any_playbook_and_any_question_will_do(texts: list[str], question: str, row: str) -> None:
    """Nothing raises and rewording is idempotent, whatever the passages and the glossary hold."""
    vocabulary = vocabulary_of(
        [*texts, question], glossary=[(row, "OBP", "data")], is_ordinary=str.isascii
    )
    once = reword(question, vocabulary)
    assert reword(once.text, vocabulary).text == once.text
