"""The readers that are compared differ in what is said, and in nothing else."""

import pytest
import torch
from torch import nn

from .sizes import KINDS, RANK, auroc, low_rank

pytestmark = pytest.mark.slow


def layers() -> nn.ModuleList:
    torch.manual_seed(3)
    return nn.ModuleList(
        nn.Sequential(nn.Linear(8, 32), nn.Tanh(), nn.Linear(32, 8)) for _ in "abc"
    )


def test_adapters_change_nothing_at_first_and_are_all_that_learns():
    """A product of two narrow matrices beside each matrix, the second of them zero."""
    x = torch.randn(4, 8)
    before = [layer(x) for layer in layers()]
    adapted = low_rank(layers())
    for layer, expected in zip(adapted, before, strict=True):
        assert torch.equal(layer(x), expected)
    learnt = {name: held.shape for name, held in adapted.named_parameters() if held.requires_grad}
    assert len(learnt) == 3 * 2 * 2
    assert all(RANK in shape for shape in learnt.values())


@pytest.mark.parametrize(("kind", "count"), [("1-layer", 1), ("2-layers", 2), ("3-layers", 3)])
def test_a_smaller_reader_has_the_first_layers(kind: str, count: int):
    """Those that go on from where the states come from."""
    whole = layers()
    assert list(KINDS[kind].change(whole)) == list(whole)[:count]


@pytest.mark.parametrize(
    ("yes", "no", "expected"),
    [([2.0, 3.0], [0.0, 1.0], 1.0), ([0.0], [1.0, 2.0], 0.0), ([1.0, 1.0], [1.0], 0.5)],
)
def test_auroc_is_how_often_one_is_above_the_other(yes, no, expected: float):
    """Half where they are equal."""
    assert auroc(yes, no) == expected
