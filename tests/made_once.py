"""What takes long to make is made by one worker of a run; each of the others gets a copy."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return an empty folder filled by `make`, which no other worker reads or writes."""
    mine = factory.mktemp("made") / name
    if "PYTEST_XDIST_WORKER" not in os.environ:
        mine.mkdir()
        make(mine)
        return mine
    common = factory.getbasetemp().parent  # of all workers of this run
    first, draft = common / f"once-{name}", common / f"draft-{name}"
    with (common / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not first.exists():
            shutil.rmtree(draft, ignore_errors=True)  # of a worker whose `make` raised
            draft.mkdir()
            make(draft)
            draft.rename(first)
    shutil.copytree(first, mine, symlinks=True)
    return mine
