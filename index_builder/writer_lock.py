"""One writer at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def one_writer(path: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock `path`; `waiting` is called once where another process holds it.

    The lock is the kernel's (flock(2)): a process that dies lets go of it.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
