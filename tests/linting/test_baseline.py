"""A baseline hides what was accepted, wherever it moves to, and nothing else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_builder.linting.baseline import (
    BaselineError,
    baseline_text,
    compare_with_baseline,
    read_baseline,
    write_baseline,
)
from index_builder.linting.finding import Finding

from .folders import findings, write_folder

PAGE = (
    "# A\n\nFind it [here](https://agency.gov/a).\n\n## Examples\n\nOne.\n\n## Examples\n\nTwo.\n"
)


def accepted(folder: Path) -> Path:
    """Write the baseline of a folder as it is."""
    file = folder / "baseline.json"
    write_baseline(file, findings(folder, anchors="kramdown"))
    return file


def new_places(folder: Path, baseline: Path) -> tuple[list[str], int]:
    """Return the code and line of each new finding, and how many of the baseline's are fixed."""
    new, fixed = compare_with_baseline(
        findings(folder, anchors="kramdown"), read_baseline(baseline)
    )
    return [f"{finding.code}:{finding.line}" for finding in new], fixed


@pytest.mark.parametrize(
    ("edit", "new", "fixed"),
    [
        (PAGE, [], 0),
        (f"Lines above.\n\nMore lines.\n\n{PAGE}", [], 0),
        (PAGE.replace("Find it", "  Find\tit "), [], 0),
        (PAGE.replace("Find it", "Look"), ["PB105:3"], 1),
        (PAGE + "\n## Examples\n", ["PB301:13"], 0),
        (PAGE.replace("[here]", "[the form]"), [], 1),
        ("# A\n", [], 2),
    ],
    ids=["as it was", "moved", "blanks", "edited", "once more", "fixed", "all fixed"],
)
def test_an_edit_shows_what_it_brought(
    tmp_path: Path, edit: str, new: list[str], fixed: int
) -> None:
    """Moved and re-spaced lines stay accepted; an edited or added one is new; fixed ones count."""
    baseline = accepted(write_folder(tmp_path, {"a.md": PAGE}))
    write_folder(tmp_path, {"a.md": edit})
    assert new_places(tmp_path, baseline) == (new, fixed)


def test_a_renamed_page_is_looked_at_again(tmp_path: Path) -> None:
    """The path is part of what was accepted."""
    baseline = accepted(write_folder(tmp_path, {"a.md": PAGE}))
    (tmp_path / "a.md").rename(tmp_path / "b.md")
    new, fixed = new_places(tmp_path, baseline)
    assert (len(new), fixed) == (2, 2)


def test_the_file_has_one_sorted_entry_a_line(tmp_path: Path) -> None:
    """Equal findings are one entry with their count, so that a diff shows what was accepted."""
    page = PAGE + "\n## Examples\n"
    file = accepted(write_folder(tmp_path, {"a.md": page, "b.md": "[here](https://agency.gov)\n"}))
    hashes = {finding.line_hash for finding in findings(tmp_path, anchors="kramdown")}
    lines = file.read_text("utf-8").split("\n")
    assert [line.strip().rstrip(",") for line in lines if '"code"' in line] == sorted(
        f'{{"code": "{code}", "path": "{path}", "line_hash": "{line_hash}", "count": {count}}}'
        for code, path, count in [("PB105", "a.md", 1), ("PB105", "b.md", 1), ("PB301", "a.md", 2)]
        for line_hash in hashes
        if f'"{code}", "path": "{path}", "line_hash": "{line_hash}"' in file.read_text("utf-8")
    )
    assert len(hashes) == 3


some_findings = st.lists(
    st.builds(
        Finding,
        code=st.sampled_from(["PB101", "PB301"]),
        name=st.just("a-rule"),
        severity=st.just("note"),
        path=st.text(min_size=1, max_size=3),
        line=st.integers(1, 9),
        sentence=st.just("It is so"),
        fix=st.just("mend it"),
        line_hash=st.sampled_from(["0" * 16, "1" * 16]),
    ),
    max_size=8,
)


@given(accepted_findings=some_findings, later=some_findings)
def test_what_is_written_is_read_and_nothing_is_counted_twice(
    accepted_findings: list[Finding], later: list[Finding], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A folder is clean against its own baseline; new, known and fixed findings add up."""
    file = tmp_path_factory.mktemp("baseline") / "accepted.json"
    write_baseline(file, accepted_findings)
    assert compare_with_baseline(accepted_findings, read_baseline(file)) == ((), 0)
    new, fixed = compare_with_baseline(later, read_baseline(file))
    assert len(later) - len(new) == len(accepted_findings) - fixed


def test_writing_again_gives_the_same_bytes(tmp_path: Path) -> None:
    """The order of findings makes no difference, and the old file gives way in one step."""
    found = findings(write_folder(tmp_path, {"a.md": PAGE, "b.md": PAGE}), anchors="kramdown")
    file = tmp_path / "baseline.json"
    write_baseline(file, found)
    write_baseline(file, reversed(found))
    assert file.read_text("utf-8") == baseline_text(found)
    assert [entry.name for entry in tmp_path.iterdir() if "baseline" in entry.name] == [file.name]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is not JSON"),
        (b"\xff", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"[]", "is not of version 1"),
        (b'{"schema": 2, "findings": []}', "is not of version 1"),
        (b'{"schema": 1}', "is not of version 1"),
        (b'{"schema": 1, "findings": [3]}', "has the entry 3"),
        (b'{"schema": 1, "findings": [{"code": "PB101"}]}', "and a count above 0 are wanted"),
        (
            b'{"schema":1,"findings":[{"code":"a","path":"b","line_hash":"c","count":true}]}',
            "and a count above 0 are wanted",
        ),
    ],
)
def test_what_is_no_baseline_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    """The reason and the way out are in one line."""
    file = tmp_path / "baseline.json"
    file.write_bytes(content)
    with pytest.raises(BaselineError, match=message) as error:
        read_baseline(file)
    assert "--write-baseline" in str(error.value)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """The old file, if there is one, is untouched."""
    with pytest.raises(BaselineError, match=r"nowhere/baseline\.json can't be written"):
        write_baseline(tmp_path / "nowhere" / "baseline.json", [])
