"""Which sentences are marked: those that answer, and those needed to understand them."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from assistant.answer import ask
from assistant.answering.marking import mark, sentence_scores, with_labels
from assistant.answering.retrieval import retrieve
from index_builder.index.generation import Generation, open_current
from index_builder.index.passage import Label, Passage, Sentence


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
    """They are in the source's order; a link shows a run of them with the best in it."""
    asked = generation.encoder.embed_query(question)
    hits = retrieve(generation, question, len(generation.passages), asked=asked)
    assert {hit.reading is None for hit in hits} == {True, False}  # only the best ones are read
    for hit in hits:
        passage = hit.passage
        marks = mark(generation, asked, question, hit)
        scores = sentence_scores(generation, asked, question, hit)
        assert len(scores) == len(passage.sentences)
        if not marks.sentences:
            # An introduction whose list is in the next passage is marked only with that.
            best = max(range(len(scores)), key=lambda at: scores[at], default=None)
            assert best is None or passage.sentences[best].text.endswith(":")
            continue
        spans = [held.span for held in marks.sentences]
        assert spans == sorted(set(spans))
        marked = [at for at, held in enumerate(passage.sentences) if held in marks.sentences]
        assert passage.sentences[max(marked, key=lambda at: scores[at])] in marks.run
        assert set(marks.run) <= set(marks.sentences)
        labels = {held.span for one in marks.sentences for held in one.labels}
        for held in marks.sentences:
            assert held in passage.sentences or held.span in labels
            start, end = (at - passage.span[0] for at in held.span)
            assert passage.quote[start:end].strip()


def test_a_marked_sentence_brings_its_labels():
    """The labels that stand in its passage, not a header in the passage before."""
    far, head = Label(span=(1, 5), text="Far"), Label(span=(10, 20), text="City | Lead")
    row = Sentence(span=(30, 40), text="Waco | Wells", labels=(far, head))
    passage = SimpleNamespace(span=(10, 50), sentences=(row,))
    marked = with_labels([cast("Passage", passage)], [row], [0])
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
