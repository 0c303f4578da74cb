"""Two finished trainings -> the file of weights, and its sha256 in the code that reads it."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save
from torch import Tensor

from index_builder.models.trained import weights
from index_builder.models.trained.network import APART
from index_builder.models.trained.weights import packed
from index_builder.storage.durable import replace_bytes

from .data_folder import TrainingError

PARTS = ("projection", "reader")
CODE = Path(weights.__file__)

_SHA256 = re.compile(r'^SHA256 = "[0-9a-f]*"$', re.MULTILINE)
_LAYER = re.compile(r"^layers\.(\d+)\.")

Arrays = dict[str, NDArray[np.float32]]


def pack_trained(
    states: Mapping[str, Mapping[str, Any]],
    published: Mapping[str, Tensor],
    target: Path = weights.WEIGHTS,
    code: Path = CODE,
) -> str:
    """Write the weights to `target` and their sha256 into `code`; return the sha256.

    `states` has what `course.read_state` gave for each of PARTS, `published` the published
    encoder's own tensors by their names.
    """
    tensors = {
        f"encoder.projection.{name}": held for name, held in states["projection"]["weights"].items()
    }
    reader = {**states["reader"]["weights"], **states["reader"]["extra"]}
    tensors |= {f"reader.{_of_published(name)}": held for name, held in reader.items()}
    data = save(packed(_arrays(tensors), known(published)))
    digest = hashlib.sha256(data).hexdigest()
    source, found = _SHA256.subn(f'SHA256 = "{digest}"', code.read_text(encoding="utf-8"))
    if found != 1:
        raise TrainingError(
            f'{code} has {found} lines like SHA256 = "…", one was wanted; put it back'
        )
    replace_bytes(target, data)
    replace_bytes(code, source.encode())
    return digest


def known(published: Mapping[str, Tensor]) -> Arrays:
    """Return the published tensors under the names of the reader, which starts from them."""
    return _arrays({f"reader.{name}": held for name, held in published.items()})


def _arrays(tensors: Mapping[str, Tensor]) -> Arrays:
    return {name: held.float().numpy() for name, held in tensors.items()}


def _of_published(name: str) -> str:
    """Return a layer tensor's name in the published encoder; other tensors keep their names."""
    return _LAYER.sub(lambda found: f"encoder.layer.{int(found[1]) + APART}.", name)
