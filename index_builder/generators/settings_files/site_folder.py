"""Where a site's settings are, and which folder of pages they name: never outside the content."""

from pathlib import Path

from index_builder.index.errors import SiteError


def first_file(folder: Path, names: tuple[str, ...]) -> Path | None:
    """Return the first settings file there is.

    Raises:
        SiteError: it is a symbolic link out of its folder; nothing is read there.
    """
    file = next((folder / name for name in names if _is_file(folder / name)), None)
    if file and not file.resolve().is_relative_to(folder):
        raise SiteError(f"{file} is a link that leaves its folder: put the file itself there")
    return file


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:  # the folder may not be entered; reading the pages will say so
        return False


def root_of(content: Path, folder: Path, folder_name: str, named: str) -> Path | None:
    """Return the folder of pages; None if settings beside the content mean another one."""
    if folder == content:
        return inside(content, folder_name, named)
    return content if _resolved(folder, folder_name) == content else None


def inside(content: Path, folder_name: str, named: str) -> Path:
    """Return the folder `folder_name` inside the content; `named` says which setting names it.

    Raises:
        SiteError: there is no such folder inside it.
    """
    root = _resolved(content, folder_name)
    if root is None or not root.is_dir() or not root.is_relative_to(content):
        raise SiteError(
            f"{named} is {folder_name!r}, a folder inside {content} wanted:"
            " correct it, or name that folder as the content"
        )
    return root


def _resolved(folder: Path, folder_name: str) -> Path | None:
    try:
        return (folder / folder_name).resolve()
    except (OSError, RuntimeError, ValueError):  # a loop of links, or a null character
        return None
