"""Front matter that is not YAML: TOML, JSON, and MultiMarkdown's lines."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from index_builder.generators.settings_files.plain_yaml import MAX_CHARS
from index_builder.index.errors import PageError

_TOML_PLACE = re.compile(r"at line (\d+)")
_META = re.compile(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
_META_MORE = re.compile(r"(?:[ ]{4}|\t)\s*(?P<value>.*)")


def toml_fields(path: str, lines: Sequence[str], first: int) -> tuple[dict[str, object], int]:
    """Return the fields between the `+++` on line `first` (0-based) and the next, and its line.

    Raises:
        PageError: it is not closed, is not TOML, or is too long or too deep.
    """
    closing = next((n for n in range(first + 1, len(lines)) if lines[n].rstrip() == "+++"), None)
    if closing is None:
        reason = "front matter: no closing +++ found: add it after the settings"
        raise PageError(path, first + 1, reason)
    block = "\n".join(lines[first + 1 : closing])
    _check_length(path, first, block)
    try:
        fields = tomllib.loads(block)
    except RecursionError as error:
        raise _too_deep(path, first) from error
    except ValueError as error:  # TOMLDecodeError, and an integer of thousands of digits
        place = _TOML_PLACE.search(str(error))
        line = first + (int(place[1]) + 1 if place else 1)
        raise PageError(path, line, f"front matter: {error}") from error
    return {key: _plain(value) for key, value in fields.items()}, closing


def json_fields(path: str, lines: Sequence[str], first: int) -> tuple[dict[str, object], int]:
    """Return the fields of the JSON object that starts on line `first`, and its last line.

    Raises:
        PageError: it is not JSON, or is too long or too deep.
    """
    text = "\n".join(lines[first:])
    at = len(text) - len(text.lstrip())
    try:
        fields, end = json.JSONDecoder().raw_decode(text, at)
    except json.JSONDecodeError as error:
        reason = f"front matter: {error.msg}: correct the JSON between {{ and }}"
        raise PageError(path, first + error.lineno, reason) from error
    except RecursionError as error:
        raise _too_deep(path, first) from error
    except ValueError as error:  # an integer of thousands of digits
        raise PageError(path, first + 1, f"front matter: {error}: shorten it") from error
    _check_length(path, first, text[:end])
    return {key: _plain(value) for key, value in fields.items()}, first + text.count("\n", 0, end)


def meta_fields(lines: Sequence[str]) -> tuple[dict[str, object], int]:
    """Return the fields of `Key: value` lines at the top, and how many lines they are.

    Source of the rules: mkdocs/utils/meta.py of MkDocs 1.6.
    """
    fields: dict[str, str] = {}
    key = ""
    for at, line in enumerate(lines):
        if not line.strip():
            return dict(fields), at + bool(at)
        found, more = _META.match(line), _META_MORE.match(line)
        if found:
            key = found["key"].lower()
            value = found["value"].strip()
            fields[key] = f"{fields[key]} {value}" if key in fields else value
        elif more and key:
            fields[key] += f" {more['value'].strip()}"
        else:
            return dict(fields), at
    return dict(fields), len(lines)


def _check_length(path: str, first: int, block: str) -> None:
    if len(block) > MAX_CHARS:
        reason = f"front matter: more than {MAX_CHARS:,} characters: shorten it"
        raise PageError(path, first + 1, reason)


def _too_deep(path: str, first: int) -> PageError:
    return PageError(path, first + 1, "front matter: nested too deeply: flatten it")


def _plain(value: object) -> object:
    """Turn dates into text, and integers that Python refuses to write out in decimal digits."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, int) and abs(value) >= 2**63:
        return hex(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value
