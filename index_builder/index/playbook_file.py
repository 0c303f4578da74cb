"""`playbook.toml` in the current folder: what the commands work on unless an option says otherwise.

Its table `[build]` says what is indexed and how. The rest of the file belongs to the bot.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from index_builder.index.errors import PlaybookError

PLAYBOOK_FILE = Path("playbook.toml")
TABLE = "build"
INDEX = Path(".playbook")
CONTENT = Path("content")
_MAX_BYTES = 1_000_000


class PlaybookFileError(PlaybookError):
    """Raised when playbook.toml can't be read, or its [build] is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildSettings:
    """The table `[build]`; paths are as seen from the file's folder. None: not set there."""

    content: Path | None = None
    index: Path | None = None
    site_url: str | None = None
    generator: str | None = None
    settings: Path | None = None
    address_pattern: str | None = None
    anchors: str | None = None
    encoder: str | None = None
    reranker: str | None = None


_PATHS = ("content", "index", "settings")
KEYS = tuple(field.name for field in fields(BuildSettings))


def read_build_settings(file: Path = PLAYBOOK_FILE) -> BuildSettings:
    """Read the table `[build]`; nothing is set if there is no such file or table.

    Raises:
        PlaybookFileError: it can't be read, is not TOML, or has a key or a value that is wrong.
    """
    try:
        with file.open("rb") as opened:
            text = opened.read(_MAX_BYTES).decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return BuildSettings()
    except OSError as error:
        raise PlaybookFileError(f"{file}: {error.strerror}; check its permissions") from error
    except UnicodeDecodeError as error:
        raise PlaybookFileError(f"{file}: byte {error.start} is not UTF-8: save it so") from error
    try:
        table = tomllib.loads(text.replace("\r\n", "\n")).get(TABLE, {})
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PlaybookFileError(f"{file} is not TOML: {error}") from error
    return _checked(table, file)


def _checked(table: object, file: Path) -> BuildSettings:
    if not isinstance(table, Mapping):
        raise PlaybookFileError(f"{file}: {TABLE}: found {table!r}, wanted a table [{TABLE}]")
    for key, value in table.items():
        if key not in KEYS:
            raise PlaybookFileError(
                f"{file}: {TABLE}.{key} is not a setting; wanted one of {', '.join(KEYS)}"
            )
        if not isinstance(value, str) or not value.strip() or "\0" in value:
            raise PlaybookFileError(f"{file}: {TABLE}.{key}: found {value!r}, wanted a text")
    paths = {key: Path(value) for key, value in table.items() if key in _PATHS}
    return BuildSettings(**{**table, **paths})
