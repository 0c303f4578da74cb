"""A lock on a file, which one process holds at a time (flock(2)).

The kernel keeps it: it ends when the file is closed or the process dies, however it dies, and not
before. The library filelock takes the same lock, but asks for it again and again while it waits,
falls back to one that outlives its process where a file system has none, and its import takes as
long as all else that a build without a change does.
"""

import fcntl
from typing import IO


def lock(file: int | IO[bytes], *, wait: bool = True) -> bool:
    """Lock an open file for this process; return whether it is locked.

    False only without `wait`: another process, or another opening of the file, holds the lock.
    """
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True
