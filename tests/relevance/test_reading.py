"""Which content and benches are refused, and that the message says where and why."""

import json
from pathlib import Path

import pytest

from assistant.evaluation.question_file import Gold, JudgedQuestion
from assistant.evaluation.rows import EvaluationError

from .bench import read_bench
from .content import read_gold_pages


def test_gold_must_stand_in_the_content(tmp_path: Path) -> None:
    """Questions judged on other content are refused, with what is missing."""
    gold = Gold(
        place="q:1", path="a.md", heading_path=("Next",), anchor="", group=0, quotes=("seven",)
    )
    asked = [JudgedQuestion(id="q", text="How?", answerable=True, type="fact", gold=(gold,))]
    with pytest.raises(EvaluationError, match=r"the gold path a\.md is not in"):
        read_gold_pages(asked, tmp_path)
    (tmp_path / "a.md").write_text("## Next\n\nSix.\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"the gold quote 'seven' is not in a\.md"):
        read_gold_pages(asked, tmp_path)


def bench(folder: Path, *, queries: str, qrels: str, corpus: str | None = None) -> Path:
    """Write a bench of the three documents a, b and c, where b repeats a."""
    held = [("a", "T", "x"), ("b", "T", "x"), ("c", "", "y")]
    rows = [json.dumps({"_id": name, "title": title, "text": text}) for name, title, text in held]
    (folder / "corpus.jsonl").write_text(corpus or "\n".join(rows))
    (folder / "queries.jsonl").write_text(queries)
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n" + qrels)
    return folder


def test_a_bench_is_read_with_repeats_merged(tmp_path: Path) -> None:
    """Each relevant document is a group, repeats count once; qrels decide what is answerable."""
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
    with pytest.raises(EvaluationError) as caught:
        read_bench(bench(tmp_path, **files))
    assert message in str(caught.value)


def test_a_missing_file_of_a_bench_is_named(tmp_path: Path) -> None:
    """A folder that is no bench is not taken for an empty bench."""
    with pytest.raises(EvaluationError, match=r"corpus\.jsonl: No such file"):
        read_bench(tmp_path)
