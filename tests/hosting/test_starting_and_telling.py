"""A bot starts with what is sound, and tells of what it does."""

from pathlib import Path

import pytest

from assistant.hosting.following import Serving
from index_builder.index.errors import IndexMissing, IndexRefused

from .conftest import Build, Heard, Serve, edit, flip_a_bit, metric, serve_an_older


def test_a_start_with_a_damaged_generation_answers_from_the_one_before(
    farm: Path, empty_index: Path, build_farm: Build, serve: Serve, heard: Heard
):
    """A bot that restarts still answers while an older generation is sound."""
    older = build_farm()
    edit(farm, "3")
    newer = build_farm()
    flip_a_bit(empty_index / "generations" / newer / "passages.jsonl")
    serving = serve(empty_index)
    serving.look()
    assert serving.generation.name == older
    assert len(heard.refusals) == 1


def test_a_start_without_any_sound_generation_says_why(
    farm: Path, empty_index: Path, build_farm: Build, serve: Serve
):
    """Nothing published and nothing sound are errors that say what to do."""
    with pytest.raises(IndexMissing, match="run `playbook index"):
        serve(empty_index)
    flip_a_bit(empty_index / "generations" / build_farm() / "passages.jsonl")
    with pytest.raises(IndexRefused, match="run `playbook index`"):
        serve(empty_index)


def test_a_listener_that_fails_does_not_end_the_following(
    farm: Path, empty_index: Path, build_farm: Build, heard: Heard
):
    """The index is still followed, whatever a listener does with the news."""
    build_farm()

    def failing(old: object, new: object) -> None:
        heard.changed(old, new)
        raise ValueError("nobody is listening")

    with Serving(empty_index, every=0.01, changed=failing) as serving:
        for meals in ("1", "2"):
            edit(farm, meals)
            heard.wait_for(build_farm())
    assert serving.generation.name == heard.changes[-1][1]


def test_metrics_name_what_answers(farm: Path, empty_index: Path, build_farm: Build, serve: Serve):
    """Prometheus is told the generation, its passages and that a switch took place."""
    serving = serve_an_older(farm, empty_index, build_farm, serve)
    serving.look()
    name = serving.generation.name
    assert metric(serving, "playbook_generation_info", name=name, encoder="small", commit="") == 1
    assert metric(serving, "playbook_generation_passages") == len(serving.generation.passages)
    assert metric(serving, "playbook_generation_switch_seconds_count") == 2


def test_no_generation_before_the_start(empty_index: Path, heard: Heard):
    """Asking too early is a mistake of the caller's."""
    serving = Serving(empty_index, changed=heard.changed)
    with pytest.raises(RuntimeError, match="start"):
        _ = serving.generation
    serving.close()
