"""Which process holds a question, and whether it lives: a lock that ends with its process.

The lock is the operating system's (flock), so a process that was killed has given it up at once,
and one that only stands still has not.
"""

import secrets
from contextlib import suppress
from pathlib import Path

from index_builder.index.file_lock import lock


class ProcessLock:
    """This process, among those that share a folder."""

    def __init__(self, folder: Path) -> None:
        """Take a name and hold its lock."""
        self.name = secrets.token_hex(8)
        self._folder = folder
        self._file = self._path(self.name).open("wb")
        lock(self._file)

    def is_gone(self, name: str) -> bool:
        """Tell whether another process has ended; what it left of its lock is cleared away."""
        try:
            with self._path(name).open("rb") as file:
                if not lock(file, wait=False):
                    return False
                self._path(name).unlink(missing_ok=True)
        except FileNotFoundError:
            pass
        return True

    def leave(self) -> None:
        """End: whatever is held is free for others."""
        with suppress(FileNotFoundError):
            self._path(self.name).unlink()
        self._file.close()

    def _path(self, name: str) -> Path:
        return self._folder / f"holder-{name}.lock"
