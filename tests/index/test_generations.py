"""Generations listed, taken back to, thinned out; and the one who writes them."""

import dataclasses
import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from folders import files_of

from index_builder.building.builder import BuildOptions, build
from index_builder.index.errors import IndexMissing, IndexRefused, IndexUnwritable
from index_builder.index.generation import open_current
from index_builder.index.layout import published_names
from index_builder.storage.history import list_generations, prune, roll_back
from index_builder.storage.writer_lock import last_writer, writing


def never() -> None:
    raise AssertionError("nobody else is writing")


@pytest.fixture
def three(build_farm: Callable[[], str], farm: Path, empty_index: Path) -> list[str]:
    """The names of three generations, the newest first."""
    names = []
    for turn in range(3):
        (farm / "bees.md").write_text(f"# Bees\n\nSwarm {turn}.\n", encoding="utf-8")
        names.insert(0, build_farm())
    return names


def test_the_list_tells_them_apart(three: list[str], empty_index: Path, playbook):
    """Newest first, the current one marked, with counts, commit and what content it is of."""
    done = playbook("index", "--list", "--index", empty_index, "--json")
    held = json.loads(done.stdout)["generations"]
    assert [one["generation"] for one in held] == three
    assert [one["current"] for one in held] == [True, False, False]
    assert len({one["content_digest"] for one in held}) == 3
    for one in held:
        assert (one["pages"], one["passages"], one["commit"], one["refused"]) == (2, 4, None, None)
    text = playbook("index", "--list", "--index", empty_index).stdout.decode().splitlines()
    assert [line[:18] for line in text] == [f"* {three[0]}", f"  {three[1]}", f"  {three[2]}"]
    assert "2 pages, 4 passages, commit none, content " in text[0]


def test_a_damaged_one_is_listed_with_the_reason(three: list[str], empty_index: Path, playbook):
    """The others are listed all the same."""
    (empty_index / "generations" / three[1] / "manifest.json").write_bytes(b"{}")
    held = list_generations(empty_index)
    assert [one.name for one in held] == three
    assert held[1].manifest is None
    assert "is damaged" in str(held[1].refused)
    done = playbook("index", "--list", "--index", empty_index)
    assert b"is damaged" in done.stdout.splitlines()[1]
    assert done.returncode == 0


def test_rolled_back_it_answers_from_the_one_before(three: list[str], empty_index: Path, playbook):
    """Rolled back once more, it answers from the newer one again; none is lost."""
    newest, before, oldest = three
    done = playbook("index", "--rollback", "--index", empty_index)
    assert done.stdout.decode() == f"now serving {before} (was {newest})\n"
    assert open_current(empty_index).name == before
    assert published_names(empty_index) == [before, newest, oldest]
    assert roll_back(empty_index, None, never) == (newest, before)
    assert published_names(empty_index) == three


def test_rolled_back_to_one_by_name(three: list[str], empty_index: Path, playbook):
    """Any that is kept can answer again; for an unknown name, the error lists those there are."""
    done = playbook("index", "--rollback", three[2], "--index", empty_index, "--json")
    assert json.loads(done.stdout) == {"generation": three[2], "before": three[0]}
    done = playbook("index", "--rollback", "0" * 16, "--index", empty_index)
    said = done.stderr.decode()
    assert done.returncode == 1
    assert said.count("\n") == 1
    assert all(name in said for name in three)
    assert open_current(empty_index).name == three[2]


def test_the_next_build_is_of_the_content_again(
    three: list[str], build_farm: Callable[[], str], empty_index: Path
):
    """Going back is no setting: the next build publishes what the pages say now."""
    roll_back(empty_index, three[2], never)
    assert build_farm() == three[0]
    assert published_names(empty_index)[0] == three[0]


@pytest.mark.parametrize("file", ["manifest.json", "vectors.faiss", "tokens.npy", "pages.jsonl"])
def test_a_damaged_one_is_not_rolled_back_to(three: list[str], empty_index: Path, file: str):
    """It is read through first, and the generation that answers stays current."""
    (empty_index / "generations" / three[1] / file).write_bytes(b"")
    with pytest.raises(IndexRefused):
        roll_back(empty_index, None, never)
    assert published_names(empty_index) == three


def test_there_must_be_one_to_roll_back_to(
    build_farm: Callable[[], str], empty_index: Path, tmp_path: Path
):
    """Without an index nothing is made; with one generation there is none before it."""
    with pytest.raises(IndexMissing, match="run `playbook index"):
        roll_back(tmp_path / "none", None, never)
    assert not (tmp_path / "none").exists()
    build_farm()
    with pytest.raises(IndexMissing, match="has one generation"):
        roll_back(empty_index, None, never)


