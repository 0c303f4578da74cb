"""A generation is there whole or not at all, whatever happens to the one who writes it."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from folders import published_files
from surroundings import ROOT, environment

from assistant.answer import ask
from index_builder.building.builder import BuildOptions, build
from index_builder.index.errors import IndexUnwritable
from index_builder.index.generation import Generation, open_current
from index_builder.index.layout import KEEP, published_names
from index_builder.storage.writer_lock import writing

# Builds again and again, each time from other paths: nothing is embedded, so that it mostly
# publishes and the random moments fall there.
BUILD_FOREVER = """
import sys
from pathlib import Path
from index_builder.building.builder import BuildOptions, build
content, index, model, times = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
for turn in range(times):
    held = next(content.glob("farm*.md"))
    held.rename(content / f"farm-{turn % 7}.md")
    build(BuildOptions(content=content, index=index, encoder=model))
    print("built", flush=True)
"""
HOLD_THE_LOCK = """
import sys, time
from pathlib import Path
from index_builder.storage.writer_lock import writing
with writing(Path(sys.argv[1]), lambda: None):
    print("held", flush=True)
    time.sleep(600)
"""


@contextmanager
def running(program: str, *arguments: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program until the end of the block, where it is killed."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline(), "it ended before it began"
            yield process
        finally:
            process.send_signal(signal.SIGKILL)


def check_whole(generation: Generation) -> None:
    """The goats' passage stands in one of the pages the content has had, and answers."""
    answer = ask(generation, "Goats eat hay twice a day", top=20)
    paths = {hit.passage.path for hit in answer.citations}
    assert len(paths) == 2
    assert "bees.md" in paths
    assert len(answer.citations) == generation.manifest.passages


def unfinished(index: Path) -> list[str]:
    places = [index, index / "generations", index / "encoders"]
    return [held.name for place in places for held in place.iterdir() if held.name.startswith(".")]


@pytest.mark.slow
def test_readers_never_see_a_mixture_or_nothing(farm_index: Path, farm: Path, small_model: Path):
    """A reader asks without pause through fifty publishes: each answer is of one generation."""
    seen = set()
    with running(BUILD_FOREVER, farm, farm_index, small_model, "50") as process:
        while process.poll() is None:
            generation = open_current(farm_index)
            check_whole(generation)
            seen.add(generation.name)
        assert process.returncode == 0
    assert len(seen) > 1


def test_a_reader_is_told_the_next_generation_when_its_own_is_removed(
    farm_index: Path, monkeypatch
):
    """A builder may remove the folder between a reader's reading the pointer and opening it."""
    from index_builder.index import generation as module

    name = published_names(farm_index)[0]
    told = iter([["0" * 16], [name], [name]])
    monkeypatch.setattr(module, "published_names", lambda _: next(told))
    assert open_current(farm_index).name == name


def test_what_died_builders_left_is_removed_and_nothing_else(
    build_farm: Callable[[], str], empty_index: Path
):
    """Drafts of ours go; a file or folder with any other name is not ours to delete."""
    build_farm()
    ours = [".generation.123.draft", ".0123456789abcdef.7.old", ".current.9.draft"]
    theirs = [".git", "notes", ".draft", ".current"]
    folders = [empty_index, empty_index / "generations"]
    for folder in folders:
        for name in (*ours, *theirs):
            (folder / name).mkdir()
            (folder / name / "file").touch()
    build_farm()
    for folder in folders:
        assert [name for name in ours if (folder / name).exists()] == []
        assert [name for name in theirs if not (folder / name / "file").exists()] == []


def test_only_a_few_generations_are_kept(
    build_farm: Callable[[], str], farm: Path, empty_index: Path
):
    """The newest are kept, in order, and the pointer names exactly those."""
    names = []
    for turn in range(KEEP + 2):
        (farm / "bees.md").write_text(f"# Bees\n\nSwarm {turn}.\n", encoding="utf-8")
        names.append(build_farm())
    assert published_names(empty_index) == names[: -KEEP - 1 : -1]
    assert {held.name for held in (empty_index / "generations").iterdir()} == set(names[-KEEP:])


def test_an_older_content_becomes_current_again(
    build_farm: Callable[[], str], farm: Path, empty_index: Path
):
    """Reverting an edit gives the earlier generation, which is now listed first, and only once."""
    text = (farm / "bees.md").read_text(encoding="utf-8")
    first = build_farm()
    (farm / "bees.md").write_text("# Bees\n\nOther.\n", encoding="utf-8")
    second = build_farm()
    (farm / "bees.md").write_text(text, encoding="utf-8")
    assert build_farm() == first
    assert published_names(empty_index) == [first, second]


