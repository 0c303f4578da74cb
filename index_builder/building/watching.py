"""Building again whenever the content changes."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from index_builder.building.build_report import BuildReport
from index_builder.index.errors import PlaybookError

QUIET_MS = 200  # without a change, before a build: by then a save or a checkout is over
LONGEST_MS = 3_000  # of waiting for that quiet while files go on changing
_LOOK_MS = 200  # between looks at whether the folder is still the one that is watched


def build_on_changes(
    content: Path,
    index: Path,
    build: Callable[[], BuildReport],
    built: Callable[[BuildReport], None],
    failed: Callable[[str], None],
) -> None:
    """Build now and after every change under `content`, without end.

    `built` is told of each build that made another generation or found other failures; `failed` of
    each that could not be done, after which it goes on: the next save may mend it. What changes
    while a build runs makes another one, so that the last state is always the one that is built.
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
    """Yield once when the watch begins, then after each change; without end."""
    while True:
        yield from _changes_within(content, index)
        yield  # the folder is another one now, or gone, as a build will say
        while _identity(content) is None:
            time.sleep(_LOOK_MS / 1000)


def _changes_within(content: Path, index: Path) -> Iterator[None]:
    """Yield once when the folder is watched, then after each change in it, while it is there."""
    from watchfiles import Change, DefaultFilter, watch

    # Editors' and git's own files are no change; nor is the index, where it lies in the content.
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
            # A folder made anew may be given the number of the one that went.
            if _identity(content) != watched or (Change.deleted, str(root)) in changes:
                return
    except FileNotFoundError:  # it went just before it could be watched
        return


def _identity(folder: Path) -> tuple[int, int] | None:
    """Return what tells a folder from another that took its place; None where there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
