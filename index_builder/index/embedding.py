"""What the encoder makes of a text: one vector for the whole, and one for each token.

Late interaction (Khattab and Zaharia, "ColBERT", SIGIR 2020) compares a question with a passage
token by token. Numbers are kept in eight bits: the builder packs them, the assistant reads them.

If the encoder has a reader, each token also has a state: the output of the encoder's lower layers,
from which the reader continues when a question comes.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

_TOP = 127  # the largest number of eight signed bits, used evenly on both sides of zero


@dataclass(frozen=True, kw_only=True)
class Embedding:
    """A passage's vectors, as the index keeps them."""

    vector: NDArray[np.float32]  # shape (d,), unit length
    tokens: NDArray[np.int8]  # shape (tokens, t), packed
    states: NDArray[np.int8]  # shape (tokens, s), where a reader continues; s is 0 without one


@dataclass(frozen=True, kw_only=True)
class QueryEmbedding:
    """A question's vectors."""

    vector: NDArray[np.float32]  # shape (d,), unit length
    tokens: NDArray[np.float32]  # shape (tokens, t), unit length; without special tokens
    spans: tuple[tuple[int, int], ...]  # of each token in the question, in characters
    states: NDArray[
        np.int8
    ]  # shape (all tokens, s), special ones included; s is 0 without a reader


def pack(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """Return token vectors, shape (tokens, d), in eight bits.

    Only their direction counts, so each is stretched until its largest number is 127; no scale is
    kept. The cosine with the original is above .999 (tests/index).
    """
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    packed: NDArray[np.int8] = np.rint(vectors * (_TOP / np.maximum(largest, 1e-12))).astype(
        np.int8
    )
    return packed


def unpack(packed: NDArray[np.int8]) -> NDArray[np.float32]:
    """Return unit vectors, shape (tokens, d)."""
    vectors = packed.astype(np.float32)
    unit: NDArray[np.float32] = vectors / np.maximum(
        np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12
    )
    return unit


@dataclass(frozen=True, kw_only=True)
class TokenVectors:
    """The packed token vectors of all passages in one array, and where each passage's begin."""

    packed: NDArray[np.int8]  # shape (tokens of all passages, numbers a token)
    starts: NDArray[np.int64]  # shape (passages + 1,)

    def row(self, row: int) -> NDArray[np.float32]:
        """Return one passage's token vectors, shape (tokens, d), unit length."""
        return unpack(self.packed[self.starts[row] : self.starts[row + 1]])

    def packed_row(self, row: int) -> NDArray[np.int8]:
        """Return one passage's token vectors as they are kept."""
        return self.packed[self.starts[row] : self.starts[row + 1]]


def token_parts(packed: Sequence[NDArray[np.int8]]) -> Iterator[bytes | memoryview]:
    """Yield the passages' packed vectors as one array in NumPy's file format, in parts."""
    rows, dimension = sum(len(vectors) for vectors in packed), packed[0].shape[1]
    header = io.BytesIO()
    described = {"descr": "|i1", "fortran_order": False, "shape": (rows, dimension)}
    npy.write_array_header_1_0(header, described)
    yield header.getvalue()
    for vectors in packed:
        yield np.ascontiguousarray(vectors).data


def from_bytes(data: bytes, counts: Sequence[int], dimension: int) -> TokenVectors:
    """Read what `token_parts` gave; `counts` holds each passage's number of tokens.

    Raises:
        ValueError: it is another kind of array, or of another shape.
    """
    starts = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
    stream = io.BytesIO(data)
    npy.read_magic(stream)
    shape, fortran, dtype = npy.read_array_header_1_0(stream)
    if (shape, fortran, dtype) != ((int(starts[-1]), dimension), False, np.dtype(np.int8)):
        raise ValueError(f"{dtype} {shape} found, int8 {(int(starts[-1]), dimension)} wanted")
    packed = np.frombuffer(data, dtype=np.int8, offset=stream.tell())
    return TokenVectors(packed=packed.reshape(shape), starts=starts)
