"""An encoder loaded from the packed file has the trained weights, to the precision kept."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file
from torch import nn

from index_builder.index.errors import EncoderError
from index_builder.models import model_folder
from index_builder.models.model_folder import DEFAULT_ENCODER, find_model
from index_builder.models.torch_models import load_encoder
from index_builder.models.trained import weights
from index_builder.models.trained.network import APART, WIDTH, Reader
from index_builder.models.trained.weights import GROUP, trained_weights, unpacked

from .data_folder import TrainingError
from .packing import CODE, known, pack_trained
from .projection_training import TOKEN_WIDTH
from .published import Published
from .reader_training import SCALE

pytestmark = pytest.mark.slow

LEAST_STEP = 1e-6  # of half precision, in which the steps are kept


def trained(module: nn.Module, **extra: torch.Tensor) -> dict[str, Any]:
    """Return the state of a training that moved every weight a little."""
    random = torch.Generator().manual_seed(3)
    with torch.no_grad():
        for held in module.parameters():
            held.add_(torch.randn(held.shape, generator=random) * 2e-3)
    return {"weights": module.state_dict(), "extra": extra}


@pytest.fixture(scope="module")
def states(published: Published) -> dict[str, dict[str, Any]]:
    """Both parts as trainings leave them."""
    scale = torch.linspace(0.01, 0.2, WIDTH).half().float()
    reader = Reader(published.upper_layers())
    reader.center.copy_(scale - 0.1)
    return {
        "projection": trained(nn.Linear(WIDTH, TOKEN_WIDTH, bias=False)),
        "reader": trained(reader, **{SCALE: scale}),
    }


@pytest.fixture
def packed(
    states: dict[str, dict[str, Any]],
    published: Published,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """The file that both were packed into; encoders are loaded from this file only."""
    target, code = tmp_path / "handbook.safetensors", tmp_path / "weights.py"
    code.write_bytes(CODE.read_bytes())
    digest = pack_trained(states, published.weights, target, code)
    assert f'\nSHA256 = "{digest}"\n' in code.read_text(encoding="utf-8")
    monkeypatch.setattr(weights, "WEIGHTS", target)
    monkeypatch.setattr(weights, "SHA256", digest)
    monkeypatch.setattr(model_folder, "TRAINED", target)
    return target


def test_no_weight_is_off_by_a_step_of_its_group(
    packed: Path, states: dict[str, dict[str, Any]], published: Published
) -> None:
    """Four bits keep each difference from the published encoder to the step of its group."""
    tensors = load_file(packed)
    values = unpacked(tensors, known(published.weights))
    wanted = {**states["reader"]["weights"], **states["reader"]["extra"]}
    assert len(values) == len(wanted) + 1
    for stored, of_groups in tensors.items():
        name = stored.removesuffix(".scales")
        if name == stored:
            continue
        _, _, _, number, rest = name.split(".", 4)
        trained_to = wanted[f"layers.{int(number) - APART}.{rest}"].numpy()
        errors = np.abs(values[name] - trained_to).reshape(-1, GROUP).max(axis=1)
        steps = of_groups.astype(np.float32).reshape(-1)
        assert (errors < steps + LEAST_STEP).all(), name
    assert sum(name.endswith(".scales") for name in tensors) == 3 * 6  # matrices of three layers


def test_an_encoder_is_loaded_from_what_was_trained(
    packed: Path, states: dict[str, dict[str, Any]]
) -> None:
    """Each tensor comes to the place it was trained in, the scale included."""
    loaded = load_encoder(find_model(DEFAULT_ENCODER))
    assert loaded.reader is not None
    found = {
        "projection": {"weight": loaded.pipeline.projection.weight},  # type: ignore[union-attr]
        "reader": {**loaded.reader.reader.state_dict(), SCALE: loaded.reader.scale},
    }
    for part, state in states.items():
        wanted = {**state["weights"], **state["extra"]}
        assert found[part].keys() == wanted.keys()
        for name, held in wanted.items():
            # Had a tensor come to another's place, it would be off by more than its own size.
            off = (found[part][name] - held).abs().mean()
            assert off < held.abs().mean() / 5, (part, name)


def test_a_file_with_another_digest_is_refused(packed: Path, published: Published) -> None:
    """A merge or a disk that changed one byte must not answer for an agency."""
    assert trained_weights(published.weights)
    data = bytearray(packed.read_bytes())
    data[-1] ^= 1
    packed.write_bytes(bytes(data))
    with pytest.raises(EncoderError, match=r"is damaged: its sha256 is \w+, wanted \w+; insta"):
        trained_weights(published.weights)


def test_code_without_a_digest_is_left_alone(
    states: dict[str, dict[str, Any]], published: Published, tmp_path: Path
) -> None:
    """Neither file is touched then: weights and digest change together."""
    code = tmp_path / "weights.py"
    code.write_text("GROUP = 32\n", encoding="utf-8")
    with pytest.raises(TrainingError, match="has 0 lines like SHA256"):
        pack_trained(states, published.weights, tmp_path / "new.safetensors", code)
    assert [held.name for held in tmp_path.iterdir()] == ["weights.py"]
