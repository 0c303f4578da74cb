"""`playbook eval` from end to end, on a small handbook."""

import inspect
import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from surroundings import environment

from assistant.answering.retrieval import METHODS, retrieve
from assistant.evaluation.eval_command import evaluate
from assistant.evaluation.scoring import MeasuresMissing
from index_builder.index.errors import IndexMissing, PlaybookError

from .conftest import Handbook

MEASURES = ["Success@1", "Success@3", "Success@5", "All@5", "R@10", "nDCG@10", "RR"]
SVG = "{http://www.w3.org/2000/svg}"


def run(*arguments: str | Path) -> Result:
    """Run the command; what it raises on purpose is raised here."""
    return CliRunner().invoke(evaluate, [*map(str, arguments)], catch_exceptions=False)


def report_of(handbook: Handbook, *arguments: str | Path) -> dict:
    done = run(handbook.questions, "--index", handbook.first, "--json", *arguments)
    assert (done.exit_code, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_a_handbook_is_scored(handbook: Handbook) -> None:
    """Every question finds its section, whichever way it is judged; one method, the present one."""
    found = report_of(handbook)
    assert (found["questions"], found["answerable"], found["passages"]) == (6, 4, 5)
    assert [(held["method"], held["by"]) for held in found["figures"]] == [
        (METHODS[0], "section"),
        (METHODS[0], "quote"),
    ]
    for held in found["figures"]:
        assert list(held["measures"]) == MEASURES
        assert held["measures"]["Success@1"] == {"mean": 1, "interval": [1, 1]}
        assert [one["rank"] for one in held["by_question"]] == [1, 1, 1, 1]
    assert found["notes"] == []
    assert [held["id"] for held in found["asked"]] == [
        "hotel", "train", "carry", "laptop", "bicycle", "moon"
    ]  # fmt: skip
    assert found["abstention"]["present"]["by_type"]["near-domain"]["of"] == 2
    assert len(found["abstention"]["curve"]) == 12


def test_the_default_method_is_that_of_ask() -> None:
    """What is measured without --method is what people get."""
    assert inspect.signature(retrieve).parameters["method"].default == METHODS[0]


def test_the_same_index_gives_the_same_bytes(handbook: Handbook) -> None:
    """Nothing in the report depends on the time or the process."""
    arguments = [handbook.questions, "--index", handbook.first, "--json", "--method", "all"]
    assert run(*arguments).stdout == run(*arguments).stdout


def test_the_text_has_each_measure_once_a_way(handbook: Handbook) -> None:
    """One line for each measure with its interval, each threshold, and each type of question."""
    done = run(handbook.questions, "--index", handbook.first, "--by", "quote", "--by-question")
    lines = done.stdout.splitlines()
    table = lines.index(next(line for line in lines if line.startswith("by quote"))) + 1
    assert [line.split()[0] for line in lines[table : table + 7]] == MEASURES
    assert lines[table].split()[1:] == ["1.000", "[1.000", "1.000]"]
    types = lines.index(next(line for line in lines if line.startswith("type "))) + 1
    assert [line.split()[:2] for line in lines[types : types + 2]] == [
        ["fact", "4"],
        ["near-domain", "2"],
    ]
    assert "   1  hotel  'What may a hotel room cost a night?'" in lines


def test_content_gives_the_same_figures_as_the_index(handbook: Handbook) -> None:
    """The passages hold the pages, so quotes are found in either."""
    assert report_of(handbook, "--content", handbook.content) == report_of(handbook)


def test_other_content_than_was_indexed_is_refused(handbook: Handbook) -> None:
    """Positions in other files would judge other words."""
    with pytest.raises(PlaybookError, match=r"not what was indexed: run `playbook index"):
        run(handbook.questions, "--index", handbook.edited, "--content", handbook.content)


def test_what_the_index_lacks_is_said(handbook: Handbook) -> None:
    """A question whose gold is gone counts as missed, and a note names it."""
    found = json.loads(run(handbook.questions, "--index", handbook.edited, "--json").stdout)
    assert [note.partition(" of ")[2] for note in found["notes"]] == [
        "train, laptop: counted as missed",
        "train, carry, laptop: counted as missed",
    ]
    ranks = {held["id"]: held["rank"] for held in found["figures"][1]["by_question"]}
    assert ranks == {"hotel": 1, "train": None, "carry": None, "laptop": None}


def test_a_report_compared_with_itself_has_no_difference(
    handbook: Handbook, tmp_path: Path
) -> None:
    """Every difference and its interval are zero, and no question moved."""
    saved = tmp_path / "a.json"
    saved.write_text(json.dumps(report_of(handbook)), encoding="utf-8")
    found = json.loads(run("--compare", saved, saved, "--json").stdout)
    assert [held["by"] for held in found["figures"]] == ["section", "quote"]
    for held in (*(one for each in found["figures"] for one in each["differences"]),):
        assert (held["difference"], held["interval"]) == (0, [0, 0])
    assert found["flipped"] == []
    assert all(held["moved"] == [] for held in found["figures"])


def test_a_saved_report_is_compared_with_the_index_as_it_is_now(
    handbook: Handbook, tmp_path: Path
) -> None:
    """By quote three of four questions lose their gold: Success@1 falls from 1 to a quarter."""
    saved = tmp_path / "before.json"
    saved.write_text(json.dumps(report_of(handbook)), encoding="utf-8")
    index = ["--index", handbook.edited, "--by", "quote"]
    done = run(handbook.questions, *index, "--compare", saved, METHODS[0])
    lines = done.stdout.splitlines()
    success = next(line for line in lines if line.startswith("Success@1")).split()
    assert success[1:4] == ["1.000", "0.250", "-0.750"]
    assert "rank of the first right hit: 0 higher, 3 lower, 1 same" in lines
    assert "  1 → -      laptop  'Who replaces a broken laptop?'" in lines


def test_two_methods_are_compared(handbook: Handbook) -> None:
    """Each way of judging is a table; `ask` is the same on both sides."""
    index = ["--index", handbook.first]
    done = run(handbook.questions, *index, "--compare", "dense", "sparse", "--json")
    found = json.loads(done.stdout)
    assert [held["methods"] for held in found["figures"]] == [["dense", "sparse"]] * 2
    assert {held["difference"] for held in found["answering"]} == {0}


def test_the_curve_is_drawn(handbook: Handbook, tmp_path: Path) -> None:
    """The file is XML with title and description, and says where the threshold is now."""
    path = tmp_path / "curve.svg"
    done = run(handbook.questions, "--index", handbook.first, "--plot", path)
    assert done.stderr == f"playbook: the curve is in {path}\n"
    drawn = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    assert drawn.findtext(f"{SVG}title") == "Answered or declined: questions.jsonl"
    assert "now, from " in (drawn.findtext(f"{SVG}desc") or "")
    assert len(drawn.findall(f"{SVG}circle")) == 2  # the mark, and its place in the legend


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "name QUESTIONS"),
        (["absent.jsonl"], "absent.jsonl"),
        (["{questions}", "--plot", "curve.png"], "written as SVG only"),
        (["{questions}", "--method", "psychic"], "is not a method; choose "),
        (["--compare", METHODS[0], METHODS[1]], "is to be measured now"),
        (["--compare", "a", "b", "--by-question"], "leave out --plot, --by-question"),
    ],
)
def test_wrong_usage_is_status_2(handbook: Handbook, arguments: list[str], message: str) -> None:
    """The message says what was wanted."""
    done = run(*(held.format(questions=handbook.questions) for held in arguments))
    assert (done.exit_code, message in done.stderr) == (2, True), done.stderr


