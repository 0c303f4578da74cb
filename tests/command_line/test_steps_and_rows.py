"""A step is shown with all of its procedure, a row with its header, wherever they are cut."""

import json
import re
from pathlib import Path

import pytest

from index_builder.building.builder import BuildOptions, build

STEP = "how do I log in to sft.ct.gov"  # its procedure is cut into three passages


def test_a_procedure_is_quoted_whole_around_the_passage_that_answers(playbook, index):
    """The answer first, then what stands before and after it on the page, byte for byte."""
    held = json.loads(playbook("ask", STEP, "--index", index, "--json").stdout)
    first, continued = held["citations"][0], held["continued"]
    before = [one for one in continued if one["lines"] < first["lines"]]
    after = [one for one in continued if one["lines"] > first["lines"]]
    assert before and after
    text = playbook("ask", STEP, "--index", index).stdout.decode()
    quotes = [f"\n{one['quote']}\n\n{one['link']}\n" for one in (first, *before, *after)]
    places = [text.index(quote) for quote in quotes]
    assert places == sorted(places)
    assert places[0] < text.index("\nBefore it on the page:\n") < places[1]
    assert places[1] < text.index("\nAfter it on the page:\n") < places[2]
    steps = re.findall(r"^(\d)\. ", "\n".join(quotes), re.MULTILINE)
    assert sorted(steps) == [str(step) for step in range(1, 9)]


KINDS = "Payroll, Video, Wage, Tax, Health, Court, School, Pension, Census, Licence".split(", ")
TABLE = "".join(
    f"| {kind} files | sent on {at} working days by the office that holds them, encrypted, with a "
    f"note of what they hold and for whom they are meant | {at} GB |\n"
    for at, kind in enumerate(KINDS, 1)
)


@pytest.fixture
def table_index(farm: Path, encoders: Path, tmp_path: Path) -> Path:
    """A playbook with a table longer than a passage, by the default encoder."""
    page = f"# Sending\n\n| What is sent | How it is sent | Size |\n|---|---|---|\n{TABLE}"
    (farm / "sending.md").write_text(page, encoding="utf-8")
    folder = tmp_path / "index"
    folder.mkdir()
    (folder / "encoders").symlink_to(encoders)
    build(BuildOptions(content=farm, index=folder))
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["Payroll", "Court", "Licence"])
def test_a_row_is_quoted_with_its_header(playbook, table_index, kind):
    """The row is marked, in the passage that answers; its header is shown with it, once.

    Passages with other rows alone are no part of the answer.
    """
    question = f"How are {kind.lower()} files sent, and of what size?"
    held = json.loads(playbook("ask", question, "--index", table_index, "--json").stdout)
    first = held["citations"][0]
    assert any(mark["quote"].startswith(f"| {kind} files |") for mark in first["marks"])
    text = playbook("ask", question, "--index", table_index).stdout.decode()
    assert text.count("| What is sent | How it is sent | Size |") == 1
    shown = [other for other in KINDS if f"| {other} files |" in text]
    assert kind in shown
    assert all(text.count(f"| {other} files |") == 1 for other in shown)
    assert KINDS[-1] in shown or kind == KINDS[0]
