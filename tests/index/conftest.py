"""A cross-encoder and an encoder with a reader, of random weights, and indexes that carry them."""

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from made_once import made_once
from small_reader import export_with_reader, save_wide_model

WORDS = "the farm goats eat hay twice a day milk at dawn never noon bees swarm close windows vet"


@pytest.fixture(scope="session")
def cross_encoder(small_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder on disk, with the small model's words; read it, never write it."""
    from small_cross_encoder import save_cross_encoder

    def make(folder: Path) -> None:
        save_cross_encoder(folder / "judge", small_model.with_name("small-bert"))

    return made_once(tmp_path_factory, "cross-encoders", make) / "judge"


@pytest.fixture(scope="session")
def rerankers(cross_encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cross-encoder, exported once for all tests."""
    from index_builder.models.reranker import keep_reranker

    return made_once(
        tmp_path_factory, "rerankers", lambda folder: keep_reranker(str(cross_encoder), folder)
    )


@pytest.fixture
def build_judged(
    farm: Path, empty_index: Path, small_model: Path, cross_encoder: Path, rerankers: Path
) -> Callable[[], Path]:
    """Build `farm` with the reranker; gives the index."""
    from index_builder.building.builder import BuildOptions, build

    shutil.copytree(rerankers, empty_index / "rerankers")

    def run() -> Path:
        options = BuildOptions(content=farm, index=empty_index, encoder=str(small_model))
        build(dataclasses.replace(options, reranker=str(cross_encoder)))
        return empty_index

    return run


@pytest.fixture
def judged_index(build_judged: Callable[[], Path]) -> Path:
    """An index of `farm` by the small model, with the reranker."""
    return build_judged()


@pytest.fixture(scope="session")
def reading_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model as wide as the reader; only its export has a reader."""
    return (
        made_once(
            tmp_path_factory,
            "reading-models",
            lambda folder: save_wide_model(folder / "reading", WORDS),
        )
        / "reading"
    )


@pytest.fixture(scope="session")
def reading_encoders(reading_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That model exported with a reader, once for all tests."""
    return made_once(
        tmp_path_factory,
        "reading-encoders",
        lambda folder: export_with_reader(reading_model, folder),
    )


@pytest.fixture
def build_reading(
    farm: Path, reading_model: Path, reading_encoders: Path, tmp_path: Path
) -> Callable[..., Path]:
    """Build `farm` with the encoder that has a reader; gives the index of that name."""
    from index_builder.building.builder import BuildOptions, build

    def run(name: str = "reading") -> Path:
        index = tmp_path / name
        if not index.exists():
            index.mkdir()
            (index / "encoders").symlink_to(reading_encoders)
        build(BuildOptions(content=farm, index=index, encoder=str(reading_model)))
        return index

    return run


@pytest.fixture
def reading_index(build_reading: Callable[..., Path]) -> Path:
    """An index of `farm` with a reader; its encoder is shared, so copy it to spoil it."""
    return build_reading()
