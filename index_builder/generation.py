"""The index on disk: generations beside one another, and a pointer to the current one.

    INDEX/current                       names of the published generations, newest first
    INDEX/generations/NAME/             manifest.json, passages.jsonl, vectors.faiss, tokens.npy,
                                        lexical/
    INDEX/encoders/FINGERPRINT/         the exported encoder, shared by generations
    INDEX/rerankers/FINGERPRINT/        the exported reranker, where one is used
    INDEX/lock                          held by the one builder that writes

A generation is written beside the others, synced, renamed into place and then pointed to by one
atomic rename; readers see the old one or the new one. Only this file imports faiss.
"""

import dataclasses
import hashlib
import shutil
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index_builder.drafts import draft_of
from index_builder.durable import (
    publish_folder,
    replace_bytes,
    sync_file,
    sync_folder,
    write_bytes,
)
from index_builder.embedding import Embedding, TokenVectors, from_bytes, to_bytes
from index_builder.errors import IndexMissing, IndexRefused
from index_builder.exported_encoder import ExportedEncoder, open_encoder
from index_builder.exported_reranker import ExportedReranker, open_reranker
from index_builder.lexical import FILES as LEXICAL_FILES
from index_builder.lexical import Lexical, write_lexical
from index_builder.manifest import Manifest, generation_name
from index_builder.passage import Passage
from index_builder.passage_lines import from_lines, to_lines
from index_builder.pointer import GENERATIONS, NAME, pointing_to, published_or_none
from index_builder.pointer import POINTER as POINTER
from index_builder.pointer import published as published
from index_builder.writer_lock import ENCODERS as ENCODERS
from index_builder.writer_lock import RERANKERS as RERANKERS
from index_builder.writer_lock import writing as writing

if TYPE_CHECKING:
    import faiss

KEEP = 3  # generations kept, the current one included: a reader may still be opening an old one
MANIFEST, PASSAGES, VECTORS = "manifest.json", "passages.jsonl", "vectors.faiss"
TOKENS = "tokens.npy"
_HEADER = struct.Struct("<4siqqqBiQ")
_REBUILD = "run `playbook index` to build it anew"


