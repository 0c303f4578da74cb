"""Which files of a content folder nobody publishes: those that git ignores, and environments.

Git is asked where the folder is in a repository, so that a file counts which is tracked although
a pattern matches it. Without git, the .gitignore files are read: gitignore(5).
"""

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from pathspec import GitIgnoreSpec

from index_builder.reading.git import LONG, git

_NAME = ".gitignore"
_MAX_BYTES = 200_000

Ignores = Callable[[str, bool], bool]  # (path, is a folder) -> ignored


def ignored_files(root: Path) -> Ignores:
    """Return what tells whether a path below the resolved folder is ignored.

    A folder that is itself ignored was named on purpose: nothing in it is ignored for that.
    """
    by_git = _by_git(root)
    rule = by_git if by_git is not None else _by_files(root)

    def ignores(path: str, folder: bool) -> bool:
        return rule(path, folder) or (folder and _is_environment(root / path))

    return ignores


def _by_git(root: Path) -> Ignores | None:
    if git(root, "rev-parse", "--is-inside-work-tree") != "true\n":
        return None
    if git(root, "check-ignore", "."):
        return _nothing
    options = ("--others", "--ignored", "--exclude-standard", "--directory", "-z")
    listed = git(root, "ls-files", *options, timeout=LONG)
    if listed is None:
        return None
    names = frozenset(name.rstrip("/") for name in listed.split("\0") if name)
    return lambda path, _: path in names


def _by_files(root: Path) -> Ignores:
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    above = "" if top == root else f"{root.relative_to(top).as_posix()}/"
    if above and _is_ignored(top, above.rstrip("/"), folder=True):
        return _nothing
    return lambda path, folder: _is_ignored(top, above + path, folder=folder)


def _is_ignored(top: Path, path: str, *, folder: bool) -> bool:
    """Return whether the last pattern that matches a path, in the deepest file, ignores it."""
    ignored = False
    for parent in reversed(PurePosixPath(path).parents):
        patterns = _patterns(top / parent)
        if patterns is not None:
            below = path if parent == PurePosixPath() else path[len(str(parent)) + 1 :]
            found = patterns.check_file(f"{below}/" if folder else below).include
            ignored = ignored if found is None else found
    return ignored


def _patterns(folder: Path) -> GitIgnoreSpec | None:
    file = folder / _NAME
    try:
        if not file.is_file() or file.stat().st_size > _MAX_BYTES:
            return None
        return GitIgnoreSpec.from_lines(file.read_text("utf-8", "replace").splitlines())
    except (OSError, ValueError):  # unreadable, or a pattern that git does not know either
        return None


def _is_environment(folder: Path) -> bool:
    """Return whether a folder is a virtual environment of Python."""
    try:
        return (folder / "pyvenv.cfg").is_file()
    except OSError:
        return False


def _nothing(path: str, folder: bool) -> bool:  # noqa: ARG001 - what `Ignores` has
    return False
