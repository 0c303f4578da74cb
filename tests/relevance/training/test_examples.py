"""What is learnt from: nothing of what is held out, and answers where they are said to stand."""

import shutil
from pathlib import Path

import pytest

from assistant.evaluation.rows import read_rows

from .candidates import judged_corpora
from .conftest import SHED, write_data
from .data_folder import DataFolder, TrainingError, open_data
from .rows import Examples
from .written_rows import WRITTEN

pytestmark = pytest.mark.slow


def test_nothing_of_a_held_out_handbook_is_learnt(examples: Examples, data: DataFolder) -> None:
    """No row comes from its questions, its pages, or pages mined from its repository."""
    everything = (*examples.judged, *examples.mined)
    assert data.trained == ("barn", "shed")
    assert {held.source for held in everything} == {"barn", "shed", "docs/pool", "docs/gate"}
    texts = [
        text
        for held in everything
        for text in (
            held.question,
            held.searched,
            *(answer.text for answer in held.answers),
            *held.others,
            *held.dropped,
        )
    ]
    assert not [text for text in texts if "orchard" in text.lower() or "apple" in text.lower()]
    assert {held.name for held in examples.corpora} == {"barn", "shed"}


def test_two_handbooks_of_one_repository_are_held_out_together(tmp_path: Path) -> None:
    """The repository is banned, so a second handbook made from it is not learnt from either."""
    folder = write_data(tmp_path / "data")
    snapshot = (folder / "corpora" / "orchard" / ".snapshot").read_bytes()
    (folder / "corpora" / "shed" / ".snapshot").write_bytes(snapshot)
    assert open_data(folder, ["orchard"]).trained == ("barn",)


def test_passages_are_of_the_example_s_own_handbook(examples: Examples) -> None:
    """A handbook's questions are never asked of another's passages."""
    own = {corpus.name: {held.embedded for held in corpus.passages} for corpus in examples.corpora}
    judged = [held for held in examples.judged if held.source in own]
    assert len(judged) == 7
    for held in judged:
        assert {*held.others, *(answer.text for answer in held.answers)} <= own[held.source]


def test_the_answer_s_characters_are_found_in_the_passage(examples: Examples) -> None:
    """The spans of an answer hold its quote, also in a page that is not an .md file."""
    quotes = {
        "barn-a001": "closes at nine in the evening",
        "barn-a002": "damp is taken out at once",
        "barn-a003": "into the red box",
        "shed-a001": "borrowed for three days",
        "w0": "comes to the pool pays 2 pounds",
    }
    by_id = {held.id: held for held in examples.judged}
    assert {held.id for held in examples.judged if held.answers} == quotes.keys()
    for name, quote in quotes.items():
        (answer,) = by_id[name].answers
        marked = [answer.text[start:end] for start, end in answer.spans]
        assert any(quote in text for text in marked), (name, marked)
        assert sum(map(len, marked)) < len(answer.text) / 2


def test_a_passage_that_lost_its_answer_does_not_hold_it(examples: Examples) -> None:
    """A passage given as "no answer any more" holds the rest of its text, but not the quote."""
    by_id = {held.id: held for held in examples.judged}
    (without,) = by_id["barn-a001"].dropped
    assert "nine in the evening" not in without
    assert "asks the warden for the second key" in without
    (without,) = by_id["w0"].dropped
    assert "pays 2 pounds" not in without
    assert without.startswith("The pool › Costs\n")


def test_the_near_passage_of_an_unanswerable_written_question_comes_first(
    examples: Examples,
) -> None:
    """The question was written over that section, the likeliest to be taken for an answer."""
    held = next(held for held in examples.judged if held.id == "w1")
    assert not held.answers
    assert held.others[0].startswith("The pool › Costs\n")


def test_a_mined_question_is_kept_out_of_its_section(examples: Examples) -> None:
    """Otherwise nothing would be learnt but whether a passage holds the heading."""
    assert len(examples.mined) == 2
    for held in examples.mined:
        assert held.question not in held.answers[0].text
        assert held.answers[0].text not in held.others
        assert len(held.others) >= 2


def test_pairs_are_found_with_and_without_the_handbook_s_name(examples: Examples) -> None:
    """Notes name the other question of a pair in either way."""
    pairs = {held.id: held.pair for held in examples.judged if held.pair}
    assert pairs == {"barn-u001": "barn-a001", "barn-u002": "barn-a002", "w1": "w0"}


def test_candidates_are_made_anew_only_where_something_changed(
    data: DataFolder, work: Path, examples: Examples, tmp_path: Path
) -> None:
    """A second run makes none; a run after an edit makes those of the edited handbook."""
    said: list[str] = []
    list(judged_corpora(data, work, said.append))
    assert said == []
    folder = tmp_path / "data"
    shutil.copytree(data.folder, folder)
    page = folder / "corpora" / "shed" / "shed.md"
    page.write_text(SHED.replace("three days", "three days only"), encoding="utf-8")
    questions = folder / "questions" / "shed.jsonl"
    text = questions.read_text(encoding="utf-8").replace("three days", "three days only")
    questions.write_text(text, encoding="utf-8")
    again = tmp_path / "work"
    shutil.copytree(work, again, symlinks=True)
    edited = list(judged_corpora(open_data(folder, ["orchard"]), again, said.append))
    assert [line.split(":")[1].strip() for line in said] == ["shed"]
    assert any("three days only" in held.text for held in edited[1].passages)


def test_a_gold_quote_that_is_not_in_its_page_is_refused(
    data: DataFolder, work: Path, examples: Examples, tmp_path: Path
) -> None:
    """The message names the line, the quote and what to do."""
    folder = tmp_path / "data"
    shutil.copytree(data.folder, folder)
    questions = folder / "questions" / "shed.jsonl"
    text = questions.read_text(encoding="utf-8").replace("for three days", "for ever")
    questions.write_text(text, encoding="utf-8")
    again = tmp_path / "work"
    shutil.copytree(work, again, symlinks=True)
    with pytest.raises(TrainingError, match=r"shed.jsonl:1: the gold quote .* mend the quote"):
        list(judged_corpora(open_data(folder, ["orchard"]), again, print))


def test_the_written_questions_belong_together() -> None:
    """Each id is used once; a pair names an answerable question; a row without a quote says why."""
    rows = [row for file in sorted(WRITTEN.glob("*.jsonl")) for row in read_rows(file)]
    by_id = {row.text("id"): row for row in rows}
    assert len(rows) == len(by_id) == 5173
    for row in rows:
        assert ("quote" in row.fields) != ("note" in row.fields), row.place
        if "pair" in row.fields:
            assert "quote" not in row.fields
            assert "quote" in by_id[row.text("pair")].fields
