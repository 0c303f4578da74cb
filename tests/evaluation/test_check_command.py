"""`playbook check` from end to end: a small handbook before and after an edit, and our own."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from surroundings import CONTENT

from assistant.evaluation.check_command import check
from assistant.evaluation.question_file import read_questions
from index_builder.index.errors import IndexMissing, PlaybookError
from index_builder.index.layout import published_names

from .conftest import Handbook


def run(*arguments: str | Path) -> Result:
    """Run the command; what it raises on purpose is raised here."""
    return CliRunner().invoke(check, [*map(str, arguments)], catch_exceptions=False)


def test_an_edit_is_told_question_by_question(handbook: Handbook) -> None:
    """Which lost its section, which moved, which is answered now; the rest is the same."""
    done = run(handbook.questions, "--index", handbook.edited, "--json")
    found = json.loads(done.stdout)
    assert (done.exit_code, found["worse"]) == (3, True)
    assert {held["id"]: held["change"] for held in found["questions"]} == {
        "hotel": "same",
        "train": "moved",
        "carry": "same",
        "laptop": "unanswered",
        "bicycle": "false_answer",
        "moon": "same",
    }
    laptop = found["questions"][3]
    assert laptop["before"]["first"]["path"] == "kit.md"
    assert (laptop["before"]["verdict"], laptop["now"]["verdict"]) == ("right", "declined")
    assert (found["generation"], found["baseline"]) == tuple(published_names(handbook.edited))


def test_quotes_that_no_longer_stand_are_found(handbook: Handbook) -> None:
    """A moved quote has its new place, an edited one its line; a deleted one is said to be gone."""
    found = json.loads(run(handbook.questions, "--index", handbook.edited, "--json").stdout)
    train, carry, laptop = found["missing_quotes"]
    assert [held["id"] for held in (train, carry, laptop)] == ["train", "carry", "laptop"]
    assert all(held["stood_before"] for held in (train, carry, laptop))
    assert train["elsewhere"] == {"path": "trains.md", "line": 8}
    # The edit made "Up to five days of leave can be" into "Up to six days of leave may be".
    assert (carry["nearest"]["path"], carry["nearest"]["line"]) == ("leave.md", 10)
    assert 0.5 <= carry["nearest"]["share"] < 1
    assert laptop["elsewhere"] is None
    assert laptop["nearest"]["share"] < 0.5


def test_the_text_lists_changes_then_sums(handbook: Handbook) -> None:
    """An editor reads what changed, with file and line; unchanged questions are only counted."""
    lines = run(handbook.questions, "--index", handbook.edited).stdout.splitlines()
    titles = [line for line in lines if line and not line.startswith(" ")]
    now, before = published_names(handbook.edited)
    assert titles == [
        f"questions.jsonl: 6 questions, index {now} (before: {before})",
        "no longer answered (1)",
        "now answered, though the playbook does not answer it (1)",
        "answered from another section (1)",
        "gold quotes no longer on their page: update the question file (3)",
        "4 answerable: 3 answered (before: 4), 0 answer not first (before: 0), "
        "1 declined (before: 0), 0 answered from elsewhere (before: 0)",
        "2 unanswerable: 1 declined (before: 2), 1 answered (before: 0)",
        "2 worse, 1 moved, 0 better; quotes to update: 3",
    ]
    assert "    moved to trains.md:8" in lines


def test_going_back_is_better(handbook: Handbook, tmp_path: Path) -> None:
    """Compared with the edited generation, the first content has its answers back."""
    from index_builder.building.builder import BuildOptions, build

    index = tmp_path / "index"
    index.mkdir()
    (index / "encoders").symlink_to((handbook.first / "encoders").resolve())
    for content in (handbook.content.with_name("content-edited"), handbook.content):
        build(BuildOptions(content=content, index=index))
    done = run(handbook.questions, "--index", index, "--json")
    found = json.loads(done.stdout)
    assert done.exit_code == 0
    changes = {held["id"]: held["change"] for held in found["questions"]}
    assert (changes["laptop"], changes["bicycle"]) == ("better", "better")
    assert found["missing_quotes"] == []


def test_without_an_earlier_generation_it_only_reports(handbook: Handbook) -> None:
    """There is nothing to compare with, so nothing got worse."""
    done = run(handbook.questions, "--index", handbook.first)
    assert done.exit_code == 0
    assert "(no earlier one to compare with)" in done.stdout
    assert done.stdout.splitlines()[-1] == "0 not as they should be; quotes to update: 0"


def test_strict_fails_for_any_failing_question(handbook: Handbook) -> None:
    """With nothing to compare with, --strict still fails if any fails, and passes if none does."""
    alone = ["--baseline", "none", "--strict"]
    done = run(handbook.questions, "--index", handbook.edited, *alone)
    assert done.exit_code == 3
    assert "not as it should be (2)" in done.stdout.splitlines()
    assert run(handbook.questions, "--index", handbook.edited, *alone[:2]).exit_code == 0
    assert run(handbook.questions, "--index", handbook.first, "--strict").exit_code == 0


def test_a_baseline_is_named_by_its_first_digits(handbook: Handbook) -> None:
    """A generation that is not kept is an error that names those that are."""
    _, earlier = published_names(handbook.edited)
    arguments = [handbook.questions, "--index", handbook.edited, "--json", "--baseline"]
    assert json.loads(run(*arguments, earlier[:6]).stdout)["baseline"] == earlier
    with pytest.raises(PlaybookError, match=f"start with xyz: name one of {earlier}"):
        run(*arguments, "xyz")
    with pytest.raises(PlaybookError, match="no earlier generation: leave out --baseline"):
        run(handbook.questions, "--index", handbook.first, "--baseline", "xyz")


def test_no_index_is_an_error(handbook: Handbook, tmp_path: Path) -> None:
    """The command line makes it status 1."""
    with pytest.raises(IndexMissing):
        run(handbook.questions, "--index", tmp_path)


@pytest.mark.slow
def test_the_shipped_questions_are_checked(index: Path) -> None:
    """Every question of content/ has an outcome, and every gold quote stands in the content."""
    path = CONTENT / "_questions.jsonl"
    done = run(path, "--index", index, "--json", "--baseline", "none")
    found = json.loads(done.stdout)
    assert done.exit_code == 0
    assert [held["id"] for held in found["questions"]] == [held.id for held in read_questions(path)]
    assert found["missing_quotes"] == []
    assert {held["now"]["verdict"] for held in found["questions"] if not held["answerable"]} <= {
        "declined",
        "false_answer",
    }
    # Whatever the threshold, answers that are given are right more often than not.
    sums = found["sums"]["answerable"]
    assert sums["right"] > sums["elsewhere"] + sums["lower"]