@pytest.mark.slow
def test_a_second_builder_waits_and_both_end_well(
    farm: Path, farm_index: Path, small_model: Path, playbook
):
    """The one that waits says so; when the lock is free it builds."""
    command = [sys.executable, "-m", "assistant", "index", str(farm), "--index", str(farm_index)]
    with writing(farm_index, lambda: None):
        second = subprocess.Popen(
            [*command, "--encoder", str(small_model)],
            env=environment(),
            cwd=ROOT,
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert second.stderr is not None
        said = second.stderr.readline().decode()
        assert f"another build is writing this index (process {os.getpid()} on " in said
        assert "waiting for it" in said
        assert second.poll() is None
    out, err = second.communicate(timeout=120)
    assert second.returncode == 0, err.decode()
    assert b"2 pages" in out


@pytest.mark.slow
def test_many_builders_at_once_all_end_well(farm: Path, farm_index: Path, small_model: Path):
    """Three builders of different contents: none fails, and the result of one is current."""
    processes, wanted = [], set()
    for turn in range(3):
        copy = farm.with_name(f"content-{turn}")
        shutil.copytree(farm, copy)
        (copy / "farm.md").rename(copy / f"farm-{turn}.md")
        wanted.add(f"farm-{turn}.md")
        arguments = ["index", str(copy), "--index", str(farm_index), "--encoder", str(small_model)]
        processes.append(
            subprocess.Popen(
                [sys.executable, "-m", "assistant", *arguments],
                env=environment(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
    assert [process.wait(120) for process in processes] == [0, 0, 0]
    generation = open_current(farm_index)
    check_whole(generation)
    assert wanted & {held.path for held in generation.passages}
    assert unfinished(farm_index) == []


def test_a_killed_builder_lets_go_of_the_lock(
    build_farm: Callable[[], str], farm: Path, empty_index: Path, small_model: Path
):
    """The kernel releases the lock with its holder: nobody has to delete a file."""
    with running(HOLD_THE_LOCK, empty_index):
        pass
    waited: list[bool] = []
    options = BuildOptions(content=farm, index=empty_index, encoder=str(small_model))
    build(options, waiting=lambda: waited.append(True))
    assert waited == []


def test_no_room_left_is_an_error_and_the_old_generation_answers(
    farm: Path, farm_index: Path, small_model: Path
):
    """Every write past a limit fails, as on a full disk: one line, status 1, nothing lost."""
    before = published_files(farm_index)
    long = "Bees like clover. " * 300
    (farm / "bees.md").write_text(f"# Bees\n\n{long}\n", encoding="utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "assistant", "index", str(farm)),
            *("--index", str(farm_index), "--encoder", str(small_model)),
        ],
        # Python would keep the cut-off bytecode of what it imports here, and later fail to load it.
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
        check=False,
    )
    said = done.stderr.decode()
    assert done.returncode == 1, said
    assert "the index can't be written" in said
    assert said.count("\n") == 1
    assert published_files(farm_index) == before
    assert unfinished(farm_index) == []


def test_a_folder_that_cannot_be_written_is_an_error_that_says_so(farm: Path, small_model: Path):
    """Not even root may make a folder in /sys."""
    index = Path("/sys/playbook-index")
    if not index.parent.is_dir():
        pytest.skip("needs /sys, where nobody may make a folder")
    options = BuildOptions(content=farm, index=index, encoder=str(small_model))
    with pytest.raises(IndexUnwritable, match="the index can't be written: /sys/playbook-index: "):
        build(options)


def read_only(folder: Path, command: list[str]) -> list[str]:
    """Return the command that runs `command` where `folder` can only be read."""
    if os.geteuid():
        for held in [folder, *folder.rglob("*")]:
            held.chmod(held.stat().st_mode & ~0o222)
        return command
    here = f"mount --bind {folder} {folder} && mount -o remount,ro,bind {folder} && exec "
    wrapped = ["unshare", "-m", "sh", "-c", here + '"$@"', "sh"]
    if subprocess.run([*wrapped, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this root may not mount, and permissions do not bind root")
    return [*wrapped, *command]


def test_a_read_only_index_answers_and_cannot_be_rebuilt(
    farm: Path, farm_index: Path, small_model: Path, tmp_path: Path
):
    """Asking writes nothing into the index; building says what it may not write."""
    index = Path(shutil.copytree(farm_index, tmp_path / "copied"))
    command = read_only(index, [sys.executable, "-m", "assistant"])

    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [*command, *arguments], env=environment(), capture_output=True, check=False
        )

    asked = run("ask", "goats eat hay", "--index", str(index), "--json")
    assert json.loads(asked.stdout)["citations"], asked.stderr.decode()
    (farm / "bees.md").write_text("# Bees\n\nSwarm.\n", encoding="utf-8")
    built = run("index", str(farm), "--index", str(index), "--encoder", str(small_model))
    assert built.returncode == 1
    said = built.stderr.decode()
    assert "the index can't be written" in said
    assert str(index) in said
    assert said.count("\n") == 1
