"""The trained weights as they are stored: differences from the published encoder's, in four bits.

`handbook.safetensors` holds, for each matrix of the published encoder (all-MiniLM-L6-v2) that
training changed, what to add to it, in groups of GROUP numbers of one row: two numbers in each
byte, and one scale for each group. Everything else is kept in half precision. Names are `reader.…`,
with its layers called as in the published encoder, and `encoder.projection.weight`.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index_builder.index.errors import EncoderError

if TYPE_CHECKING:
    import torch

WEIGHTS = Path(__file__).parent / "handbook.safetensors"
# Of WEIGHTS: a file that a merge or a disk has changed must not be used.
SHA256 = "fafcf068b812bd4d96364f0cc8b2730a87f4910a6fe546530f0e4d70a7c9ab29"
GROUP = 32  # numbers that share a scale
_TOP = 7  # the largest number of four signed bits, used evenly on both sides of zero
_PACKED, _SCALES, _PLAIN = ".packed", ".scales", ".plain"

Arrays = Mapping[str, NDArray[np.float32]]


def packed(changed: Arrays, base: Arrays) -> dict[str, NDArray[np.generic]]:
    """Return the file's tensors: `changed`, as differences from `base` for the names it shares."""
    tensors: dict[str, NDArray[np.generic]] = {}
    for name, value in changed.items():
        difference = value - base[name] if name in base else value
        if value.ndim == 2 and name in base:
            groups = difference.reshape(-1, GROUP)
            scales = (np.abs(groups).max(axis=1, keepdims=True) / _TOP).astype(np.float16)
            divisors = np.maximum(scales.astype(np.float32), 1e-12)
            steps = np.clip(np.rint(groups / divisors), -_TOP, _TOP).astype(np.int8) + 8
            low, high = steps.reshape(-1, 2).astype(np.uint8).T
            tensors[name + _PACKED] = (low | high << 4).reshape(value.shape[0], -1)
            tensors[name + _SCALES] = scales.reshape(value.shape[0], -1)
        else:
            tensors[name + _PLAIN] = difference.astype(np.float16)
    return tensors


def unpacked(
    tensors: Mapping[str, NDArray[np.generic]], base: Arrays
) -> dict[str, NDArray[np.float32]]:
    """Return the tensors that `packed` was given, as exactly as it keeps them."""
    values: dict[str, NDArray[np.float32]] = {}
    for stored, tensor in tensors.items():
        name, _, kind = stored.rpartition(".")
        if f".{kind}" == _SCALES:
            continue
        if f".{kind}" == _PLAIN:
            value = tensor.astype(np.float32)
        else:
            bytes_ = tensor.astype(np.uint8).reshape(-1)
            steps = np.stack([bytes_ & 15, bytes_ >> 4], axis=1).astype(np.float32) - 8
            scales = tensors[name + _SCALES].astype(np.float32).reshape(-1, 1)
            value = (steps.reshape(-1, GROUP) * scales).reshape(len(tensor), -1)
        values[name] = value + base[name] if name in base else value
    return values


def trained_weights(base: Mapping[str, "torch.Tensor"]) -> dict[str, "torch.Tensor"]:
    """Return every trained tensor by name, given the published encoder's own.

    `base` has the names of transformers' BertModel.

    Raises:
        EncoderError: the file is not the one that was published with this code.
    """
    import torch
    from safetensors.numpy import load

    data = WEIGHTS.read_bytes()
    if (found := hashlib.sha256(data).hexdigest()) != SHA256:
        raise EncoderError(
            f"{WEIGHTS} is damaged: its sha256 is {found}, wanted {SHA256}; install again"
        )
    known = {f"reader.{name}": value.numpy() for name, value in base.items()}
    return {name: torch.from_numpy(value) for name, value in unpacked(load(data), known).items()}
