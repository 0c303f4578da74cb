"""When a page was last changed: as it says itself, else as git says; nothing is guessed."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from folders import published_files

from index_builder.building.builder import BuildOptions, build
from index_builder.building.page_dates import change_dates, stated_day
from index_builder.index.generation import open_current

Git = Callable[..., str]


@pytest.fixture
def git(farm: Path) -> Git:
    """Git in the folder above the content, with a commit of both pages."""

    def run(*arguments: str, day: str = "2020-01-01", folder: Path = farm.parent) -> str:
        who = ["-c", "user.name=n", "-c", "user.email=e", "-c", "init.defaultBranch=main"]
        date = f"{day}T23:30:00-0500"
        done = subprocess.run(
            ["git", *who, "-C", str(folder), *arguments],
            capture_output=True,
            text=True,
            check=True,
            env={"PATH": "/usr/bin:/bin", "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date},
        )
        return done.stdout

    run("init", "-q")
    (farm.parent / ".gitignore").write_text("index\nfresh\n", encoding="utf-8")
    run("add", "content")
    run("commit", "-qm", "both", day="2020-02-03")
    return run


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({"last_modified_at": "2021-05-06"}, "2021-05-06"),
        ({"last_modified_at": "2021-05-06T10:00:00Z"}, "2021-05-06"),
        ({"lastmod": "2021-05-06 10:00"}, "2021-05-06"),
        ({"last_updated": "2021-05-06"}, "2021-05-06"),
        ({"last_reviewed_on": "2021-05-06"}, "2021-05-06"),
        ({"last_update": {"date": "2021-05-06", "author": "x"}}, "2021-05-06"),
        ({"last_reviewed_on": "2020-01-01", "last_modified_at": "2021-05-06"}, "2021-05-06"),
        ({"last_updated": "soon", "last_reviewed_on": "2020-01-01"}, "2020-01-01"),
        ({"last_updated": "6 May 2021"}, None),
        ({"last_update": "2021-05-06"}, None),
        ({"last_updated": None, "date": "2021-05-06"}, None),
        ({"last_updated": "2021-05-067"}, None),
    ],
)
def test_what_front_matter_states(fields: dict[str, object], day: str | None):
    """The fields that generators and their plugins read; a date of another form says nothing."""
    assert stated_day(fields) == day


def test_git_tells_of_each_file_apart(git: Git, farm: Path):
    """The author's day in the author's zone; a merge or a commit elsewhere changes no date."""
    (farm / "bees.md").write_text("# Bees\n\nNew.\n", encoding="utf-8")
    git("commit", "-qam", "bees", day="2021-03-04")
    git("checkout", "-qb", "branch", "HEAD^")
    (farm / "wésp s.md").write_text("# Wasps\n\nNew.\n", encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "wasps", day="2021-07-08")
    git("checkout", "-q", "main")
    git("merge", "-qm", "merged", "branch", day="2022-01-01")
    (farm.parent / "notes").write_text("x", encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "elsewhere", day="2022-02-02")
    assert change_dates(farm) == {
        "farm.md": "2020-02-03",
        "bees.md": "2021-03-04",
        "wésp s.md": "2021-07-08",
    }


def test_a_shallow_clone_does_not_pretend(git: Git, farm: Path, tmp_path: Path):
    """Its oldest commit seems to have made all files, so their dates are unknown."""
    (farm / "bees.md").write_text("# Bees\n\nNew.\n", encoding="utf-8")
    git("commit", "-qam", "bees", day="2021-03-04")
    for depth, known in (("1", {}), ("2", {"bees.md": "2021-03-04"})):
        clone = tmp_path / f"clone{depth}"
        git("clone", "-q", "--depth", depth, f"file://{farm.parent}", str(clone))
        assert change_dates(clone / "content") == known
    git("init", "-q", "whole")
    assert change_dates(farm)["farm.md"] == "2020-02-03"


def test_dates_are_in_the_manifest_and_a_new_one_embeds_nothing(
    git: Git, farm: Path, empty_index: Path, small_model: Path
):
    """Front matter goes before git; a date alone makes another generation, of the same vectors."""
    options = BuildOptions(content=farm, index=empty_index, encoder=str(small_model))
    farm_text = (farm / "farm.md").read_text(encoding="utf-8")
    stated = farm_text.replace("---\n", "---\nlast_updated: 2024-05-06\n", 1)
    (farm / "farm.md").write_text(stated, encoding="utf-8")
    first = build(options)
    held = open_current(empty_index)
    assert held.manifest.dates == {"bees.md": "2020-02-03", "farm.md": "2024-05-06"}
    vectors = published_files(empty_index)["vectors.faiss"]
    git("commit", "-q", "--allow-empty", "--amend", "-m", "later", day="2023-04-05")
    second = build(options)
    assert second.generation != first.generation
    assert (second.embedded, second.counts()["unchanged"]) == (0, second.passages)
    assert open_current(empty_index).manifest.dates["bees.md"] == "2020-02-03"
    assert published_files(empty_index)["vectors.faiss"] == vectors


def test_without_git_nothing_is_known(farm_index: Path):
    """Having no date is better than giving the day of a download."""
    held = open_current(farm_index).manifest
    assert (held.commit, held.dates) == (None, {})
