"""What is being written is called a draft until it is whole; what died halfway is removed."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

_UNFINISHED = re.compile(r"\.[\w-]+(\.\w+)?\.\d+\.(draft|old)")


def draft_of(target: Path) -> Path:
    """Return where to write what is to become `target`: beside it, of this process."""
    return target.with_name(f".{target.name}.{os.getpid()}.draft")


def unfinished(folder: Path) -> Iterator[Path]:
    """Find the drafts in a folder; they are nobody's while one holds the writer's lock."""
    for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
        if _UNFINISHED.fullmatch(entry.name):
            yield entry


def remove_unfinished(folder: Path) -> None:
    """Remove the drafts in a folder that processes which died left; one writer at a time."""
    for entry in unfinished(folder):
        _remove(entry)


def _remove(entry: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry)
    else:
        entry.unlink()
