"""The command from end to end, on a small handbook and a small bench."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from surroundings import ROOT

from assistant.answering.retrieval import METHODS

from .command import relevance
from .own_index import KEPT_IN, own_index, share_encoders

PAGES = {
    "leave.md": "# Leave\n\nStaff have 25 days of annual leave a year.\n\n"
    "## Carrying leave over\n\nUp to five days of leave can be carried over to the next year.\n",
    "travel.md": "# Travel\n\nBook trains through the travel desk.\n\n"
    "## Hotels\n\nA hotel room may cost 120 pounds a night.\n",
}


def question(name: str, text: str, *gold: dict[str, object]) -> dict[str, object]:
    kind = "fact" if gold else "near-domain"
    return {
        "id": name, "question": text, "answerable": bool(gold), "type": kind, "gold": list(gold)
    }  # fmt: skip


def gold(
    path: str, headings: Sequence[str], anchor: str, quote: str, group: int
) -> dict[str, object]:
    return {
        "path": path, "heading_path": headings, "anchor": anchor, "group": group, "quotes": [quote]
    }  # fmt: skip


CARRY = gold(
    "leave.md", ["Leave", "Carrying leave over"], "carrying-leave-over", "Up to five days", 0
)
HOTEL = gold("travel.md", ["Travel", "Hotels"], "hotels", "120 pounds", 1)
QUESTIONS = [
    question("carry", "How many days of leave can I carry over?", CARRY),
    question("both", "carry over leave, and cost of a hotel room", CARRY, HOTEL),
    question("moon", "Who was the first person on the moon?"),
]


@pytest.fixture
def handbook(tmp_path: Path, encoders: Path) -> list[str]:
    """Return the arguments that name a small handbook, its questions and its index."""
    content = tmp_path / "content"
    content.mkdir()
    for name, text in PAGES.items():
        (content / name).write_text(f"---\nlayout: page\n---\n{text}", encoding="utf-8")
    questions = tmp_path / "questions.jsonl"
    questions.write_text("\n".join(map(json.dumps, QUESTIONS)), encoding="utf-8")
    share_encoders(tmp_path / "index", encoders)
    return [str(questions), str(content), "--index", str(tmp_path / "index")]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.relevance", *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_a_handbook_is_scored(handbook: list[str]) -> None:
    """The figures are those that the small handbook must give, and the same on every run."""
    first, again = (run(*handbook, "--json", "--by-question") for _ in range(2))
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == again.stdout
    found = json.loads(first.stdout)
    assert (found["questions"], found["answerable"], found["notes"]) == (3, 2, [])
    assert len(found["figures"]) == 2 * len(METHODS)
    hybrid = next(held for held in found["figures"] if held["method"] == "hybrid")
    assert [held["rank"] for held in hybrid["by_question"]] == [1, 1]
    means = {name: held["mean"] for name, held in hybrid["measures"].items()}
    assert (means["Success@1"], means["All@5"], means["R@10"]) == (1, 1, 1)
    assert hybrid["by_question"][0]["first"].startswith("leave.md:")
    assert {held["id"]: held["answered"] for held in found["asked"]}["moon"] is False
    assert found["abstention"]["kept"]["by_type"] == {"near-domain": {"answered": 0, "of": 1}}


def test_the_table_shows_what_was_asked_for(handbook: list[str]) -> None:
    """One method and one way of judging give one line of figures, with the questions below it."""
    done = CliRunner().invoke(
        relevance, [*handbook, "--method", "sparse", "--by", "quote", "--by-question"]
    )
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert lines[1].startswith("3 questions, 2 of them answerable; 4 passages")
    assert [line.split() for line in lines if line.startswith("by ")] == [
        ["by", "quote", "[95", "%]", "sparse"]
    ]
    assert [line.split()[1] for line in lines if line.startswith("Success@1 ")] == ["1.000"]
    asked = lines.index("   1  carry  'How many days of leave can I carry over?'")
    assert lines[asked + 1].startswith("      first: leave.md:")


@pytest.mark.slow
def test_a_bench_is_scored_by_its_documents(tmp_path: Path, encoders: Path) -> None:
    """A long document ranks once, by its best passage; a second run embeds nothing."""
    long = " ".join(f"Sentence {n} is about nothing at all." for n in range(80))
    corpus = [
        {"_id": "long", "title": "Fillers", "text": f"{long} Otters hold hands while they sleep."},
        {"_id": "short", "title": "Trains", "text": "Trains leave the station at noon."},
    ]
    queries = [
        {"_id": "1", "text": "Which animals hold hands while asleep?"},
        {"_id": "2", "text": "price of gold", "metadata": {"answerable": False}},
    ]
    bench = tmp_path / "bench"
    bench.mkdir()
    (bench / "corpus.jsonl").write_text("\n".join(map(json.dumps, corpus)))
    (bench / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)))
    (bench / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n1\tlong\t1\n")
    index = tmp_path / "index"
    share_encoders(index, encoders)
    arguments = ["--bench", str(bench), "--index", str(index), "--json", "--by-question"]
    first = CliRunner().invoke(relevance, arguments)
    assert first.exit_code == 0, first.output
    (generation,) = (index / "generations").iterdir()
    made = (generation / "manifest.json").stat().st_mtime_ns
    again = CliRunner().invoke(relevance, arguments)
    assert again.output == first.output
    assert (generation / "manifest.json").stat().st_mtime_ns == made
    found = json.loads(first.output)
    assert found["passages"] > len(corpus)
    assert {held["by"] for held in found["figures"]} == {"document"}
    assert {held["by_question"][0]["rank"] for held in found["figures"]} == {1}


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        ([], 2, "name QUESTIONS and CONTENT"),
        (["absent.jsonl", "."], 2, "absent.jsonl"),
        (["{questions}"], 2, "name QUESTIONS and CONTENT"),
        (["{questions}", "{content}", "--bench", "{content}"], 2, "--bench judges by itself"),
        (["--bench", "{content}"], 1, "corpus.jsonl: No such file or directory"),
        (["{content}/leave.md", "{content}"], 1, "leave.md:1: not JSON"),
        (["{questions}", "{content}/.."], 1, "the gold path leave.md is not in"),
    ],
)
def test_errors_name_what_is_wrong(
    handbook: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    status: int,
    message: str,
) -> None:
    """Wrong usage ends with 2, wrong files with 1, with the cause; no traceback, no index."""
    monkeypatch.chdir(tmp_path)
    questions, content, *_ = handbook
    named = [held.format(questions=questions, content=content) for held in arguments]
    done = CliRunner().invoke(relevance, named)
    assert (done.exit_code, message in done.output) == (status, True), done.output
    assert isinstance(done.exception, SystemExit)
    assert not (tmp_path / KEPT_IN).exists()


def test_help_loads_nothing_heavy() -> None:
    """Help comes at once: neither the encoder's nor the measures' libraries are loaded for it."""
    code = (
        "import sys; from tests.relevance.command import relevance;"
        "relevance(['--help'], standalone_mode=False);"
        "print(*{'torch', 'faiss', 'ir_measures', 'onnxruntime'} & sys.modules.keys(), sep=',')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "QUESTIONS is a file of judged questions" in done.stdout
    assert done.stdout.splitlines()[-1] == ""


def test_each_source_has_an_index_of_its_own_and_all_share_one_encoder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Folders of one name do not share an index; asking again gives the same one."""
    monkeypatch.chdir(tmp_path)
    first, second = (own_index(tmp_path / name / "content") for name in ("one", "two"))
    assert first != second
    assert first == own_index(tmp_path / "one" / "content")
    assert (first / "encoders").resolve() == (second / "encoders").resolve()
    assert (first / "encoders").is_dir()
