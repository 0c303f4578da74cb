"""The samples in deploy/ do what they say, tried for real."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
import yaml
from surroundings import ROOT, environment

from assistant.cli import playbook as every_command
from index_builder.index.generation import open_current

HOOK = ROOT / "deploy" / "post-merge"
WHO = ("AUTHOR_NAME", "AUTHOR_EMAIL", "COMMITTER_NAME", "COMMITTER_EMAIL")
RECIPE = ROOT / "deploy" / "rebuild.yml"

Git = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def command(tmp_path: Path, small_model: Path) -> Path:
    """`playbook` with the small model as its encoder."""
    script = tmp_path / "playbook"
    script.write_text(
        f'#!/bin/sh\nexec {sys.executable} -m assistant "$@" --encoder {small_model}\n', "utf-8"
    )
    script.chmod(0o755)
    return script


@pytest.fixture
def git(farm: Path, empty_index: Path, command: Path) -> Git:
    """Git in a clone that has the hook, beside a repository that holds the farm."""
    told = {
        "PLAYBOOK": str(command),
        "PLAYBOOK_INDEX": str(empty_index),
        **{
            f"GIT_{who}_{what}": "x"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        },
    }

    def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", "-C", str(folder), *arguments],
            env=environment(**told),
            capture_output=True,
            text=True,
            check=True,
        )

    origin = farm.parent / "origin"
    origin.mkdir()
    shutil.move(farm, origin / "content")
    run(origin, "init", "-q", "-b", "main")
    run(origin, "add", ".")
    run(origin, "commit", "-qm", "first")
    run(origin.parent, "clone", "-q", str(origin), "clone")
    shutil.copy(HOOK, origin.parent / "clone" / ".git" / "hooks" / "post-merge")
    return run


def test_a_pull_builds_what_was_merged(git: Git, tmp_path: Path, empty_index: Path):
    """The index is of the merged pages and of the merge's commit, though git speaks of its own."""
    origin, clone = tmp_path / "origin", tmp_path / "clone"
    (origin / "content" / "bees.md").write_text("# Bees\n\nThe queen left.\n", encoding="utf-8")
    git(origin, "commit", "-qam", "second")
    pulled = git(clone, "pull", "-q", "--ff-only")
    assert "2 pages" in pulled.stdout + pulled.stderr
    held = open_current(empty_index)
    assert any("The queen left." in passage.quote for passage in held.passages)
    assert held.manifest.commit == git(origin, "rev-parse", "HEAD").stdout.strip()
    assert held.manifest.dates.keys() == {"bees.md", "farm.md"}


def test_a_merge_that_cannot_be_built_keeps_the_old_index(
    git: Git, tmp_path: Path, empty_index: Path
):
    """Git has merged all the same; the message is the builder's own."""
    origin, clone = tmp_path / "origin", tmp_path / "clone"
    (origin / "content" / "bees.md").write_text("# Bees\n\nOne.\n", encoding="utf-8")
    git(origin, "commit", "-qam", "second")
    git(clone, "pull", "-q")
    before = open_current(empty_index).name
    for page in ("bees.md", "farm.md"):
        (origin / "content" / page).write_bytes(b"\xff\xff")
    git(origin, "commit", "-qam", "third")
    assert "nothing to index" in git(clone, "pull", "-q").stderr
    assert open_current(empty_index).name == before


def test_the_recipe_runs_commands_that_there_are():
    """Each command, option and file named in it exists; it asks for the whole history."""
    recipe = yaml.safe_load(RECIPE.read_text(encoding="utf-8"))
    steps = recipe["jobs"]["rebuild"]["steps"]
    assert steps[0]["with"]["fetch-depth"] == 0
    said = [step["run"].split() for step in steps if "run" in step]
    assert [words[0] for words in said] == ["make", ".venv/bin/playbook", ".venv/bin/playbook"]
    assert re.search(r"(?m)^install:", (ROOT / "Makefile").read_text(encoding="utf-8"))
    context = click.Context(every_command)
    for words in said[1:]:
        called = every_command.get_command(context, words[1])
        assert called
        called.make_context(words[1], [str(ROOT / w) if "/" in w else w for w in words[2:]])
