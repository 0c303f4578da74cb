"""The parts together."""

from pathlib import Path

import pytest
import torch

from . import whole
from .data_folder import DataFolder
from .part import Part
from .rows import Examples
from .whole import Whole

pytestmark = pytest.mark.slow


@pytest.mark.usefixtures("one_thread")
@pytest.mark.parametrize("part", ["projection", "reader"])
def test_a_training_has_the_threads_it_was_given(
    part: Part,
    data: DataFolder,
    work: Path,
    examples: Examples,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Loading an encoder leaves torch with one thread; a second run would give other weights."""
    threads: list[int] = []
    monkeypatch.setattr(whole, "run", lambda *_: threads.append(torch.get_num_threads()))
    steps = {"projection": 4, "reader": 4}
    Whole(data=data, work=work, steps=steps, seed=0, threads=2, say=print).do(part)
    assert threads == [2]
