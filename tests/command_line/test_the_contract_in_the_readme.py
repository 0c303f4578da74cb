"""What assistant/README.md says about `ask --json` is what the schema has and the code can say."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from surroundings import ROOT

from assistant.answer_json import SCHEMA as VERSION
from assistant.answering.confidence import Reason

SCHEMA = json.loads(Path(__file__).with_name("answer.schema.json").read_text(encoding="utf-8"))
REASONS = {code for held in get_args(Reason) for code in get_args(held)}


@pytest.fixture(scope="module")
def section() -> str:
    """The section on the contract in assistant/README.md."""
    text = (ROOT / "assistant" / "README.md").read_text(encoding="utf-8")
    (found,) = re.findall(r"^## The JSON contract\n(.*?)^##", text, re.MULTILINE | re.DOTALL)
    return str(found)


def keys(schema: dict[str, Any], defined: dict[str, Any]) -> Iterator[str]:
    """Yield each key in order, a citation's where citations first stand."""
    if "$ref" in schema:
        yield from keys(defined.pop(schema["$ref"].rpartition("/")[2], {}), defined)
    for name, held in schema.get("properties", {}).items():
        yield name
        yield from keys(held, defined)
    if "items" in schema:
        yield from keys(schema["items"], defined)


def test_every_key_is_shown_in_its_place(section):
    """None is missing, none is more than a program gets, and the order is the same."""
    example = section.split("```")[1]
    assert re.findall(r'"(\w+)":', example) == list(keys(SCHEMA, dict(SCHEMA["$defs"])))


def test_every_reason_is_explained(section):
    """As many as the code can give, each in a row of its own; no other."""
    rows = re.findall(r"^\| `(\w+)` \| \S", section, re.MULTILINE)
    assert sorted(rows) == sorted(REASONS)
    assert set(SCHEMA["properties"]["reason"]["enum"]) == REASONS | {None}


def test_the_version_is_the_same_everywhere(section):
    """In the words, the example, the schema and the output."""
    assert SCHEMA["properties"]["schema"]["const"] == VERSION
    assert f"Version {VERSION};" in section
    assert f'"schema": {VERSION},' in section
