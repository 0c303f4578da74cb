"""Where a site's settings lie, and which folder of pages they name, never outside the one given."""

from pathlib import Path

from index_builder.index.errors import SiteError


def first_file(folder: Path, names: tuple[str, ...]) -> Path | None:
    """Return the first settings file there is.

    Raises:
        SiteError: it is a symbolic link out of its folder, where nothing is read.
    """
    found = next((folder / name for name in names if _is_file(folder / name)), None)
    if found and not found.resolve().is_relative_to(folder):
        raise SiteError(f"{found} is a link that leaves its folder: put the file itself there")
    return found


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:  # the folder may not be entered; reading the pages will say so
        return False


def root_of(content: Path, folder: Path, where: str, named: str) -> Path | None:
    """Return the folder of pages; None where settings beside the content mean another one."""
    if folder == content:
        return inside(content, where, named)
    return content if _resolved(folder, where) == content else None


def inside(content: Path, where: str, named: str) -> Path:
    """Return the folder `where` inside the content; `named` says which setting names it.

    Raises:
        SiteError: there is no such folder inside it.
    """
    root = _resolved(content, where)
    if root is None or not root.is_dir() or not root.is_relative_to(content):
        raise SiteError(
            f"{named} is {where!r}, a folder inside {content} was wanted:"
            " correct it, or name that folder as the content"
        )
    return root


def _resolved(folder: Path, where: str) -> Path | None:
    try:
        return (folder / where).resolve()
    except (OSError, RuntimeError, ValueError):  # a loop of links, or a null character
        return None
