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
    """The process that writes an index, as it noted itself in the lock's file."""

    pid: int
    host: str
    since: str  # ISO 8601, to the second, with its zone

    def __str__(self) -> str:
        """Return who it is, for a message."""
        return f"process {self.pid} on {self.host}, since {self.since}"


@contextmanager
def writing(index: Path, waiting: Callable[[], None], *, wait: bool = True) -> Iterator[None]:
    """Hold the lock of the one writer; `waiting` is called once where another holds it.

    What a builder that died left half done is removed here.

    Raises:
        IndexUnwritable: something in the folder can't be written, now or while the lock is held;
            or another process writes, and the caller won't wait.
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
            "make room or check permissions, then build again; what was published still answers"
        ) from error


@contextmanager
def one_writer(path: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock `path`; `waiting` is called once where another process holds it.

    The process that holds it writes its own name into the file.
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
    """Return who wrote itself into the lock's file last; None where that can't be told."""
    try:
        return IndexWriter(**json.loads((index / _LOCK).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def writer_in_brackets(index: Path) -> str:
    """Return the words that say who writes an index: " (process 7 on …)"; "" where unknown."""
    holder = last_writer(index)
    return f" ({holder})" if holder else ""


def _refuse(index: Path) -> None:
    raise IndexUnwritable(
        f"another build is writing this index{writer_in_brackets(index)}; wait until it has "
        "ended, or leave out --no-wait to wait here; what was published still answers"
    )


def _sign(handle: int) -> None:
    now = datetime.now(UTC).astimezone()
    holder = IndexWriter(
        pid=os.getpid(), host=socket.gethostname(), since=now.isoformat("T", "seconds")
    )
    os.ftruncate(handle, 0)
    os.pwrite(handle, json.dumps(asdict(holder)).encode() + b"\n", 0)
