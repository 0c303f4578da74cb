"""The same content builds the same bytes."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from folders import files_of, published_files
from surroundings import SITE_URL

from index_builder.building.builder import BuildOptions, build


@pytest.mark.slow
def test_two_processes_write_the_same_files(index, playbook, tmp_path):
    """Generations and encoders don't depend on hash seeds, threads, folders or who built them."""
    other = tmp_path / "elsewhere" / "index"
    env = {"PYTHONHASHSEED": "4711", "OMP_NUM_THREADS": "2", "TZ": "Asia/Tokyo"}
    site = ("--site-url", SITE_URL, "--no-remember")
    done = playbook("index", "content", "--index", other, *site, env=env)
    assert done.returncode == 0, done.stderr.decode()
    for part in ("generations", "encoders"):
        ours, theirs = files_of(index / part), files_of(other / part)
        assert ours.keys() == theirs.keys()
        assert [name for name in ours if ours[name] != theirs[name]] == []
    assert (index / "current").read_bytes() == (other / "current").read_bytes()


def test_a_rebuild_after_edits_equals_a_build_from_nothing(
    build_farm: Callable[[], str], farm: Path, empty_index: Path, small_model: Path, tmp_path: Path
):
    """An edited, an added, a renamed and a removed page: the old index leaves no trace."""
    build_farm()
    (farm / "farm.md").rename(farm / "goats.md")
    bees = farm / "bees.md"
    bees.write_text(bees.read_text(encoding="utf-8").replace("windows", "doors"), encoding="utf-8")
    (farm / "new.md").write_text("# New\n\nA new page.\n", encoding="utf-8")
    build_farm()
    (farm / "new.md").unlink()
    build_farm()
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "encoders").symlink_to(empty_index / "encoders")
    build(BuildOptions(content=farm, index=fresh, encoder=str(small_model)))
    assert published_files(empty_index) == published_files(fresh)


def test_a_build_without_a_change_embeds_nothing_and_keeps_the_generation(
    farm: Path, farm_index: Path, small_model: Path
):
    """A generation that already serves is not written again, and no text is embedded twice."""
    before = {held: held.stat().st_mtime_ns for held in (farm_index / "generations").rglob("*")}
    report = build(BuildOptions(content=farm, index=farm_index, encoder=str(small_model)))
    after = {held: held.stat().st_mtime_ns for held in (farm_index / "generations").rglob("*")}
    assert report.embedded == 0
    assert after == before


def test_where_a_model_lies_is_not_in_the_index(
    farm: Path, farm_index: Path, small_model: Path, tmp_path: Path
):
    """A copy of the model in another folder of the same name gives the same generation."""
    copy = tmp_path / "copy" / small_model.name
    shutil.copytree(small_model, copy)
    before = published_files(farm_index)
    build(BuildOptions(content=farm, index=farm_index, encoder=str(copy)))
    assert published_files(farm_index) == before
    assert all(str(small_model).encode() not in data for data in before.values())


def test_the_commit_is_that_of_the_content_also_within_a_git_hook(
    index, monkeypatch, tmp_path: Path
):
    """In a hook, git's own variables point to another folder; they are ignored."""
    from surroundings import CONTENT

    from index_builder.building.page_dates import last_commit

    before = last_commit(CONTENT)
    monkeypatch.setenv("GIT_DIR", str(tmp_path))
    monkeypatch.setenv("GIT_INDEX_FILE", "index")
    assert last_commit(CONTENT) == before
