"""Walking a content folder without leaving it, and reading its files safely.

Only ordinary files are opened. A symbolic link may lead anywhere inside the folder, but never out
of it. Its target is read only once, under its own name unless that is hidden.
"""

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from index_builder.index.errors import PageError
from index_builder.index.passage import LeftOut

Hides = Callable[[str, bool], bool]  # (path, is a folder) -> ignored


@dataclass(slots=True, kw_only=True)
class FolderWalk:
    """What a walk has found so far; `files` maps a page's path to the real file."""

    root: Path
    hides: Hides
    is_page: Callable[[str], bool]
    files: dict[str, Path] = field(default_factory=dict)
    failures: list[PageError] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    links: list[tuple[str, Path]] = field(default_factory=list)
    folders: dict[Path, str] = field(default_factory=dict)  # real folder -> path it was read under
    targets: dict[Path, str] = field(default_factory=dict)  # real file -> path it was read under


def find_files(root: Path, *, hides: Hides, is_page: Callable[[str], bool]) -> FolderWalk:
    """Find the page files below the resolved folder `root`; the order is always the same."""
    walk = FolderWalk(root=root, hides=hides, is_page=is_page)
    _enter(walk, root, "")
    while walk.links:  # links last, so that a file keeps the path it really has
        _follow(walk, *walk.links.pop(0))
    return walk


def read_bytes(file: Path, path: str, max_bytes: int) -> bytes:
    """Read an ordinary file of at most `max_bytes`.

    Raises:
        PageError: it is not an ordinary file, too large, or can't be read.
    """
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise PageError(path, 1, "a pipe or a device found, a file wanted: remove it")
        with file.open("rb") as opened:
            data = opened.read(max_bytes + 1)
    except OSError as error:
        raise PageError(
            path, 1, f"can't be read ({error.strerror}): check that it exists and its permissions"
        ) from error
    if len(data) > max_bytes:
        raise PageError(path, 1, f"larger than {max_bytes:,} bytes, the limit: split the page")
    return data


def printable_path(path: str) -> str:
    """Return a path as text that can be written out, whatever bytes its names have."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def _enter(walk: FolderWalk, folder: Path, path: str) -> None:
    """Read a folder and those in it; with a stack, as folders can be nested deeper than calls."""
    waiting = [(folder, path)]
    while waiting:
        real, here = waiting.pop()
        walk.folders[real] = here
        try:
            names = sorted(child.name for child in real.iterdir())
        except OSError as error:
            reason = f"the folder can't be read ({error.strerror}): check its permissions"
            walk.failures.append(PageError(printable_path(here) or ".", 1, reason))
            continue
        for name in names:
            inner = f"{here}/{name}" if here else name
            below = _entry(walk, real / name, inner)
            if below:
                waiting.append((real / name, inner))


def _entry(walk: FolderWalk, real: Path, path: str) -> bool:
    """Note a file or a link; return whether the entry is a folder to enter."""
    is_folder = os.path.isdir(real)  # noqa: PTH112 - unlike pathlib, never raises
    if walk.hides(path, is_folder):
        return False
    if os.path.islink(real):  # noqa: PTH114 - the same
        walk.links.append((path, real))
        return False
    if is_folder:
        return True
    if walk.is_page(path):
        _take(walk, real, path)
    return False


def _take(walk: FolderWalk, real: Path, path: str) -> None:
    if printable_path(path) != path:
        reason = "the file's name is not UTF-8: rename it, as it can't have an address"
        walk.failures.append(PageError(printable_path(path), 1, reason))
        return
    walk.files[path] = real
    walk.targets[real] = path


def _follow(walk: FolderWalk, path: str, link: Path) -> None:
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: how Python 3.11 reports links in a circle
        if walk.is_page(path) or not link.suffix:
            reason = "a symbolic link that leads nowhere or in a circle: fix or remove it"
            walk.failures.append(PageError(printable_path(path), 1, reason))
        return
    is_folder = os.path.isdir(target)  # noqa: PTH112 - the same
    if not is_folder and not walk.is_page(path):
        return
    if not target.is_relative_to(walk.root):
        reason = "a symbolic link that leaves the content folder: put the file itself here"
        walk.failures.append(PageError(printable_path(path), 1, reason))
    elif is_folder:
        _follow_folder(walk, path, link, target)
    elif target in walk.targets:
        same = f"a link to {walk.targets[target]}, which is read under that name"
        walk.left_out.append(LeftOut(path=printable_path(path), lines=(1, 1), reason=same))
    else:
        _take(walk, target, path)


def _follow_folder(walk: FolderWalk, path: str, link: Path, target: Path) -> None:
    if link.parent.resolve().is_relative_to(target):
        reason = "a symbolic link to a folder it is in, so that paths never end: remove it"
        walk.failures.append(PageError(printable_path(path), 1, reason))
    elif target in walk.folders:
        same = f"a link to the folder {walk.folders[target] or '.'}, read under that name"
        walk.left_out.append(LeftOut(path=printable_path(path), lines=(1, 1), reason=same))
    else:
        _enter(walk, target, path)
