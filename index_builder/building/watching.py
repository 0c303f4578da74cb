"""Building again whenever the content changes."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from index_builder.building.build_report import BuildReport
from index_builder.index.errors import PlaybookError

QUIET_MS = 200  # that must pass without a change before a build, so that a save or checkout is over
LONGEST_MS = 3_000  # after which a build starts anyway, though files keep changing
_LOOK_MS = 200  # between checks that the folder is still the one being watched


def build_on_changes(
    content: Path,
    index: Path,
    build: Callable[[], BuildReport],
    built: Callable[[BuildReport], None],
    failed: Callable[[str], None],
) -> None:
    """Build now and after every change under `content`, forever.

    `built` gets the report of each build that made another generation or found other failures;
    `failed` gets the error of a build that could not be done, and watching goes on: the next save
    may fix it. A change during a build starts another, so that the last state is always built.
    """
    last: tuple[object, ...] | None = None
    for _ in _changes(content, index):
        try:
            report = build()
        except PlaybookError as error:
            failed(str(error))
            last = None
            continue
        state = (report.generation, *map(str, report.failures))
        if state != last:
            built(report)
        last = state


def _changes(content: Path, index: Path) -> Iterator[None]:
    """Yield once when the watch begins, then after each change, forever."""
    while True:
        yield from _changes_within(content, index)
        yield  # the folder was replaced or is gone; a build will say so
        while _identity(content) is None:
            time.sleep(_LOOK_MS / 1000)


def _changes_within(content: Path, index: Path) -> Iterator[None]:
    """Yield once when watching begins, then after each change, as long as the folder is there."""
    from watchfiles import Change, DefaultFilter, watch

    # Editors' and git's own files don't count, nor does an index inside the content.
    others = DefaultFilter(ignore_paths=[index.resolve()])
    watched, root = _identity(content), content.resolve()
    begun = False
    if watched is None:
        return
    try:
        for changes in watch(
            root,
            watch_filter=others,
            step=QUIET_MS,
            debounce=LONGEST_MS,
            rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
        ):
            if changes or not begun:
                begun = True
                yield
            # A new folder may get the inode number of the one that was removed.
            if _identity(content) != watched or (Change.deleted, str(root)) in changes:
                return
    except FileNotFoundError:  # it was removed just before it could be watched
        return


def _identity(folder: Path) -> tuple[int, int] | None:
    """Return what tells a folder apart, even from one that took its place; None if it is gone."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
