"""Lines of a JSON Lines file -> checked values; every message names the file and the line."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from index_builder.index.errors import PlaybookError


class EvaluationError(PlaybookError):
    """Raised when questions, their content or a saved report can't be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One JSON object of a file, or one inside it; `place` is "FILE:LINE" for messages."""

    place: str
    fields: Mapping[str, object]

    def text(self, key: str) -> str:
        """Return a string field."""
        value = self._get(key)
        if not isinstance(value, str):
            raise self._wrong(key, "a string")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a field that is an array of strings."""
        values = self._array(key)
        texts = tuple(value for value in values if isinstance(value, str))
        if len(texts) < len(values):
            raise self._wrong(key, "an array of strings")
        return texts

    def flag(self, key: str) -> bool:
        """Return a true or false field."""
        value = self._get(key)
        if not isinstance(value, bool):
            raise self._wrong(key, "true or false")
        return value

    def number(self, key: str) -> int:
        """Return a whole number field."""
        value = self._get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._wrong(key, "a whole number")
        return value

    def number_or_none(self, key: str) -> int | None:
        """Return a whole number field that may be null."""
        return None if self._get(key) is None else self.number(key)

    def real(self, key: str) -> float:
        """Return a number field."""
        value = self._get(key)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self._wrong(key, "a number")
        return float(value)

    def rows(self, key: str) -> tuple["Row", ...]:
        """Return a field that is an array of objects."""
        values = self._array(key)
        rows = tuple(
            Row(place=self.place, fields=value) for value in values if isinstance(value, dict)
        )
        if len(rows) < len(values):
            raise self._wrong(key, "an array of objects")
        return rows

    def row(self, key: str) -> "Row":
        """Return a field that is an object; an absent one counts as empty."""
        value = self.fields.get(key, {})
        if not isinstance(value, dict):
            raise self._wrong(key, "an object")
        return Row(place=self.place, fields=value)

    def _get(self, key: str) -> object:
        if key not in self.fields:
            raise EvaluationError(f"{self.place}: no {key!r} in the row: add it")
        return self.fields[key]

    def _array(self, key: str) -> list[object]:
        value = self._get(key)
        if not isinstance(value, list):
            raise self._wrong(key, "an array")
        return value

    def _wrong(self, key: str, wanted: str) -> EvaluationError:
        found = json.dumps(self.fields[key], ensure_ascii=False)[:60]
        return EvaluationError(f"{self.place}: {key!r} is {found}, {wanted} was wanted")


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the objects of a JSON Lines file; blank lines are passed over.

    Raises:
        EvaluationError: the file can't be read, or a line is not a JSON object.
    """
    # Not splitlines(): it also splits at characters that JSON strings may hold, such as U+2028.
    lines = read_text(path).removeprefix("\ufeff").split("\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError) as error:  # nested too deeply
            raise EvaluationError(f"{place}: not JSON ({error}): one object a line") from error
        if not isinstance(fields, dict):
            raise EvaluationError(f"{place}: {line[:40]} found, a JSON object was wanted")
        yield Row(place=place, fields=fields)


def read_text(path: Path) -> str:
    """Return a file's text unchanged, with its line ends and any byte order mark.

    Raises:
        EvaluationError: the file can't be read, or is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise EvaluationError(f"{path}: {error.strerror}: name a file that can be read") from error
    except UnicodeDecodeError as error:
        raise EvaluationError(f"{path}: not UTF-8 at byte {error.start}: save it so") from error
