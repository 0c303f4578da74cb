"""A lock that shows which process owns a question, and whether that process is alive.

The lock is the operating system's (flock): a process that is killed loses it at once, while one
that only hangs keeps it.
"""

import secrets
from contextlib import suppress
from pathlib import Path

from index_builder.index.file_lock import lock


class ProcessLock:
    """The lock of this process, in a folder that several processes share."""

    def __init__(self, folder: Path) -> None:
        """Choose a name and take its lock."""
        self.name = secrets.token_hex(8)
        self._folder = folder
        self._file = self._path(self.name).open("wb")
        lock(self._file)

    def is_gone(self, name: str) -> bool:
        """Return whether another process has ended; if so, its lock file is removed."""
        try:
            with self._path(name).open("rb") as file:
                if not lock(file, wait=False):
                    return False
                self._path(name).unlink(missing_ok=True)
        except FileNotFoundError:
            pass
        return True

    def leave(self) -> None:
        """Give the lock up: other processes may take over what this one owned."""
        with suppress(FileNotFoundError):
            self._path(self.name).unlink()
        self._file.close()

    def _path(self, name: str) -> Path:
        return self._folder / f"holder-{name}.lock"
