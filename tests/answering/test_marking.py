"""Which sentences are marked: those that answer, and those needed to understand them."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import ask
from assistant.answering.marking import (
    is_item,
    mark,
    of_named_rows,
    sentence_scores,
    whole_lists,
    with_conditions,
    with_labels,
)
from assistant.answering.retrieval import retrieve
from index_builder.index.generation import Generation, open_current
from index_builder.index.passage import Label, Passage, Sentence

RULE = "An agency may share the file."
TOGETHER = {
    "a condition before": (["Unless the owner objects, share it.", "Send it."], {1}, {1}),
    "an exception after": ([RULE, "However, health records stay."], {0}, {0, 1}),
    "unless after": ([RULE, "Unless it holds names."], {0}, {0, 1}),
    "provided only after": ([RULE, "Provided that the owner agrees."], {0}, {0, 1}),
    "the exception brings its rule": ([RULE, "But not health records."], {1}, {0, 1}),
    "what leans back": ([RULE, "This takes a week."], {1}, {0, 1}),
    "leaning on what leans": ([RULE, "This takes a week.", "It is free."], {2}, {0, 1, 2}),
    "what leans back is not brought along": ([RULE, "This takes a week."], {0}, {0}),
    "an item and what introduces its list": (
        ["Bring these:", "- the form", "- the fee"],
        {2},
        {0, 2},
    ),
    "an item of a list in a list": (["Bring:", "- papers:", "- the form"], {2}, {0, 1, 2}),
    "a step and what introduces the steps": (["Do this:", "1. Open.", "2. Close."], {1}, {0, 1}),
    "a rule and its list of conditions": (
        ["You may share it if:", "- it is public", "- the owner agrees", "Send it."],
        {0},
        {0, 1, 2},
    ),
    "one condition brings the others": (
        ["It is kept, provided that:", "- it is used", "- it is safe", "- it is small"],
        {2},
        {0, 1, 2, 3},
    ),
    "exceptions brought by their item": (
        ["It is open.", "Unless all of the following apply:", "1. Names.", "2. Pay."],
        {2},
        {0, 1, 2, 3},
    ),
    "a list that holds no conditions stays behind": (
        ["If you are stuck, ask:", "- the liaison", "- the help desk"],
        {0},
        {0},
    ),
    "items without an introduction": (["Text.", "- one", "- two"], {2}, {2}),
    "the first sentence leans on nothing": (["This is it.", "More."], {0}, {0}),
}


@pytest.mark.parametrize(("texts", "chosen", "whole"), TOGETHER.values(), ids=TOGETHER)
def test_conditions_stay_with_their_rule(texts, chosen, whole):
    """Marked words never say more than the page does."""
    assert with_conditions(texts, chosen) == whole


openings = st.sampled_from(
    ["Unless", "However", "This", "The", "- one", "1. Open", "Bring", "Share it if"]
)
sentences = st.builds(
    lambda first, end: first + end, openings, st.sampled_from([" it.", " it:", ":"])
)


@given(texts=st.lists(sentences, min_size=1, max_size=12), data=st.data())
def test_what_is_whole_stays_as_it_is(texts, data):
    """No chosen sentence is lost, and those brought along need nothing more."""
    chosen = data.draw(st.sets(st.integers(0, len(texts) - 1), min_size=1))
    whole = with_conditions(texts, chosen)
    assert chosen <= whole <= set(range(len(texts)))
    assert with_conditions(texts, whole) == whole


def test_items_are_told_by_their_marker():
    """By the markers that plain text gives them."""
    assert all(map(is_item, ["- one", "1. one", "12. one"]))
    assert not any(map(is_item, ["-one", "1.5 hours", "one - two", "1) one"]))


@pytest.fixture(scope="module")
def generation(index: Path) -> Generation:
    """The real content by the real encoder."""
    return open_current(index)


QUESTIONS = (
    "How do I request data through P20 WIN?",
    "How long do files stay on the transfer service?",
    "Who signs a data sharing agreement?",
    "What does FERPA protect?",
    "How should a link between two datasets be checked?",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_marks_are_the_passage_s_own_words(generation: Generation, question: str):
    """They are in the source's order, the best among them; a link shows a run of them."""
    asked = generation.encoder.embed_query(question)
    hits = retrieve(generation, question, len(generation.passages), asked=asked)
    assert {hit.reading is None for hit in hits} == {True, False}  # only the best ones are read
    for hit in hits:
        passage = hit.passage
        marks = mark(generation, asked, question, hit)
        scores = sentence_scores(generation, asked, question, hit)
        assert len(scores) == len(passage.sentences)
        if not scores:
            assert not marks.sentences
            continue
        scores = of_named_rows(question, [held.text for held in passage.sentences], scores)
        spans = [held.span for held in marks.sentences]
        assert spans == sorted(set(spans))
        assert passage.sentences[scores.index(max(scores))] in marks.run
        assert set(marks.run) <= set(marks.sentences)
        labels = {held.span for one in marks.sentences for held in one.labels}
        for held in marks.sentences:
            assert held in passage.sentences or held.span in labels
            start, end = (at - passage.span[0] for at in held.span)
            assert passage.quote[start:end].strip()


