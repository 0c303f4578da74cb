"""A lock on a file, which one process holds at a time (flock(2)).

The kernel keeps the lock until the file is closed or the process ends, even if it is killed. The
library filelock takes the same lock, but polls while it waits, falls back to a file that outlives
its process if the file system has no locks, and takes as long to import as a whole build of
unchanged content.
"""

import fcntl
from typing import IO


def lock(file: int | IO[bytes], *, wait: bool = True) -> bool:
    """Lock an open file for this process; return whether it is locked.

    Without `wait` it is not if another process, or another opening of the file, holds the lock.
    """
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True
