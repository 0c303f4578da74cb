"""Files that survive a crash: written as drafts, synced (fsync(2)), then renamed (rename(2)).

Something unfinished is called a draft; drafts of processes that died are removed.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

_UNFINISHED = re.compile(r"\.[\w-]+(\.\w+)?\.\d+\.(draft|old)")


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
    """Make a folder and those above it so that they outlive a power cut."""
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for parent in missing:
        sync_folder(parent.parent)


def replace_bytes(path: Path, data: bytes) -> None:
    """Give `path` new contents in one step: readers see either the old or the new."""
    draft = draft_of(path)
    draft.unlink(missing_ok=True)
    write_bytes(draft, data)
    draft.replace(path)
    sync_folder(path.parent)


def publish_folder(draft: Path, target: Path) -> None:
    """Rename a finished folder into place; a damaged one in its place is moved aside first."""
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
    """Make the contents of a file that a library wrote durable."""
    with path.open("rb") as opened:
        os.fsync(opened.fileno())


def sync_folder(folder: Path) -> None:
    """Make a folder's entries durable, so that a rename in it outlives a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def draft_of(target: Path) -> Path:
    """Return the path beside `target` where this process writes what will replace it."""
    return target.with_name(f".{target.name}.{os.getpid()}.draft")


def unfinished(folder: Path) -> Iterator[Path]:
    """Find the drafts in a folder; whoever holds the writer's lock may remove them."""
    for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
        if _UNFINISHED.fullmatch(entry.name):
            yield entry


def remove_unfinished(folder: Path) -> None:
    """Remove the drafts that dead processes left in a folder; the caller holds the lock."""
    for entry in unfinished(folder):
        _remove(entry)


def _remove(entry: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry)
    else:
        entry.unlink()
