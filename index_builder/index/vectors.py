"""The file of the passages' vectors: a flat FAISS index. Only this module imports FAISS."""

import struct
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_HEADER = struct.Struct("<4siqqqBiQ")


def vectors_to_bytes(vectors: Sequence[NDArray[np.float32]]) -> bytes:
    """Return vectors of unit length, shape (d,) each, as the bytes of an inner product index."""
    import faiss

    matrix = np.stack(vectors)
    flat = faiss.IndexFlatIP(matrix.shape[1])
    flat.add(matrix)
    data: bytes = faiss.serialize_index(flat).tobytes()
    return data


class Vectors:
    """The vectors of `count` passages; row i is passage i."""

    def __init__(self, data: bytes, count: int, dimension: int) -> None:
        """Read what `vectors_to_bytes` wrote: `count` vectors of `dimension`.

        FAISS reads it only after its header and size were found to be those of the flat format.
        The header (faiss/impl/index_write.cpp): "IxFI", dimension, count, two unused words, a
        flag, the metric (0 is the inner product), the number of floats that follow.

        Raises:
            ValueError: it is something else.
        """
        import faiss

        wanted = _HEADER.pack(b"IxFI", dimension, count, 1 << 20, 1 << 20, 1, 0, count * dimension)
        if not data.startswith(wanted) or len(data) != len(wanted) + 4 * count * dimension:
            raise ValueError(f"not a flat index of {count} vectors of {dimension}")
        self._flat: faiss.Index = faiss.deserialize_index(np.frombuffer(data, dtype=np.uint8))
        self.count = count

    def similarities(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the cosine of a unit vector, shape (d,), with each row, shape (count,)."""
        scores, rows = self._flat.search(vector[None, :], self.count)
        similarities = np.empty(self.count, dtype=np.float32)
        similarities[rows[0]] = scores[0]
        return similarities

    def row(self, at: int) -> NDArray[np.float32]:
        """Return one passage's vector as it was made, shape (d,)."""
        return np.asarray(self._flat.reconstruct(at), dtype=np.float32)
