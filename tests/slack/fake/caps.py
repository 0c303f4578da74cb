"""The lengths that the comments of @slack/types state, put into the schema, which has none."""

import re
from typing import Any

from .values import Json

_TEXTS = ("PlainTextElement", "MrkdwnElement", "TextObject")  # a cap on one is on its `text`
_NUMBER = r"\D{0,60}?`?(\d[\d,]*)"
_MOST = re.compile(rf"(?i)\b(?:max(?:imum)?|limit|up to)\b{_NUMBER}")
_LEAST = re.compile(rf"(?i)\bmin(?:imum)?\b{_NUMBER}")
_EACH = re.compile(r"(?i)\beach (?:item|row)|\brow object\b")
_SENTENCE = re.compile(r"(?<=\.)\s+")


def with_caps(schema: Any) -> Any:
    """Return a schema in which what the descriptions cap is capped.

    Beside a `$ref` other keywords don't count (draft 7), so the reference goes into an `allOf`.
    A property of type undefined is one that JSON leaves out: it is not required.
    """
    if isinstance(schema, list):
        return [with_caps(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: with_caps(value) for key, value in schema.items()}
    if isinstance(schema.get("required"), list):
        held = schema.get("properties", {})
        inner["required"] = [key for key in schema["required"] if held.get(key) != {"not": {}}]
    said = schema.get("description")
    caps = [cap for cap in map(_cap(schema), _sentences(said)) if cap]
    if not caps:
        return inner
    return {"allOf": [inner, *caps]}


def count(schema: Any) -> int:
    """Return how many caps `with_caps` put into a schema."""
    if isinstance(schema, list):
        return sum(count(one) for one in schema)
    if not isinstance(schema, dict):
        return 0
    here = len(schema["allOf"]) - 1 if isinstance(schema.get("allOf"), list) else 0
    return here + sum(count(value) for value in schema.values())


def _sentences(said: Any) -> list[str]:
    return _SENTENCE.split(said.replace("\n", " ")) if isinstance(said, str) else []


def _cap(schema: Json) -> Any:
    """Return the reader of one sentence about a value of this schema."""
    if schema.get("type") == "string":
        return lambda said: _lengths(said) if "character" in said else {}
    if schema.get("type") in ("number", "integer"):
        return lambda said: _bounds(said, "minimum", "maximum")
    if schema.get("type") == "array":
        return _items
    if any(name in str(schema.get("$ref", schema.get("anyOf", ""))) for name in _TEXTS):
        return lambda said: _text(said) if "character" in said else {}
    return lambda _said: {}


def _bounds(said: str, least: str, most: str) -> Json:
    found = {most: _MOST.search(said), least: _LEAST.search(said)}
    return {key: int(match[1].replace(",", "")) for key, match in found.items() if match}


def _lengths(said: str) -> Json:
    return _bounds(said, "minLength", "maxLength")


def _text(said: str) -> Json:
    lengths = _lengths(said)
    return {"properties": {"text": lengths}} if lengths else {}


def _items(said: str) -> Json:
    if not _EACH.search(said):
        return _bounds(said, "minItems", "maxItems")
    each = _text(said) if "character" in said else _bounds(said, "minItems", "maxItems")
    return {"items": each} if each else {}
