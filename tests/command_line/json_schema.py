"""As much of JSON Schema (draft 2020-12) as answer.schema.json uses; other words are an error."""

import re
from collections.abc import Callable, Iterator
from typing import Any

_TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda held: isinstance(held, dict),
    "array": lambda held: isinstance(held, list),
    "string": lambda held: isinstance(held, str),
    "boolean": lambda held: isinstance(held, bool),
    "integer": lambda held: isinstance(held, int) and not isinstance(held, bool),
    "number": lambda held: isinstance(held, int | float) and not isinstance(held, bool),
    "null": lambda held: held is None,
}
_NOTES = {"$schema", "$defs", "title"}
_IN_DEFS = "#/$defs/"


def violations(
    held: Any, schema: dict[str, Any], at: str = "$", whole: dict[str, Any] | None = None
) -> Iterator[str]:
    """Yield each place where a value breaks its schema, with the word it breaks.

    `whole` is the schema that a part belongs to: `$ref` points into its `$defs`.
    """
    whole = whole or schema
    if "$ref" in schema:
        yield from violations(held, _referred(schema, whole), at, whole)
        return
    for word, wanted in schema.items():
        if word == "anyOf":
            if all([*violations(held, one, at, whole)] for one in wanted):
                yield f"{at}: none of {word} fits {held!r}"
        elif word not in _NOTES and not _WORDS[word](held, wanted):
            yield f"{at}: {word} {wanted!r} wanted, found {held!r}"
    yield from _inside(held, schema, at, whole)


def _inside(held: Any, schema: dict[str, Any], at: str, whole: dict[str, Any]) -> Iterator[str]:
    if isinstance(held, dict):
        known = schema.get("properties", {})
        for key, value in held.items():
            if key in known:
                yield from violations(value, known[key], f"{at}.{key}", whole)
            elif schema.get("additionalProperties") is False:
                yield f"{at}: unknown key {key!r}"
    if isinstance(held, list) and "items" in schema:
        for number, value in enumerate(held):
            yield from violations(value, schema["items"], f"{at}[{number}]", whole)


def _referred(schema: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    """Return what a `$ref` that stands alone points to."""
    (target,) = schema.values()
    found: dict[str, Any] = whole["$defs"][target.removeprefix(_IN_DEFS)]
    return found


def _same(held: Any, wanted: Any) -> bool:
    return type(held) is type(wanted) and held == wanted


def _is_type(held: Any, wanted: Any) -> bool:
    return any(_TYPES[name](held) for name in ([wanted] if isinstance(wanted, str) else wanted))


def _about(kind: type, check: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda held, wanted: not isinstance(held, kind) or check(held, wanted)


def _handled_above(_held: Any, _wanted: Any) -> bool:
    return True


_WORDS: dict[str, Callable[[Any, Any], bool]] = {
    "type": _is_type,
    "const": _same,
    "enum": lambda held, wanted: any(_same(held, one) for one in wanted),
    "required": _about(dict, lambda held, wanted: set(wanted) <= held.keys()),
    "minimum": lambda held, wanted: not _TYPES["number"](held) or held >= wanted,
    "maximum": lambda held, wanted: not _TYPES["number"](held) or held <= wanted,
    "minItems": _about(list, lambda held, wanted: len(held) >= wanted),
    "maxItems": _about(list, lambda held, wanted: len(held) <= wanted),
    "minLength": _about(str, lambda held, wanted: len(held) >= wanted),
    "pattern": _about(str, lambda held, wanted: re.search(wanted, held) is not None),
    "properties": _handled_above,
    "additionalProperties": _handled_above,
    "items": _handled_above,
}