LISTS = [
    (["Lead:", "- a", "- b", "- c"], {1, 2}, 1, {1, 2, 3}),
    (["- a", "- b", "- c", "- d"], {0, 3}, 3, {3}),
    (["Text.", "- a", "- b"], {0, 1}, 0, {0, 1}),
    (["a | 1", "b | 2", "c | 3", "Text."], {0, 1, 3}, 0, {0, 1, 2, 3}),
]


@pytest.mark.parametrize(("texts", "chosen", "best", "whole"), LISTS)
def test_no_list_or_table_is_half_marked(texts, chosen, best, whole):
    """If most items are chosen, all are marked; if fewer, only the best, or the one chosen."""
    assert whole_lists(texts, chosen, best) == whole


def test_a_marked_sentence_brings_its_labels():
    """The labels that stand in its passage, not a header in the passage before."""
    far, head = Label(span=(1, 5), text="Far"), Label(span=(10, 20), text="City | Lead")
    row = Sentence(span=(30, 40), text="Waco | Wells", labels=(far, head))
    passage = SimpleNamespace(span=(10, 50), sentences=(row,))
    marked = with_labels(cast("Passage", passage), [0])
    assert [held.text for held in marked] == ["City | Lead", "Waco | Wells"]


FINDS = {
    "a row": ("Which limit has e-mail for attachments?", "|"),
    "a step": ("Who reviews a proposal and decides whether it is viable?", "2. Wait"),
}


@pytest.mark.parametrize(("question", "held"), FINDS.values(), ids=FINDS)
def test_a_row_or_step_is_shown_with_all_of_its_table_or_procedure(
    generation: Generation, question: str, held: str
):
    """A step alone, or a row without its header, misleads."""
    answer = ask(generation, question)
    first = answer.citations[0]
    assert any(held in first.marked_quote(sentence) for sentence in first.marks)
    lines = first.passage.quote.strip().splitlines()
    if held == "|":
        assert any(set(line) <= set("|-: ") and "---" in line for line in lines)
    else:
        assert [line[:2] for line in lines if line[:1].isdigit()][:3] == ["1.", "2.", "3."]


def test_a_row_that_the_question_names_is_the_one_marked() -> None:
    """By its first cell; where no row is named, or all are, the scores stay."""
    texts = ["Rows:", "Payroll files | by SFTP", "Tax files | by mail", "Wage files | by hand"]
    scores = [0.1, 0.2, 0.9, 0.3]
    assert of_named_rows("How are payroll files sent?", texts, scores) == [0.1, 0.2, 0.0, 0.0]
    assert of_named_rows("Are wage and tax files alike?", texts, scores) == [0.1, 0.0, 0.9, 0.3]
    for question in ("How are files sent?", "Who pays?"):
        assert of_named_rows(question, texts, scores) == scores
