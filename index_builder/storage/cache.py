"""What earlier builds made, found by what it was made from: a page's passages, a text's vectors.

    INDEX/cache/KEY     sha256 over the key and the data (32 bytes), then the data

A key is a hash of everything that decides the data, so an entry is never out of date, only unused.
Each entry is renamed into place whole and checked when it is read: if a crash or a disk damaged it,
it is ignored and made again. Nothing is synced, and nothing is unpickled.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Collection
from pathlib import Path

from index_builder.storage.durable import draft_of

MB = 1_000_000
LIMIT_MB = 1_000  # some 13,000 passages of the default encoder, 75 kB each
_KEY = re.compile("[0-9a-f]{64}")
_DIGEST = hashlib.sha256().digest_size


def key_of(*parts: str) -> str:
    """Return the key for what is made from these parts, in this order."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()


class Cache:
    """The entries in a folder; `used` are the keys read or written since it was opened."""

    def __init__(self, folder: Path, *, writes: bool = True) -> None:
        """Open the cache; without `writes` it only reads, and leaves the files untouched."""
        self.folder, self.writes = folder, writes
        self.used: set[str] = set()

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key; None if nothing is, or if it is damaged."""
        path = self.folder / key
        try:
            entry = path.read_bytes()
            if self.writes:
                os.utime(path)  # the least recently used are removed first
        except OSError:
            return None
        data = entry[_DIGEST:]
        if entry[:_DIGEST] != _digest(key, data):
            return None
        self.used.add(key)
        return data

    def put(self, key: str, data: bytes) -> None:
        """Keep data under a key; the caller holds the writer's lock."""
        if not self.writes:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = draft_of(self.folder / key)
        draft.write_bytes(_digest(key, data) + data)
        try:
            draft.replace(self.folder / key)
        except IsADirectoryError:  # something else lies there
            shutil.rmtree(self.folder / key)
            draft.replace(self.folder / key)
        self.used.add(key)

    def prune(self, limit: int, spared: Collection[str] = ()) -> int:
        """Remove the least recently used until `limit` bytes are left; return the bytes removed.

        Those in `spared` are kept even if they take more than that.
        """
        entries = list(os.scandir(self.folder)) if self.folder.is_dir() else []
        aged = sorted(
            (entry.stat().st_mtime_ns, entry.name, entry.stat().st_size)
            for entry in entries
            if _KEY.fullmatch(entry.name)
        )
        total = sum(size for _, _, size in aged)
        removed = 0
        for _, name, size in aged:
            if total - removed <= limit:
                break
            if name not in spared:
                (self.folder / name).unlink()
                removed += size
        return removed


def _digest(key: str, data: bytes) -> bytes:
    return hashlib.sha256(key.encode() + data).digest()
