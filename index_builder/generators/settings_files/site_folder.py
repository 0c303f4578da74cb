"""Where a site's settings are, and which folder of pages they name: never outside the site."""

import os
from collections.abc import Iterator
from pathlib import Path

from index_builder.generators.settings_files.settings_place import SettingsPlace
from index_builder.index.errors import SiteError

_INSTALLED = ("node_modules", "bower_components", "_site", "site-packages")


def first_file(folder: Path, names: tuple[str, ...]) -> Path | None:
    """Return the first settings file there is.

    Raises:
        SiteError: it is a symbolic link out of its folder; nothing is read there.
    """
    file = next((folder / name for name in names if _is_file(folder / name)), None)
    if file and not file.resolve().is_relative_to(folder):
        raise SiteError(f"{file} is a link that leaves its folder: put the file itself there")
    return file


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the files of a site in the order of their paths, without hidden and installed ones."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[0] != "." and name not in _INSTALLED)
        yield from (Path(place) / name for name in sorted(names))


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:  # the folder may not be entered; reading the pages will say so
        return False


def pages_folder(place: SettingsPlace, start: Path, name: str, named: str) -> Path | None:
    """Return the site's folder of pages, `name` as seen from `start`; None if it is another one's.

    It is the content's if one of the two is inside the other. `named` says which setting names it.

    Raises:
        SiteError: the content is the site's folder, and there is no such folder inside it.
    """
    content = place.content
    root = existing_folder(start, name)
    if root is not None:
        if root.is_relative_to(content):
            return root
        if content.is_relative_to(root) and content != place.folder:
            return root
    if content != place.folder:
        return None
    raise SiteError(
        f"{named} is {name!r}, a folder inside {content} wanted:"
        " correct it, or name that folder as the content, with --settings"
        f" {place.file}"
    )


def existing_folder(start: Path, name: str) -> Path | None:
    """Return the folder `name` as seen from `start`, resolved; None if there is none."""
    try:
        folder = (start / name).resolve()
        return folder if folder.is_dir() else None
    except (OSError, RuntimeError, ValueError):  # too long, a loop of links, a null character
        return None
