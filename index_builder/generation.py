"""The index on disk: generations beside one another, and a pointer to the current one.

    INDEX/current                       names of the published generations, newest first
    INDEX/generations/NAME/             manifest.json passages.jsonl vectors.faiss lexical/
    INDEX/encoders/FINGERPRINT/         the exported encoder, shared by generations
    INDEX/lock                          held by the one builder that writes

A generation is written beside the others, synced, renamed into place and then pointed to by one
atomic rename; readers see the old one or the new one. Only this file imports faiss.
"""

import dataclasses
import hashlib
import json
import os
import shutil
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index_builder.durable import publish_folder, replace_bytes, sync_file, sync_folder, write_bytes
from index_builder.errors import IndexMissing, IndexRefused
from index_builder.exported_encoder import ExportedEncoder, read_exported
from index_builder.lexical import FILES as LEXICAL_FILES
from index_builder.lexical import Lexical
from index_builder.manifest import Manifest, generation_name
from index_builder.passage import Passage

if TYPE_CHECKING:
    import faiss

KEEP = 3  # generations kept, the current one included: a reader may still be opening an old one
POINTER, MANIFEST, PASSAGES, VECTORS = "current", "manifest.json", "passages.jsonl", "vectors.faiss"
_HEADER = struct.Struct("<4siqqqBiQ")
_REBUILD = "run `playbook index` to build it anew"


@dataclass(frozen=True, kw_only=True)
class Generation:
    """One published state of the index, every file of it checked when it was opened."""

    manifest: Manifest
    passages: tuple[Passage, ...]
    vectors: "faiss.Index"  # row i is passage i; unit length, so inner product is cosine
    lexical: Lexical
    encoder: ExportedEncoder

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

    def vector(self, row: int) -> NDArray[np.float32]:
        """Return one passage's vector, shape (d,)."""
        return np.asarray(self.vectors.reconstruct(row), dtype=np.float32)


def open_current(index: Path) -> Generation:
    """Open the current generation of an index folder.

    Raises:
        IndexMissing: nothing has been published there.
        IndexRefused: it is damaged, untrusted, or of another format version.
    """
    for _ in range(3):  # a builder may remove the one we read of just as we open it
        names = published(index)
        if not names:
            raise IndexMissing(
                f"no index in {index}; run `playbook index CONTENT --index {index}` to build it"
            )
        folder = index / "generations" / names[0]
        if folder.is_dir() or published(index) == names:
            break
    return open_generation(index, names[0])


def published(index: Path) -> list[str]:
    """Return the names of the published generations, newest first; none where there is no index."""
    path = index / POINTER
    try:
        held = json.loads(path.read_bytes())
        names = [str(name) for name in held["generations"]]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise IndexRefused(f"{path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise IndexRefused(f"{path} can't be read ({error}); {_REBUILD}") from error
    if not all(len(name) == 16 and set(name) <= set("0123456789abcdef") for name in names):
        raise IndexRefused(f"{path} names no generation of ours; {_REBUILD}")
    return names


def open_generation(index: Path, name: str) -> Generation:
    """Open one generation by name; see `open_current` for what it raises."""
    folder = index / "generations" / name
    data = _read(folder / MANIFEST)
    if generation_name(data) != name:
        raise IndexRefused(f"{folder / MANIFEST} is damaged: it is not {name}'s; {_REBUILD}")
    manifest = Manifest.from_bytes(data, str(folder / MANIFEST))
    files = {file: _checked(folder / file, digest) for file, digest in manifest.files.items()}
    if missing := {PASSAGES, VECTORS, *_lexical_names()} - files.keys():
        raise IndexRefused(f"{folder / MANIFEST} lists no {sorted(missing)[0]}; {_REBUILD}")
    passages = _read_passages(files[PASSAGES], folder)
    encoder = read_exported(index / "encoders" / manifest.encoder.fingerprint[:16])
    return Generation(
        manifest=manifest,
        passages=passages,
        vectors=_read_vectors(files[VECTORS], len(passages), manifest.encoder.dimension, folder),
        lexical=Lexical.load(folder / "lexical"),
        encoder=encoder,
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


def _lexical_names() -> list[str]:
    return [f"lexical/{name}" for name in LEXICAL_FILES]


def _read_passages(data: bytes, folder: Path) -> tuple[Passage, ...]:
    try:
        rows = [json.loads(line) for line in data.splitlines()]
        return tuple(
            Passage(
                **{
                    **row,
                    "lines": tuple(row["lines"]),
                    "span": tuple(row["span"]),
                    "headings": tuple(row["headings"]),
                }
            )
            for row in rows
        )
    except (ValueError, KeyError, TypeError) as error:
        raise IndexRefused(f"{folder / PASSAGES} can't be read ({error}); {_REBUILD}") from error


def _passage_lines(passages: Sequence[Passage]) -> bytes:
    rows = (json.dumps(dataclasses.asdict(held), ensure_ascii=False) for held in passages)
    return "".join(f"{row}\n" for row in rows).encode()


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


@contextmanager
def writing(index: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of the one writer; `waiting` is called once where another holds it.

    The lock is the kernel's (flock): a builder that dies lets go of it.
    """
    from filelock import FileLock, Timeout

    index.mkdir(parents=True, exist_ok=True)
    lock = FileLock(index / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def publish(
    index: Path, manifest: Manifest, passages: Sequence[Passage], vectors: NDArray[np.float32]
) -> str:
    """Write a generation and make it the current one; the caller holds the lock.

    `manifest.files` is filled in here. `vectors` has shape (len(passages), dimension). Returns
    the generation's name. What was current stays so until the last step, and serves if that
    never comes.
    """
    generations = index / "generations"
    generations.mkdir(parents=True, exist_ok=True)
    _remove_drafts(generations)
    draft = generations / f".draft.{os.getpid()}"
    draft.mkdir()
    try:
        files = _write_files(draft, passages, vectors)
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
    draft: Path, passages: Sequence[Passage], vectors: NDArray[np.float32]
) -> dict[str, str]:
    import faiss

    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(vectors)
    write_bytes(draft / PASSAGES, _passage_lines(passages))
    write_bytes(draft / VECTORS, faiss.serialize_index(flat).tobytes())
    Lexical.build([held.embedded for held in passages]).save(draft / "lexical")
    names = [PASSAGES, VECTORS, *_lexical_names()]
    for name in _lexical_names():
        sync_file(draft / name)
    sync_folder(draft / "lexical")
    return {name: hashlib.sha256((draft / name).read_bytes()).hexdigest() for name in names}


def _point_to(index: Path, name: str) -> None:
    earlier = [held for held in _published_or_none(index) if held != name]
    kept = [name, *earlier][:KEEP]
    replace_bytes(index / POINTER, json.dumps({"generations": kept}).encode() + b"\n")
    for folder in (index / "generations").iterdir():
        if folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)


def _published_or_none(index: Path) -> list[str]:
    """Return the published generations; a damaged pointer counts as none, it is being replaced."""
    try:
        return published(index)
    except IndexRefused:
        return []


def _remove_drafts(generations: Path) -> None:
    """Remove what a builder that died left behind; only the holder of the lock comes here."""
    for folder in generations.glob(".*"):
        shutil.rmtree(folder, ignore_errors=True)
