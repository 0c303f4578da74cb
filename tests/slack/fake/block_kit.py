"""What Slack says of a message's blocks, or a view's: nothing, or why it refuses them.

The shapes and lengths are those of npm @slack/types where its schema can be made (`schema.py`);
what that misses is in `block_kit_rules.py` and is checked always.
"""

from dataclasses import dataclass
from typing import Any

from . import block_kit_rules as rules
from . import schema
from .values import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockKit:
    """Checks blocks; each finding is a reason with its JSON pointer, as Slack words it."""

    def message(self, blocks: Any) -> list[str]:
        """Return what is wrong with a message's blocks."""
        if not isinstance(blocks, list) or not all(isinstance(one, dict) for one in blocks):
            return ["must be an array of objects [json-pointer:/blocks]"]
        found = [said for at, block in enumerate(blocks) for said in _block(block, f"/blocks/{at}")]
        return _once([*found, *rules.message(blocks)])

    def view(self, view: Any) -> list[str]:
        """Return what is wrong with a view."""
        if not isinstance(view, dict) or not isinstance(view.get("blocks"), list):
            return ["must be an object with blocks [json-pointer:/view]"]
        found = schema.wrong("View", view, "/view") if schema.schemas() else []
        return _once([*found, *rules.view(view)])

    def too_long(self, blocks: list[Json]) -> bool:
        """Whether a message's blocks together are more than Slack takes."""
        return rules.weight(blocks) > rules.MESSAGE_WEIGHT


def _once(found: list[str]) -> list[str]:
    return list(dict.fromkeys(found))


def _block(block: Json, pointer: str) -> list[str]:
    return schema.wrong("Block", block, pointer) if schema.schemas() else []
