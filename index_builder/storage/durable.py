"""Files that survive a crash: written, synced (fsync(2)), then renamed into place (rename(2))."""

import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from index_builder.storage.drafts import draft_of as draft_of


def write_bytes(path: Path, data: bytes) -> None:
    """Write a new file and sync it."""
    write_parts(path, (data,))


def write_parts(path: Path, parts: Iterable[bytes | memoryview]) -> str:
    """Write a new file from its parts, one after the other, and sync it; return its sha256."""
    digest = hashlib.sha256()
    with path.open("xb") as opened:
        for part in parts:
            opened.write(part)
            digest.update(part)
        opened.flush()
        os.fsync(opened.fileno())
    return digest.hexdigest()


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, whose entries outlive a power cut."""
    missing = [held for held in (folder, *folder.parents) if not held.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for held in missing:
        sync_folder(held.parent)


def replace_bytes(path: Path, data: bytes) -> None:
    """Give `path` new contents in one step: readers see the old ones or the new ones."""
    draft = draft_of(path)
    draft.unlink(missing_ok=True)
    write_bytes(draft, data)
    draft.replace(path)
    sync_folder(path.parent)


def publish_folder(draft: Path, target: Path) -> None:
    """Rename a finished folder into place in one step; a damaged one there before gives way."""
    sync_folder(draft)
    if target.exists():
        aside = target.with_name(f".{target.name}.{os.getpid()}.old")
        target.rename(aside)
        draft.rename(target)
        shutil.rmtree(aside)
    else:
        draft.rename(target)
    sync_folder(target.parent)


def sync_file(path: Path) -> None:
    """Make a file's contents durable that somebody else wrote."""
    with path.open("rb") as opened:
        os.fsync(opened.fileno())


def sync_folder(folder: Path) -> None:
    """Make a folder's entries durable, so that a rename in it outlives a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
