"""A settings file that was found, and the folder that is to be indexed."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsPlace:
    """Where a settings file was found, and for whom it is read; all paths are resolved."""

    file: Path
    folder: Path  # the site's: `file` is at one of the generator's `settings_files` below it
    content: Path  # the folder to index: the site's, one above its pages, or one among them
