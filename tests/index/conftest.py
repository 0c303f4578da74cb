"""A cross-encoder of random weights, and indexes that carry it."""

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def cross_encoder(small_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder on disk, with the small model's words; read it, never write it."""
    from small_cross_encoder import save_cross_encoder

    folder = tmp_path_factory.mktemp("cross") / "judge"
    save_cross_encoder(folder, small_model.with_name("small-bert"))
    return folder


@pytest.fixture(scope="session")
def rerankers(cross_encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cross-encoder, exported once for all tests."""
    from index_builder.reranker import keep_reranker

    folder = tmp_path_factory.mktemp("rerankers")
    keep_reranker(str(cross_encoder), folder)
    return folder


@pytest.fixture
def build_judged(
    farm: Path, empty_index: Path, small_model: Path, cross_encoder: Path, rerankers: Path
) -> Callable[[], Path]:
    """Build `farm` with the reranker; gives the index."""
    from index_builder.builder import BuildOptions, build

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
