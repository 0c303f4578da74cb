"""How sure an answer is: a probability that orders questions, and the levels on it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import ask
from assistant.answering.confidence import MAY_ANSWER, SURE, TOUCHES, Confidence, token_weights
from index_builder.index.generation import Generation, open_current

LIKE = "How do I request data through P20 WIN?"
OUTSIDE = "What does a kilogram of bananas cost in Lisbon?"

share = st.floats(-1, 1)


@given(likeness=share, weighed=share, more=st.floats(0.001, 1))
def test_more_likeness_is_never_less_probable(likeness: float, weighed: float, more: float):
    """More in either of its two parts; the result is always a probability."""
    held = Confidence(likeness=likeness, weighed=weighed).probability
    assert 0 <= held <= 1
    assert Confidence(likeness=likeness + more, weighed=weighed).probability >= held
    assert Confidence(likeness=likeness, weighed=weighed + more).probability >= held


@given(likeness=share, logit=st.floats(-1e6, 1e6), more=st.floats(0.001, 1e6))
def test_a_larger_logit_is_never_less_probable(likeness: float, logit: float, more: float):
    """If a reader read it; the result is always a probability, however sure the reader is."""
    held = Confidence(likeness=likeness, weighed=likeness, logit=logit).probability
    assert 0 <= held <= 1
    assert Confidence(likeness=likeness, weighed=likeness, logit=logit + more).probability >= held


def test_levels_stand_in_their_order():
    """They go from off topic to not in the playbook, may answer, and sure."""
    assert 0 < MAY_ANSWER < SURE < 1
    assert 0 < TOUCHES < 1


@pytest.fixture(scope="module")
def generation(index: Path) -> Generation:
    """The real content by the real encoder."""
    return open_current(index)


@pytest.mark.parametrize("question", [LIKE, "What does a data steward earn?", OUTSIDE])
@pytest.mark.parametrize("level", [0, 0.1, MAY_ANSWER, SURE, 0.9, 1])
def test_the_level_decides_and_changes_nothing_else(generation, question: str, level: float):
    """From the level on it answers; the passages, their order and the probability stay the same."""
    answer, plain = ask(generation, question, at_least=level), ask(generation, question)
    probability = answer.confidence.probability
    touches = answer.confidence.score >= TOUCHES
    assert answer.answered == (probability >= level and (touches or not level))
    assert answer.sure == (answer.answered and probability >= max(level, SURE))
    if not answer.answered:
        assert answer.reason == ("not_in_playbook" if touches else "off_topic")
    assert answer.confidence == plain.confidence
    assert [held.passage for held in answer.citations] == [held.passage for held in plain.citations]


def test_likely_questions_are_more_probable(generation):
    """One asks what the playbook says in these words, the other what it says nothing about."""
    like, outside = (ask(generation, text).confidence for text in (LIKE, OUTSIDE))
    assert like.probability > SURE
    assert outside.probability < MAY_ANSWER
    assert outside.score < TOUCHES < like.score


@pytest.mark.parametrize(
    ("question", "vague"),
    [("data", True), ("what about the data?", True), ("data sharing", False), ("SFTP", False)],
)
def test_a_word_of_nearly_every_passage_asks_nothing(generation, question: str, vague: bool):
    """That is, by itself: with another word beside it, or if the word is rarer, it does."""
    assert (ask(generation, question).reason == "too_vague") == vague


def test_in_a_thread_it_goes_on_from_the_question_before(generation):
    """Together with the earlier question's words it is not vague."""
    answer = ask(generation, "and the data?", earlier=[LIKE])
    assert answer.earlier == (LIKE,)
    assert answer.reason != "too_vague"


def test_in_a_playbook_of_a_few_passages_a_frequent_word_is_one_to_look_up(farm_index):
    """In so small a playbook, each word is in a large share of the passages."""
    assert ask(open_current(farm_index), "goats").reason != "too_vague"


def test_words_weigh_by_how_rare_they_are(generation):
    """A token weighs what its word does; punctuation, nothing; an unknown word, as much as any."""
    question = "data, stewards xyzzy?"
    spans = [(0, 4), (4, 5), (6, 11), (11, 14), (15, 18), (18, 20), (20, 21)]
    data, comma, stew, ards, rare, of_rare, mark = token_weights(
        generation.lexical, question, spans
    )
    assert 0 < data < stew == ards
    assert comma == mark == 0
    assert rare == of_rare >= stew
