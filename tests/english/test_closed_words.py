"""The closed lists of words: what they hold and how they are read."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.english import closed_words
from assistant.english.closed_words import content_words, is_small_talk, without_greeting, words


def test_words_are_in_lower_case_with_straight_apostrophes() -> None:
    """Both apostrophes make one word of a contraction; signs and underscores divide."""
    assert words("Isn’t IT the state's P20-WIN file_name?") == [
        "isn't", "it", "the", "state's", "p20", "win", "file", "name",
    ]  # fmt: skip


def test_the_lists_are_written_as_words_are_read() -> None:
    """An entry with a capital or a curly apostrophe could never be met."""
    lists = (closed_words.FUNCTION_WORDS, closed_words.VAGUE_WORDS)
    assert [entry for held in lists for entry in held if words(entry) != [entry]] == []


def test_words_that_a_playbook_may_be_about_are_content() -> None:
    """A keyword query of one such word must reach retrieval."""
    subjects = "data form test agreement request policy support team access open share record"
    assert content_words(subjects) == subjects.split()


def test_denials_without_an_apostrophe_name_no_subject() -> None:
    """As typed in haste: isnt, dont; but an "id" is no "I'd"."""
    assert content_words("isnt it so, dont we, cant you: an id") == ["id"]


def test_small_talk_fills_the_whole_text() -> None:
    """One word beside it, and it is a question with a greeting before it."""
    assert is_small_talk("hello and good morning everyone")
    assert not is_small_talk("hello agreement")
    assert without_greeting("ok thanks, and how long?") == "and how long"


def test_a_conjunction_stays_with_what_goes_on() -> None:
    """Not with the greeting before it, where there is more behind it."""
    assert without_greeting("thanks so how long") == "so how long"
    assert without_greeting("hello and thanks") == ""


def test_company_alone_is_no_small_talk() -> None:
    """A word like "everyone" or "today" greets nobody by itself."""
    assert not is_small_talk("everyone today")
    assert without_greeting("everyone today") == "everyone today"


@given(st.text())
def test_words_come_in_order_of_the_text(text: str) -> None:
    """Content words are a subsequence of the words, those after a greeting their end."""
    held = words(text)
    remaining = iter(held)
    assert all(word in remaining for word in content_words(text))
    rest = words(without_greeting(text))
    assert held[len(held) - len(rest) :] == rest
    assert is_small_talk(text) == (bool(held) and not rest)