def test_as_many_stay_as_are_asked_for(
    three: list[str], farm: Path, empty_index: Path, small_model: Path
):
    """`--keep` counts the new one; it also works on a build that changes nothing."""
    options = BuildOptions(content=farm, index=empty_index, encoder=str(small_model))
    build(dataclasses.replace(options, keep=2))
    assert published_names(empty_index) == three[:2]
    (farm / "bees.md").write_text("# Bees\n\nNone.\n", encoding="utf-8")
    name = build(dataclasses.replace(options, keep=1)).generation
    assert published_names(empty_index) == [name]
    assert [held.name for held in (empty_index / "generations").iterdir()] == [name]


def test_pruning_makes_room_and_loses_nothing(
    three: list[str],
    build_farm: Callable[[], str],
    empty_index: Path,
    tmp_path: Path,
    playbook,
):
    """The cache goes, and so do encoders that no generation uses; everything else stays."""
    index = Path(shutil.copytree(empty_index, tmp_path / "copy"))
    used = index / "encoders" / open_current(index).encoder.folder.name
    for other in set((index / "encoders").iterdir()) - {used}:  # other tests' models
        shutil.rmtree(other)
    shutil.copytree(used, used.with_name("0" * 16))
    (index / "encoders" / "notes").mkdir()
    before = files_of(index / "generations")
    spent = sum(len(data) for data in files_of(index / "cache").values())
    spent += sum(len(data) for data in files_of(used).values())
    done = playbook("index", "--prune", "--cache-limit", "0", "--index", index, "--json")
    assert json.loads(done.stdout) == {"removed_bytes": spent}
    assert files_of(index / "cache") == {}
    assert {held.name for held in (index / "encoders").iterdir()} == {used.name, "notes"}
    assert files_of(index / "generations") == before
    assert open_current(index).name == three[0]


def test_nothing_is_pruned_by_an_index_that_cannot_be_read(three: list[str], empty_index: Path):
    """Nobody knows what a damaged generation uses."""
    (empty_index / "generations" / three[2] / "manifest.json").write_bytes(b"")
    with pytest.raises(IndexRefused):
        prune(empty_index, 0, never)
    assert any((empty_index / "cache").iterdir())


def test_who_does_not_wait_is_told_who_writes(
    farm_index: Path, farm: Path, small_model: Path, playbook
):
    """Only `--no-wait` fails, in one line that names the process holding the lock."""
    command = ("index", farm, "--index", farm_index, "--encoder", small_model)
    with writing(farm_index, never):
        holder = last_writer(farm_index)
        assert holder
        for extra in ((), ("--rollback",), ("--prune",)):
            done = playbook(*command, "--no-wait", *extra)
            said = done.stderr.decode()
            assert done.returncode == 1
            assert said.count("\n") == 1
            assert f"another build is writing this index (process {holder.pid} on " in said
        assert playbook(*command, "--dry-run").returncode == 0
        assert playbook("index", "--list", "--index", farm_index).returncode == 0
        assert playbook("ask", "goats eat hay", "--index", farm_index).returncode in (0, 3)
    assert playbook(*command, "--no-wait").returncode == 0


def test_a_reader_never_blocks_a_build(farm_index: Path, build_farm: Callable[[], str]):
    """Readers take no lock, and what they have open goes on answering."""
    held = open_current(farm_index)
    (farm_index / "current").chmod(0o644)
    done = threading.Thread(target=build_farm, daemon=True)
    done.start()
    done.join(60)
    assert not done.is_alive()
    assert held.encoder.embed_query("goats").vector.shape == (32,)


def test_a_build_that_will_not_wait_refuses(farm_index: Path, farm: Path, small_model: Path):
    """The same as a call: an error, and the holder goes on."""
    options = BuildOptions(content=farm, index=farm_index, encoder=str(small_model), wait=False)
    with writing(farm_index, never), pytest.raises(IndexUnwritable, match="another build is"):
        build(options)


@pytest.mark.parametrize("modes", [("--list", "--prune"), ("--watch", "--dry-run")])
def test_one_thing_at_a_time(playbook, modes: tuple[str, str]):
    """Options that exclude each other are wrong usage, and the message says so."""
    done = playbook("index", *modes)
    assert done.returncode == 2
    assert "cannot be combined" in done.stderr.decode()
