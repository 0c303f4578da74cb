"""One writer at a time, and who it is."""

import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from index_builder.index.errors import IndexUnwritable
from index_builder.index.file_lock import lock
from index_builder.index.layout import CACHE, ENCODERS, GENERATIONS, RERANKERS
from index_builder.storage.durable import remove_unfinished

_LOCK = "lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexWriter:
    """The process that writes an index, as it signed the lock's file."""

    pid: int
    host: str
    since: str  # ISO 8601, to the second, with its zone

    def __str__(self) -> str:
        """Return the process, host and time, for a message."""
        return f"process {self.pid} on {self.host}, since {self.since}"


@contextmanager
def writing(index: Path, waiting: Callable[[], None], *, wait: bool = True) -> Iterator[None]:
    """Hold the writer's lock; `waiting` is called once if another process holds it.

    Drafts that a dead builder left are removed first.

    Raises:
        IndexUnwritable: something in the folder can't be written, now or while the lock is held;
            or another process is writing, and `wait` is off.
    """
    try:
        index.mkdir(parents=True, exist_ok=True)
        with one_writer(index / _LOCK, waiting if wait else lambda: _refuse(index)):
            for name in ("", GENERATIONS, ENCODERS, RERANKERS, CACHE):
                remove_unfinished(index / name)
            yield
    except OSError as error:
        raise IndexUnwritable(
            f"the index can't be written: {error.filename or index}: {error.strerror or error}; "
            "make room or check permissions, then try again; the published index still answers"
        ) from error


@contextmanager
def one_writer(path: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock `path`; `waiting` is called once if another process holds it.

    The process that holds it signs the file with its id, host and time.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        if not lock(handle, wait=False):
            waiting()
            lock(handle)
        _sign(handle)
        yield
    finally:
        os.close(handle)


def last_writer(index: Path) -> IndexWriter | None:
    """Return the process that last signed the lock's file; None if unknown."""
    try:
        return IndexWriter(**json.loads((index / _LOCK).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def writer_in_brackets(index: Path) -> str:
    """Return who is writing an index: " (process 7 on …)"; "" if unknown."""
    holder = last_writer(index)
    return f" ({holder})" if holder else ""


def _refuse(index: Path) -> None:
    raise IndexUnwritable(
        f"another build is writing this index{writer_in_brackets(index)}; wait until it has "
        "ended, or leave out --no-wait to wait for it; the published index still answers"
    )


def _sign(handle: int) -> None:
    now = datetime.now(UTC).astimezone()
    holder = IndexWriter(
        pid=os.getpid(), host=socket.gethostname(), since=now.isoformat("T", "seconds")
    )
    os.ftruncate(handle, 0)
    os.pwrite(handle, json.dumps(asdict(holder)).encode() + b"\n", 0)
