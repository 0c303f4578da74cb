"""The file by which other commands find a running `playbook serve` of an index.

    INDEX/serving.json      {"address": "http://127.0.0.1:8899", "pid": 4711}

The server holds a lock on it (flock(2)) for as long as it lives. The kernel frees the lock of a
process that is killed, so a file left behind is known for what it is, whatever has its pid now.
"""

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from index_builder.index.file_lock import lock

SERVING = "serving.json"
_ANSWERS_WITHIN = 0.05  # seconds; on the machine itself a port that is listened on takes 0.1 ms


def live_server(index: Path) -> str | None:
    """Return the address of a server that shows this index now, "http://host:port"; else None."""
    try:
        with (index / SERVING).open("rb") as file:
            if _is_free(file.fileno()):
                return None
            address = json.load(file)["address"]
        split = urlsplit(address)
        with socket.create_connection((split.hostname, split.port), timeout=_ANSWERS_WITHIN):
            return str(address)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _is_free(file: int) -> bool:
    """Return whether nobody holds the lock; readers share it, so they never stand in their way."""
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def announced(index: Path, address: str) -> Iterator[bool]:
    """Say within the context that a server shows this index at `address`.

    Yields whether it is said: not if another server of the index says so already, or if the folder
    can't be written.
    """
    path = index / SERVING
    file = _locked(path)
    if file is None:
        yield False
        return
    try:
        os.ftruncate(file, 0)
        os.pwrite(file, json.dumps({"address": address, "pid": os.getpid()}).encode() + b"\n", 0)
        yield True
    finally:
        path.unlink(missing_ok=True)  # while it is locked: nobody else's is removed
        os.close(file)


def _locked(path: Path) -> int | None:
    """Return the file, open and locked; None if that can't be."""
    try:
        while True:
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            if not lock(file, wait=False):
                os.close(file)
                return None
            if _is_at(path, file):
                return file
            os.close(file)  # another server removed it between the two steps
    except OSError:
        return None


def _is_at(path: Path, file: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file))
    except FileNotFoundError:
        return False
