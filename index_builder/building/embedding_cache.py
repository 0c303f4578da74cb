"""Texts -> embeddings; a text that the cache holds is not embedded again."""

import struct
from collections.abc import Iterable, Sequence

import numpy as np

from index_builder.building.provenance import EMBEDDING, versions
from index_builder.index.embedding import Embedding
from index_builder.index.exported_encoder import GRAPH
from index_builder.index.exported_model import TOKENIZER, WEIGHTS_SUFFIX
from index_builder.models.encoder import Encoder, Track
from index_builder.storage.cache import Cache, key_of

_FORMAT = "embedding 2"  # of an entry, and of how vectors are packed
_SHAPE = struct.Struct("<IIII")  # numbers in the vector; tokens; numbers of a token, of a state


class EmbeddingCache:
    """The embeddings made by one exported encoder with the libraries installed."""

    def __init__(self, encoder: Encoder, cache: Cache) -> None:
        self._encoder, self._cache = encoder, cache
        exported = encoder.exported
        files = (GRAPH, GRAPH + WEIGHTS_SUFFIX, TOKENIZER)  # not the reader
        self._maker = key_of(
            _FORMAT,
            *(f"{name} {exported.files[name]}" for name in files),
            *(f"{name} {number}" for name, number in versions(EMBEDDING).items()),
            *(exported.document_prompt, str(exported.window), str(exported.document_skips)),
        )

    def of(self, texts: Iterable[str], track: Track = iter) -> tuple[list[Embedding], int]:
        """Return each text's embedding, and how many were made now; `track` follows the making.

        Each is cached as soon as it is made, so that a build that is killed has not worked in vain.
        """
        wanted = list(texts)
        known = {text: self._kept(text) for text in dict.fromkeys(wanted)}
        missing = [text for text, embedding in known.items() if embedding is None]
        made = zip(missing, self._encoder.embed(missing, track), strict=True)
        for text, embedding in made:
            self._cache.put(self._key(text), _to_bytes(embedding))
            known[text] = embedding
        return [kept for text in wanted if (kept := known[text])], len(missing)

    def missing(self, texts: Sequence[str]) -> int:
        """Return how many of the texts are still to be embedded."""
        return sum(self._kept(text) is None for text in dict.fromkeys(texts))

    def _key(self, text: str) -> str:
        return key_of(self._maker, text)

    def _kept(self, text: str) -> Embedding | None:
        data = self._cache.get(self._key(text))
        return _from_bytes(data) if data else None


def _to_bytes(embedding: Embedding) -> bytes:
    shape = _SHAPE.pack(len(embedding.vector), *embedding.tokens.shape, embedding.states.shape[1])
    vector = embedding.vector.astype("<f4").tobytes()
    return shape + vector + embedding.tokens.tobytes() + embedding.states.tobytes()


def _from_bytes(data: bytes) -> Embedding:
    """Read what `_to_bytes` wrote; the cache has checked its bytes."""
    dimension, count, of_token, of_state = _SHAPE.unpack_from(data)
    vector = np.frombuffer(data, "<f4", dimension, _SHAPE.size)
    packed = np.frombuffer(data, np.int8, offset=_SHAPE.size + vector.nbytes)
    tokens, states = np.split(packed, [count * of_token])
    return Embedding(
        vector=vector,
        tokens=tokens.reshape(count, of_token),
        states=states.reshape(count, of_state),
    )