def test_errors_are_the_projects_own(handbook: Handbook, tmp_path: Path) -> None:
    """No index, no report, no report of ours, no folder for the plot: one line each."""
    with pytest.raises(IndexMissing):
        run(handbook.questions, "--index", tmp_path)
    with pytest.raises(PlaybookError, match=r"absent\.json: No such file"):
        run("--compare", tmp_path / "absent.json", tmp_path / "absent.json")
    (tmp_path / "list.json").write_text("[1]")
    with pytest.raises(PlaybookError, match=r"no report of version 1: save one with"):
        run("--compare", tmp_path / "list.json", tmp_path / "list.json")
    with pytest.raises(PlaybookError, match="name a file that can be written"):
        plot = tmp_path / "absent" / "curve.svg"
        run(handbook.questions, "--index", handbook.first, "--plot", plot)


def test_questions_on_another_playbook_are_refused(handbook: Handbook, tmp_path: Path) -> None:
    """An index without any of the gold's pages would score zero, and nobody would know why."""
    path = tmp_path / "other.jsonl"
    path.write_text(handbook.questions.read_text().replace(".md", ".markdown"))
    with pytest.raises(PlaybookError, match="the index has none of the pages"):
        run(path, "--index", handbook.first)


def test_a_missing_library_is_named(handbook: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """The measures need an optional package: if missing, the message says how to install it."""
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    with pytest.raises(MeasuresMissing, match=r"pip install 'playbook-assistant\[eval\]'"):
        run(handbook.questions, "--index", handbook.first)


@pytest.mark.parametrize("name", ["eval", "check"])
def test_help_loads_nothing_heavy(name: str) -> None:
    """Neither numpy nor the measures are loaded for a page of help."""
    code = (
        f"import sys; from assistant.evaluation.{name}_command import {name} as command;"
        "command(['--help'], standalone_mode=False);"
        "print({'numpy', 'faiss', 'ir_measures', 'onnxruntime', 'rich'} & sys.modules.keys())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "set()"
