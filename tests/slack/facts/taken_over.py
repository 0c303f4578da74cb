"""Slack's list of methods and its manifest schema -> the part of them that the tests use."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.slack.setup.app_manifest import app_manifest

from ..fake import web_api
from . import MANIFEST, METHODS

Json = Mapping[str, Any]

# The manifests that there are: by Socket Mode or HTTP, for one workspace or many.
KINDS: list[dict[str, Any]] = [
    {}, {"mentions_only": True}, {"url": "https://bot.example"},
    {"url": "https://bot.example", "oauth": True},
    {"url": "https://x.example", "mentions_only": True},
]  # fmt: skip
_TOLD = ("args", "bot_scopes", "errors")
_PROSE = frozenset("title description default examples definitions _note".split())


def facts(folder: Path) -> dict[Path, Json]:
    """Return what each file here has to hold, according to the lists in `folder`."""
    listed = json.loads((folder / "methods.json").read_text("utf-8"))
    schema = json.loads((folder / "manifest.schema.2.0.0.json").read_text("utf-8"))
    methods = {
        name: {key: listed[name][key] for key in _TOLD}
        for name in sorted(web_api.METHODS)
        if name in listed
    }
    manifests = [app_manifest(**kind) for kind in KINDS]
    return {METHODS: methods, MANIFEST: _met(schema, schema["definitions"], manifests)}


def _met(schema: Json, definitions: Json, values: Sequence[Any]) -> Json:
    """Return what a schema says of these values, its references written out."""
    while "$ref" in schema:
        schema = definitions[schema["$ref"].removeprefix("#/definitions/")]
    met = {key: value for key, value in schema.items() if key not in _PROSE}
    if "properties" in schema:
        met["properties"] = {
            name: _met(inner, definitions, [one[name] for one in values if name in one])
            for name, inner in schema["properties"].items()
            if any(name in one for one in values)
        }
    if "items" in schema:
        items = [item for one in values for item in one]
        met["items"] = _met(schema["items"], definitions, items)
    return met
