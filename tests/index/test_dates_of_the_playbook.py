"""Two dates of the real playbook: a page renamed, its address misspelt and taken by another."""

import json
from collections import Counter
from pathlib import Path

import pytest
from surroundings import corpus_at

from index_builder.building.builder import BuildOptions, build
from index_builder.index.changes import Change, compare_passages
from index_builder.index.generation import open_current, open_generation
from index_builder.index.layout import published_names
from index_builder.verifying.current_content import read_current_content

BEFORE, AFTER = "2022-06-02c", "2022-06-02d"
LINKING, RENAMED = "8_appendix-c-linking-datasets.md", "6_linking-datasets.md"
LIBRARY = "8_appendix-b-resource-library.md"
RESEARCH = "Active Research and Development"
TAKEN = "/linking-datasets/"  # by the library; the renamed page is at an address misspelt

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def dates() -> Path:
    """The published playbook's folders, one a date."""
    return corpus_at("playbook")


@pytest.fixture
def dates_index(dates: Path, empty_index: Path, small_model: Path) -> Path:
    """An index of both dates, the later one current."""
    for date in (BEFORE, AFTER):
        build(BuildOptions(content=dates / date, index=empty_index, encoder=str(small_model)))
    return empty_index


def changes(index: Path) -> list[Change]:
    after, before = (open_generation(index, name).passages for name in published_names(index))
    return compare_passages(before, after)


def test_passages_are_followed_to_the_renamed_page(dates: Path, index: Path):
    """No section of it is new or gone except its reading list, which went into the library."""
    encoder = open_current(index).encoder
    before, after = (
        read_current_content(dates / date, encoder).passages for date in (BEFORE, AFTER)
    )
    of_page = [
        held
        for held in compare_passages(before, after)
        if held.before and held.before.path == LINKING
    ]
    for held in of_page:
        assert held.before
        if held.before.headings[-1:] in (("Recommended reading",), (RESEARCH,)):
            assert held.after is None or held.after.path == LIBRARY
        else:
            assert held.after
            assert held.after.path == RENAMED
    assert {held.kind for held in of_page} >= {"moved", "edited"}


def test_a_link_to_the_page_whose_address_was_taken(playbook, dates: Path, dates_index: Path):
    """It opens another page now; the words that it was for are found under the new address."""
    done = playbook("verify", dates / AFTER, "--index", dates_index, "--citation", TAKEN, "--json")
    assert done.returncode == 3
    found = json.loads(done.stdout)
    assert found["passages"]
    assert all(held["before"]["path"] == LINKING for held in found["passages"])
    after = {(held["after"]["path"], held["after"]["url"]) for held in found["passages"]}
    assert after == {(RENAMED, "/linking-datasests/")}


def test_a_corrected_word_is_the_difference(playbook, dates_index: Path):
    """In a section of the renamed page, a misspelling and typewriter quotes were corrected."""
    done = playbook("diff", "--index", dates_index)
    assert done.returncode == 3, done.stderr.decode()
    assert "[-mulitple-] {+multiple+}" in done.stdout.decode()


def test_verify_agrees_with_the_comparison(playbook, dates: Path, dates_index: Path):
    """The earlier date's content against the later date's index: the same the other way round."""
    done = playbook("verify", dates / BEFORE, "--index", dates_index, "--json")
    counts = Counter(held.kind for held in changes(dates_index))
    content = json.loads(done.stdout)["content"]
    assert content["added"] == counts["removed"]
    assert content["removed"] == counts["added"]
    assert content["unchanged"] == counts["unchanged"]
