"""Which question files are refused, and that the message says where and why."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.evaluation.question_file import read_questions
from assistant.evaluation.rows import EvaluationError

GOLD = {
    "path": "a.md", "heading": "Next", "anchor": "next", "heading_path": ["Next"], "group": 0,
    "quotes": ["seven"], "page_title": "A", "heading_level": 2,
}  # fmt: skip
ROW = {"id": "q1", "question": "How?", "answerable": True, "type": "natural", "gold": [GOLD]}


def written(folder: Path, *rows: object) -> Path:
    """Write rows as JSON Lines; a string stands as it is."""
    path = folder / "questions.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_question_is_read_whole(tmp_path: Path) -> None:
    """Fields that scoring does not need may be there or not; blank lines do not count."""
    (found,) = read_questions(written(tmp_path, "", {**ROW, "note": "x", "corpus": "y"}))
    assert (found.id, found.text, found.answerable, found.type) == ("q1", "How?", True, "natural")
    assert (found.gold[0].heading_path, found.gold[0].quotes) == (("Next",), ("seven",))
    assert found.gold[0].place.endswith("questions.jsonl:2")


def test_a_line_separator_in_a_string_ends_no_row(tmp_path: Path) -> None:
    """JSON allows U+2028 in a string: only a line feed ends a row."""
    (found,) = read_questions(written(tmp_path, {**ROW, "question": "one\u2028two"}))
    assert found.text == "one\u2028two"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"id": 7}, "'id' is 7, a string was wanted"),
        ({"answerable": "yes"}, "'answerable' is \"yes\", true or false was wanted"),
        ({"gold": "a.md"}, "an array was wanted"),
        ({"gold": ["a.md"]}, "an array of objects was wanted"),
        ({"gold": []}, "'answerable' is True, with no gold"),
        ({"answerable": False}, "'answerable' is False, with 1 gold rows"),
        ({"gold": [{**GOLD, "group": "0"}]}, "a whole number was wanted"),
        ({"gold": [{**GOLD, "quotes": [1]}]}, "an array of strings was wanted"),
        ({"gold": [{"path": "a.md"}]}, "no 'heading_path' in the row"),
    ],
)
def test_a_malformed_row_is_named_by_its_line(
    tmp_path: Path, changed: Mapping[str, object], message: str
) -> None:
    """The message has the file, the line, what was found and what was wanted."""
    path = written(tmp_path, ROW, {**ROW, "id": "q2", **changed})
    with pytest.raises(EvaluationError) as caught:
        read_questions(path)
    assert str(caught.value).startswith(f"{path}:2: ")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("line", "message"),
    [("{", ":2: not JSON"), ("[1]", ":2: [1] found, a JSON object was wanted")],
)
def test_a_line_that_is_no_object_is_named(tmp_path: Path, line: str, message: str) -> None:
    """Neither broken JSON nor any other value passes for a row."""
    with pytest.raises(EvaluationError, match=r"questions\.jsonl:2") as caught:
        read_questions(written(tmp_path, ROW, line))
    assert message in str(caught.value)


def test_an_id_twice_is_refused(tmp_path: Path) -> None:
    """Scores are kept by id: the second would take the first one's."""
    with pytest.raises(EvaluationError, match=r"'q1' is at .*:1 too"):
        read_questions(written(tmp_path, ROW, ROW))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    """A mean over no questions means nothing."""
    with pytest.raises(EvaluationError, match="no question in it"):
        read_questions(written(tmp_path, ""))
