"""What is refused, and that the message says where and why."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from .bench import read_bench
from .question_file import read_gold_pages, read_questions
from .rows import RelevanceError

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
    with pytest.raises(RelevanceError) as caught:
        read_questions(path)
    assert str(caught.value).startswith(f"{path}:2: ")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("line", "message"),
    [("{", ":2: not JSON"), ("[1]", ":2: [1] found, a JSON object was wanted")],
)
def test_a_line_that_is_no_object_is_named(tmp_path: Path, line: str, message: str) -> None:
    """Neither broken JSON nor another value passes as a row."""
    with pytest.raises(RelevanceError, match=r"questions\.jsonl:2") as caught:
        read_questions(written(tmp_path, ROW, line))
    assert message in str(caught.value)


def test_an_id_twice_is_refused(tmp_path: Path) -> None:
    """Scores are kept by id: the second would take the first one's."""
    with pytest.raises(RelevanceError, match="'q1' stands at .*:1 too"):
        read_questions(written(tmp_path, ROW, ROW))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    """A mean over nothing is no figure."""
    with pytest.raises(RelevanceError, match="no question in it"):
        read_questions(written(tmp_path, ""))


def test_gold_must_stand_in_the_content(tmp_path: Path) -> None:
    """Questions judged on other content are refused, with what is missing."""
    questions = read_questions(written(tmp_path, ROW))
    with pytest.raises(RelevanceError, match=r"the gold path a\.md is not in"):
        read_gold_pages(questions, tmp_path)
    (tmp_path / "a.md").write_text("## Next\n\nSix.\n", encoding="utf-8")
    with pytest.raises(RelevanceError, match=r"the gold quote 'seven' is not in a\.md"):
        read_gold_pages(questions, tmp_path)


def bench(folder: Path, *, queries: str, qrels: str, corpus: str | None = None) -> Path:
    """Write a bench of the three documents a, b and c, where b repeats a."""
    held = [("a", "T", "x"), ("b", "T", "x"), ("c", "", "y")]
    rows = [json.dumps({"_id": name, "title": title, "text": text}) for name, title, text in held]
    (folder / "corpus.jsonl").write_text(corpus or "\n".join(rows))
    (folder / "queries.jsonl").write_text(queries)
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n" + qrels)
    return folder


def test_a_bench_is_read_with_repeats_merged(tmp_path: Path) -> None:
    """Each relevant document is a group; repeated ones are one; qrels decide what is answerable."""
    queries = [
        {"_id": "1", "text": "one"},
        {"_id": "2", "text": "two", "metadata": {"answerability": "UNANSWERABLE"}},
        {"_id": "3", "text": "three", "metadata": {"answerable": False, "near_passage": "c"}},
        {"_id": "4", "text": "and?", "metadata": {"standalone": False}},
    ]
    held = read_bench(
        bench(
            tmp_path,
            queries="\n".join(json.dumps(query) for query in queries),
            qrels="1\tb\t1\n1\ta\t1\n1\tc\t2\n2\tc\t0\n4\ta\t1\n",
        )
    )
    assert [document.id for document in held.documents] == ["a", "c"]
    assert [(asking.id, asking.type) for asking in held.askings] == [
        ("1", "answerable"),
        ("2", "unanswerable"),
        ("3", "same-topic"),
    ]
    assert [(one.id, one.groups) for one in held.judged] == [
        ("1", (frozenset({"a"}), frozenset({"c"})))
    ]
    assert [note.split()[0] for note in held.notes] == ["1", "1"]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"qrels": "1\tz\t1\n"}, "qrels.tsv:2: document 'z' is not in corpus.jsonl"),
        ({"qrels": "1 a 1\n"}, "qrels.tsv:2: '1 a 1' found"),
        ({"qrels": "9\ta\t1\n"}, "query '9' is not in queries.jsonl"),
        ({"corpus": '{"_id": "a", "title": "", "text": " "}'}, "document 'a' has no text"),
    ],
)
def test_a_malformed_bench_is_refused(
    tmp_path: Path, changed: dict[str, str], message: str
) -> None:
    """The message names the file, and the line where there is one."""
    files = {"queries": '{"_id": "1", "text": "one"}', "qrels": "1\ta\t1\n", **changed}
    with pytest.raises(RelevanceError) as caught:
        read_bench(bench(tmp_path, **files))
    assert message in str(caught.value)


def test_a_missing_file_of_a_bench_is_named(tmp_path: Path) -> None:
    """A folder that is no bench is not an empty one."""
    with pytest.raises(RelevanceError, match=r"corpus\.jsonl: No such file"):
        read_bench(tmp_path)
