"""The scoring of follow-ups: what is read, how groups are made, and how good the decision is."""

import json
from pathlib import Path

import pytest
from surroundings import corpus_at

from assistant.evaluation.rows import EvaluationError

from .follow_ups import (
    LABELS,
    SYSTEMS,
    Decisions,
    Turn,
    changed_subject,
    decisions,
    groups,
    read_labels,
    read_turns,
)


def turn(name: str, text: str, *earlier: str, relevant: tuple[str, ...] = ("d",)) -> Turn:
    return Turn(id=name, text=text, earlier=earlier, relevant=relevant)


def test_turns_are_read_with_their_history_and_cleaned(tmp_path: Path) -> None:
    """A query without a history has no earlier turns; one without qrels has nothing relevant."""
    queries = [
        {"_id": "1", "text": " and\tthat? ", "metadata": {"history": ["> One?", "Two?"]}},
        {"_id": "2", "text": "Three?"},
    ]
    (tmp_path / "corpus.jsonl").write_text(json.dumps({"_id": "a", "title": "", "text": "x"}))
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)))
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n1\ta\t1\n")
    assert read_turns(tmp_path) == (
        turn("1", "and that?", "One?", "Two?", relevant=("a",)),
        turn("2", "Three?", relevant=()),
    )


def test_the_three_ways_look_up_different_texts() -> None:
    """Alone, with the turn before in front, and as the assistant understands it."""
    follow_up = turn("1", "and for schools?", "What is a DUA?", "How is a DUA signed by schools?")
    assert [way(follow_up) for way in SYSTEMS.values()] == [
        "and for schools?",
        "How is a DUA signed by schools? and for schools?",
        "and for schools? How is a DUA signed by schools?",
    ]


def test_groups_hold_answerable_questions_only_and_both_halves_make_all() -> None:
    """What nothing answers can't be ranked; the halves are disjoint."""
    turns = [turn(str(number), "why?", "What is a DUA?") for number in range(20)]
    held = groups([*turns, turn("x", "why?", "What?", relevant=())])
    assert held["all with earlier turns"] == turns
    assert {one.id for one in held["even half"]}.isdisjoint(one.id for one in held["odd half"])
    assert len(held["even half"]) + len(held["odd half"]) == len(turns)
    assert held["odd half, taken for follow-ups"] == held["odd half"]


def test_a_changed_subject_is_a_question_behind_anothers_conversation() -> None:
    """The question and what answers it stay the same; the conversations are taken in turn."""
    turns = [turn("1", "a?"), turn("2", "b?", "x"), turn("3", "c?", "y"), turn("4", "d?")]
    assert list(changed_subject(turns)) == [turn("1", "a?", "x"), turn("4", "d?", "y")]
    assert list(changed_subject(turns[:1])) == []


def test_decisions_are_counted_against_the_labels() -> None:
    """Turns without a label don't count."""
    turns = [
        turn("found", "why?"),
        turn("missed", "What is a DUA?"),
        turn("false", "and how?"),
        turn("alone", "Who signs a DUA?"),
        turn("unlabelled", "why?"),
    ]
    labels = {"found": False, "missed": False, "false": True, "alone": True}
    assert decisions(turns, labels) == Decisions(found=1, missed=1, false=1, alone=1)
    assert decisions(turns, labels).accuracy == 0.5


def test_a_line_without_a_label_is_named(tmp_path: Path) -> None:
    """The message has the file, the line, what was found and what was wanted."""
    path = tmp_path / "labels.tsv"
    path.write_text("# why\n1\tstandalone\n2\tperhaps\n")
    with pytest.raises(EvaluationError, match=r"labels\.tsv:3: 'perhaps' found, id, tab"):
        read_labels(path)


def test_the_decision_agrees_with_a_reader() -> None:
    """On conversations kept aside when the rules were made: .77; the floors are five points below.

    It errs towards standing alone: only six of 72 standalone questions were not left alone.
    """
    folder = corpus_at("bench/mtrag-pool")
    labels = read_labels(LABELS)
    found = decisions(read_turns(folder), labels)
    assert found.found + found.missed + found.false + found.alone == len(labels) == 125
    assert found.accuracy >= 0.72
    assert found.alone / (found.alone + found.false) >= 0.86
