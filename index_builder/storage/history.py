"""An index's history: list its generations, roll back to one, remove what none of them needs."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index_builder.index.errors import IndexMissing, IndexRefused
from index_builder.index.generation import open_generation, read_manifest
from index_builder.index.layout import (
    CACHE,
    ENCODERS,
    RERANKERS,
    existing_generations,
    generation_named,
)
from index_builder.index.manifest import Manifest
from index_builder.storage.cache import Cache
from index_builder.storage.publishing import point_to
from index_builder.storage.writer_lock import writing

Waiting = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedGeneration:
    """A published generation: what it says of itself, or why it can't be read."""

    name: str
    current: bool
    manifest: Manifest | None
    refused: str | None


def list_generations(index: Path) -> list[ListedGeneration]:
    """Return the published generations, the current one first.

    Raises:
        IndexMissing: nothing is published.
        IndexRefused: the pointer to them is damaged.
    """
    return [_listed(index, name, at == 0) for at, name in enumerate(existing_generations(index))]


def _listed(index: Path, name: str, current: bool) -> ListedGeneration:
    try:
        manifest, refused = read_manifest(index, name), None
    except IndexRefused as error:
        manifest, refused = None, str(error)
    return ListedGeneration(name=name, current=current, manifest=manifest, refused=refused)


def roll_back(
    index: Path, name: str | None, waiting: Waiting, *, wait: bool = True
) -> tuple[str, str]:
    """Make an earlier generation the current one: `name` or its beginning; None: the previous one.

    All its files are checked first. Returns its name and that of the generation that was current
    before, which is kept: rolling back twice changes nothing.

    Raises:
        IndexMissing: there is no index, no such generation in it, or none before the current one.
        IndexRefused: the generation is damaged or of another format version.
        IndexUnwritable: the index can't be written, or another build is writing it.
    """
    existing_generations(index)  # so that no folder is made if there is no index
    with writing(index, waiting, wait=wait):
        names = existing_generations(index)
        if name is None and len(names) == 1:
            raise IndexMissing(f"{index} has one generation, {names[0]}, and none before it")
        wanted = names[1] if name is None else generation_named(index, names, name)
        generation = open_generation(index, wanted)
        generation.encoder.check()
        if generation.reranker:
            generation.reranker.check()
        point_to(index, wanted, len(names))
    return wanted, names[0]


def prune(index: Path, limit: int, waiting: Waiting, *, wait: bool = True) -> int:
    """Shrink the cache to `limit` bytes and remove the models that no generation uses.

    Returns the bytes removed. The next build makes whatever it needs again.

    Raises:
        IndexMissing: there is no index.
        IndexRefused: a generation can't be read, so what it uses is unknown.
        IndexUnwritable: the index can't be written, or another build is writing it.
    """
    existing_generations(index)
    with writing(index, waiting, wait=wait):
        manifests = [read_manifest(index, name) for name in existing_generations(index)]
        encoders = {manifest.encoder.fingerprint[:16] for manifest in manifests}
        rerankers = {
            manifest.reranker.fingerprint[:16] for manifest in manifests if manifest.reranker
        }
        return (
            Cache(index / CACHE).prune(limit)
            + _remove_others(index / ENCODERS, encoders)
            + _remove_others(index / RERANKERS, rerankers)
        )


def _remove_others(folder: Path, used: set[str]) -> int:
    """Remove the exported models that are not used; return their bytes."""
    removed = 0
    for model in sorted(folder.iterdir()) if folder.is_dir() else ():
        if model.name not in used and (model / "tokenizer.json").is_file():
            removed += sum(file.stat().st_size for file in model.iterdir())
            shutil.rmtree(model)
    return removed
