"""Reading a generator's settings file: plain data only, checked where it is used."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from index_builder.generators.settings_files.yaml_values import PlainYamlError
from index_builder.index.errors import SiteError

MAX_BYTES = 1_000_000  # the largest real settings file so far has 30,000

_MAX_INT = 2**63

Settings = Mapping[str, object]


def read_settings(path: Path, *, tags_allowed: bool = False) -> Settings:
    """Read a YAML, TOML or JSON settings file.

    Raises:
        SiteError: it can't be read, or holds more than plain data; the message has the line.
    """
    # Imported here so that `--help`, which prints the generators' names, loads no YAML library.
    from index_builder.generators.settings_files.plain_yaml import load_mapping

    text = settings_text(path)
    try:
        if path.suffix == ".toml":
            return tomllib.loads(text.replace("\r\n", "\n"))
        if path.suffix == ".json":
            return _json_object(text)
        return load_mapping(text, tags_allowed=tags_allowed, is_settings=True)
    except PlainYamlError as error:
        line = text.count("\n", 0, error.index) + 1
        raise SiteError(f"{path}:{line}: {error.reason}") from error
    except RecursionError as error:
        raise SiteError(f"{path}: nested too deeply: flatten it") from error
    except ValueError as error:
        raise SiteError(f"{path}: {error}") from error


def _json_object(text: str) -> Settings:
    data = json.loads(text)
    if not isinstance(data, dict):
        raise ValueError("a JSON object was wanted: write { … }")
    return data


def settings_text(path: Path) -> str:
    """Return the text of a settings file of bounded size.

    Raises:
        SiteError: it is not an ordinary file, is too large, unreadable or not UTF-8.
    """
    try:
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            raise SiteError(f"{path}: an ordinary file of at most {MAX_BYTES:,} bytes was wanted")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SiteError(
            f"{path} can't be read ({error.strerror}): check its permissions"
        ) from error
    except UnicodeDecodeError as error:
        raise SiteError(f"{path} is not UTF-8 at byte {error.start}: save it as UTF-8") from error


def text_of(settings: Settings, key: str, default: str = "") -> str:
    """Return a setting that is text; a number counts, anything else is the default."""
    value = settings.get(key)
    return str(value) if _is_text(value) else default


def texts_of(settings: Settings, key: str) -> tuple[str, ...]:
    """Return a setting that is a list of texts, or one text; anything else counts as none."""
    value = settings.get(key)
    several = value if isinstance(value, list) else [value]
    return tuple(str(item) for item in several if _is_text(item))


def _is_text(value: object) -> bool:
    if isinstance(value, int) and not isinstance(value, bool):
        return abs(value) < _MAX_INT  # Python refuses to write out thousands of digits
    return isinstance(value, str | float)


def section_of(settings: Settings, *keys: str) -> Settings:
    """Return the mapping below these keys, an empty one if there is none."""
    for key in keys:
        inner = settings.get(key)
        if not isinstance(inner, Mapping):
            return {}
        settings = inner
    return settings
