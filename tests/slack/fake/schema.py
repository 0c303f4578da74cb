"""JSON Schemas of what Slack takes and sends, made from the types of its own npm packages.

`npm ci` in tests/slack/npm pins the packages; `schema.mjs` there makes the schemas, once for each
lock file and list of shapes: they are kept in tests/slack/npm/.schema, which git ignores.
"""

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from jsonschema import Draft7Validator, ValidationError
from jsonschema.validators import extend

from .caps import with_caps
from .values import Json

NPM = Path(__file__).parent.parent / "npm"
_RECIPE = ("package-lock.json", "schema.mjs", "shapes.ts")

# Properties that Slack's reference documents and its types lack (docs.slack.dev, "Rich text list
# element": where an ordered list's numbers begin).
_UNTYPED: Mapping[str, Json] = {"RichTextList": {"offset": {"type": "integer", "minimum": 0}}}


def missing() -> str:
    """Say why there can be no schemas, or return ""."""
    if _kept().is_file():
        return ""
    if not shutil.which("node"):
        return "node is not installed"
    if not (NPM / "node_modules").is_dir():
        return (
            "tests/slack/npm/node_modules is absent: run `npm ci --ignore-scripts` in that folder"
        )
    return ""


def _kept() -> Path:
    recipe = b"".join((NPM / name).read_bytes() for name in _RECIPE)
    return NPM / ".schema" / f"{hashlib.sha256(recipe).hexdigest()[:16]}.json"


@cache
def schemas() -> Mapping[str, Json]:
    """Return each shape's schema as the generator made it; none where that can't run."""
    if missing():
        return {}
    kept = _kept()
    if not kept.is_file():
        made = subprocess.run(
            ["node", "schema.mjs"], cwd=NPM, check=True, capture_output=True, timeout=300
        )
        kept.parent.mkdir(exist_ok=True)
        draft = kept.with_suffix(f".{os.getpid()}")
        draft.write_bytes(made.stdout)
        for outdated in kept.parent.glob("*.json"):
            outdated.unlink(missing_ok=True)
        draft.replace(kept)
    found: Mapping[str, Json] = json.loads(kept.read_text("utf-8"))
    return found


@cache
def shape(name: str) -> Draft7Validator:
    """Return the validator of a shape: its types, and the caps that its comments state."""
    schema = with_caps(schemas()[name])
    definitions = schema["definitions"]
    for name in _UNTYPED.keys() & definitions.keys():
        definitions[name]["properties"] |= _UNTYPED[name]
    told_apart = {key: _by_type(definitions, value) for key, value in definitions.items()}
    validator: Draft7Validator = _Shape({**schema, "definitions": told_apart})
    return validator


def _by_type(definitions: Json, schema: Any) -> Any:
    """Replace each union whose members differ in `type` by a mapping from type to member.

    Otherwise a union is tried member by member, and the error doesn't say what was wrong.
    """
    if isinstance(schema, list):
        return [_by_type(definitions, one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: _by_type(definitions, value) for key, value in schema.items()}
    if "anyOf" not in schema:
        return inner
    members = list(_members(definitions, schema))
    if not all(kind for kind, _ in members):
        return inner
    kinds: Json = {}
    for kind, member in members:
        kinds.setdefault(kind, []).append(_by_type(definitions, member))
    del inner["anyOf"]
    return {**inner, "byType": kinds}


def _members(definitions: Json, schema: Json) -> Iterator[tuple[str, Json]]:
    for one in schema["anyOf"]:
        found = one
        while "$ref" in found:
            found = definitions[found["$ref"].removeprefix("#/definitions/")]
        if "anyOf" in found:
            yield from _members(definitions, found)
        else:
            kind = found.get("properties", {}).get("type", {}).get("const", "")
            yield (kind if isinstance(kind, str) else ""), one


def _check_by_type(
    validator: Any, kinds: Json, instance: Any, schema: Json
) -> Iterator[ValidationError]:
    if not isinstance(instance, dict):
        yield ValidationError("must be an object")
        return
    members = kinds.get(str(instance.get("type")))
    if members is None:
        yield ValidationError(f"unsupported type: {instance.get('type')}", path=["type"])
        return
    tried = [list(validator.descend(instance, member)) for member in members]
    if all(tried):
        yield from min(tried, key=len)


_Shape: Any = extend(Draft7Validator, {"byType": _check_by_type})  # type: ignore[no-untyped-call]


def wrong(name: str, value: Any, root: str) -> list[str]:
    """Return what a shape's validator finds, each reason with its JSON pointer from `root`."""
    return [
        f"{_words(error)} [json-pointer:{'/'.join([root, *map(str, error.absolute_path)])}]"
        for error in shape(name).iter_errors(value)
    ]


def _words(error: ValidationError) -> str:
    """Return a finding in the words that Slack uses for it."""
    kind, limit = error.validator, cast(int, error.validator_value)
    name = error.message.partition("'")[2].partition("'")[0]
    if kind == "maxLength":
        return f"must be less than {limit + 1} characters"
    if kind == "minLength":
        return f"must be more than {limit - 1} characters"
    if kind == "maxItems":
        return f"no more than {limit} items allowed"
    if kind == "required":
        return f"missing required field: {name}"
    if kind == "additionalProperties":
        return f"invalid additional property: {name}"
    return error.message.replace("\n", " ")[:200]