@dataclass(frozen=True, kw_only=True, eq=False)
class Generation:
    """One published state of the index, every file of it checked when it was opened."""

    manifest: Manifest
    passages: tuple[Passage, ...]
    vectors: "faiss.Index"  # row i is passage i; unit length, so inner product is cosine
    tokens: TokenVectors
    lexical: Lexical
    encoder: ExportedEncoder
    reranker: ExportedReranker | None = None

    @property
    def name(self) -> str:
        """The generation's name."""
        return self.manifest.generation

    def similarities(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the cosine of a unit vector, shape (d,), with each passage, shape (n,)."""
        scores, rows = self.vectors.search(vector[None, :], len(self.passages))
        similarities = np.empty(len(self.passages), dtype=np.float32)
        similarities[rows[0]] = scores[0]
        return similarities

    def embedding(self, row: int) -> Embedding:
        """Return one passage's vectors as they were made."""
        vector = np.asarray(self.vectors.reconstruct(row), dtype=np.float32)
        return Embedding(vector=vector, tokens=self.tokens.packed_of(row))


def open_current(index: Path) -> Generation:
    """Open the current generation of an index folder.

    Raises:
        IndexMissing: nothing has been published there.
        IndexRefused: it is damaged, untrusted, or of another format version.
    """
    while True:
        names = published(index)
        if not names:
            raise IndexMissing(
                f"no index in {index}; run `playbook index CONTENT --index {index}` to build it"
            )
        try:
            return open_generation(index, names[0])
        except IndexRefused:
            # A builder may have removed the one we were told of just as we opened it.
            if published(index) == names:
                raise


def open_generation(index: Path, name: str) -> Generation:
    """Open one generation by name; see `open_current` for what it raises."""
    folder = index / GENERATIONS / name
    data = _read(folder / MANIFEST)
    if generation_name(data) != name:
        raise IndexRefused(f"{folder / MANIFEST} is damaged: it is not {name}'s; {_REBUILD}")
    manifest = Manifest.from_bytes(data, str(folder / MANIFEST))
    if manifest.files.keys() != set(_names()):
        raise IndexRefused(f"{folder / MANIFEST} lists other files than ours; {_REBUILD}")
    files = {file: _checked(folder / file, digest) for file, digest in manifest.files.items()}
    passages = _read_passages(files[PASSAGES], folder)
    return Generation(
        manifest=manifest,
        passages=passages,
        vectors=_read_vectors(files[VECTORS], len(passages), manifest.encoder.dimension, folder),
        tokens=_read_tokens(files[TOKENS], passages, manifest.encoder.dimension, folder),
        lexical=_read_lexical(files, len(passages), folder),
        encoder=open_encoder(index / ENCODERS, manifest.encoder),
        reranker=open_reranker(index / RERANKERS, manifest.reranker),
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise IndexRefused(f"{path}: {error.strerror}; {_REBUILD}") from error


def _checked(path: Path, digest: str) -> bytes:
    data = _read(path)
    if hashlib.sha256(data).hexdigest() != digest:
        raise IndexRefused(f"{path} is damaged: not the bytes that were published; {_REBUILD}")
    return data


def _names() -> list[str]:
    return [PASSAGES, VECTORS, TOKENS, *_lexical_names()]


def _lexical_names() -> list[str]:
    return [f"lexical/{name}" for name in LEXICAL_FILES]


def _read_passages(data: bytes, folder: Path) -> tuple[Passage, ...]:
    try:
        return from_lines(data)
    except ValueError as error:
        raise IndexRefused(f"{folder / PASSAGES} can't be read ({error}); {_REBUILD}") from error


def _read_vectors(data: bytes, count: int, dimension: int, folder: Path) -> "faiss.Index":
    """Check type and size against the header of faiss's flat format before faiss may read it.

    The header (faiss/impl/index_write.cpp): "IxFI", dimension, count, two unused words, a flag,
    the metric (0 is the inner product), the number of floats that follow.
    """
    import faiss

    wanted = _HEADER.pack(b"IxFI", dimension, count, 1 << 20, 1 << 20, 1, 0, count * dimension)
    if not data.startswith(wanted) or len(data) != len(wanted) + 4 * count * dimension:
        raise IndexRefused(
            f"{folder / VECTORS} is not a flat index of {count} vectors of {dimension}; {_REBUILD}"
        )
    index: faiss.Index = faiss.deserialize_index(np.frombuffer(data, dtype=np.uint8))
    return index


def _read_tokens(
    data: bytes, passages: Sequence[Passage], dimension: int, folder: Path
) -> TokenVectors:
    try:
        return from_bytes(data, [held.tokens for held in passages], dimension)
    except ValueError as error:
        raise IndexRefused(f"{folder / TOKENS} can't be read ({error}); {_REBUILD}") from error


def _read_lexical(files: Mapping[str, bytes], count: int, folder: Path) -> Lexical:
    try:
        lexical = Lexical.read({name: files[f"lexical/{name}"] for name in LEXICAL_FILES})
    except ValueError as error:
        raise IndexRefused(f"{folder}/lexical can't be read ({error}); {_REBUILD}") from error
    if lexical.passages != count:
        raise IndexRefused(
            f"{folder}/lexical is of {lexical.passages} passages, not of {count}; {_REBUILD}"
        )
    return lexical


def publish(
    index: Path, manifest: Manifest, passages: Sequence[Passage], embeddings: Sequence[Embedding]
) -> str:
    """Write a generation and make it the current one; the caller holds the lock.

    `manifest.files` is filled in here; embedding i is passage i's. Returns the generation's name.
    What was current stays so until the last step, and serves if that never comes.
    """
    generations = index / GENERATIONS
    generations.mkdir(parents=True, exist_ok=True)
    draft = draft_of(generations / "generation")
    draft.mkdir()
    try:
        files = _write_files(draft, passages, embeddings)
        manifest = dataclasses.replace(manifest, files=files)
        write_bytes(draft / MANIFEST, manifest.to_bytes())
        # The same content has the same name: what serves already is not touched.
        if not _is_intact(index, manifest.generation):
            publish_folder(draft, generations / manifest.generation)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    _point_to(index, manifest.generation)
    return manifest.generation


def _is_intact(index: Path, name: str) -> bool:
    try:
        open_generation(index, name)
    except IndexRefused:
        return False
    return True


def _write_files(
    draft: Path, passages: Sequence[Passage], embeddings: Sequence[Embedding]
) -> dict[str, str]:
    import faiss

    vectors = np.stack([held.vector for held in embeddings])
    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(vectors)
    write_bytes(draft / PASSAGES, to_lines(passages))
    write_bytes(draft / VECTORS, faiss.serialize_index(flat).tobytes())
    write_lexical([held.embedded for held in passages], draft / "lexical")
    write_bytes(draft / TOKENS, to_bytes([held.tokens for held in embeddings]))
    for name in _lexical_names():
        sync_file(draft / name)
    sync_folder(draft / "lexical")
    return {name: hashlib.sha256((draft / name).read_bytes()).hexdigest() for name in _names()}


def _point_to(index: Path, name: str) -> None:
    earlier = [held for held in published_or_none(index) if held != name]
    kept = [name, *earlier][:KEEP]
    replace_bytes(index / POINTER, pointing_to(kept))
    for folder in (index / GENERATIONS).iterdir():
        if NAME.fullmatch(folder.name) and folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)
