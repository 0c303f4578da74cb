"""Writing a generation: beside the others, synced, renamed into place, made current by one rename.

Readers see either the old generation or the new one. The old one is current until the last step,
and stays current if that never comes.
"""

import dataclasses
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from index_builder.index import vectors
from index_builder.index.calibration import CALIBRATION_FILE, Calibration
from index_builder.index.checksum import file_sha256
from index_builder.index.embedding import Embedding, token_parts
from index_builder.index.errors import IndexRefused
from index_builder.index.generation import (
    MANIFEST,
    PASSAGES,
    STATES,
    TOKENS,
    VECTORS,
    read_manifest,
)
from index_builder.index.layout import (
    GENERATIONS,
    KEEP,
    NAME,
    POINTER,
    pointing_to,
    published_names,
)
from index_builder.index.lexical import lexical_files
from index_builder.index.manifest import Manifest
from index_builder.index.passage import Passage
from index_builder.index.passage_lines import passages_to_lines
from index_builder.storage.durable import (
    draft_of,
    make_folder,
    publish_folder,
    replace_bytes,
    sync_folder,
    write_bytes,
    write_parts,
)
from index_builder.storage.writer_lock import writing


def publish(
    index: Path,
    manifest: Manifest,
    passages: Sequence[Passage],
    embeddings: Sequence[Embedding],
    derived: Mapping[str, bytes],
    *,
    keep: int = KEEP,
) -> str:
    """Write a generation and make it the current one; the caller holds the lock.

    `manifest.files` is filled in here; embedding i is passage i's. `derived` holds the files that
    are made from the pages' and passages' text alone (PAGES, VOCABULARY and PAGE_HTML). Returns
    the generation's name.
    """
    generations = index / GENERATIONS
    make_folder(generations)
    draft = draft_of(generations / "generation")
    draft.mkdir()
    try:
        files = _write_files(draft, passages, embeddings, derived)
        manifest = dataclasses.replace(manifest, files=files)
        write_bytes(draft / MANIFEST, manifest.to_bytes())
        # The same content has the same name: a generation that is in use is not touched.
        if not is_intact(index, manifest.generation):
            publish_folder(draft, generations / manifest.generation)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    point_to(index, manifest.generation, keep)
    return manifest.generation


def is_intact(index: Path, name: str) -> bool:
    """Return whether every file of a generation is as it was published."""
    folder = index / GENERATIONS / name
    try:
        files = read_manifest(index, name).files
        return all(file_sha256(folder / file) == digest for file, digest in files.items())
    except (IndexRefused, OSError):
        return False


def point_to(index: Path, name: str, keep: int) -> None:
    """Make a generation the current one; keep it and the newest of the others, `keep` in all."""
    kept = [name, *(other for other in _published_or_there(index) if other != name)][:keep]
    replace_bytes(index / POINTER, pointing_to(kept))
    for folder in (index / GENERATIONS).iterdir():
        if NAME.fullmatch(folder.name) and folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)


def _published_or_there(index: Path) -> list[str]:
    """Return the published generations; those that have a folder if the pointer is damaged.

    A build replaces a damaged pointer, and no generation should be lost when it does.
    """
    try:
        return published_names(index)
    except IndexRefused:
        folders = [
            folder for folder in (index / GENERATIONS).iterdir() if NAME.fullmatch(folder.name)
        ]
        return [
            folder.name for folder in sorted(folders, key=lambda folder: -folder.stat().st_mtime_ns)
        ]


def _write_files(
    draft: Path,
    passages: Sequence[Passage],
    embeddings: Sequence[Embedding],
    derived: Mapping[str, bytes],
) -> dict[str, str]:
    """Write all files except the manifest, and return the sha256 of what was written to each."""
    files: dict[str, Iterable[bytes | memoryview]] = {
        PASSAGES: [passages_to_lines(passages)],
        VECTORS: [vectors.vectors_to_bytes([embedding.vector for embedding in embeddings])],
        TOKENS: token_parts([embedding.tokens for embedding in embeddings]),
        STATES: token_parts([embedding.states for embedding in embeddings]),
        **{name: [data] for name, data in derived.items()},
    }
    lexical = lexical_files([passage.embedded for passage in passages])
    files |= {f"lexical/{name}": [data] for name, data in lexical.items()}
    (draft / "lexical").mkdir()
    digests = {name: write_parts(draft / name, parts) for name, parts in files.items()}
    sync_folder(draft / "lexical")
    return digests


def write_calibration(index: Path, calibration: Calibration, waiting: Callable[[], None]) -> Path:
    """Write an index's calibration and return its path; `waiting` is as for `writing`.

    Raises:
        IndexUnwritable: the folder can't be written.
    """
    with writing(index, waiting):
        replace_bytes(index / CALIBRATION_FILE, calibration.to_bytes())
    return index / CALIBRATION_FILE
