"""What Slack says of a message's blocks, or a view's: nothing, or why it refuses them.

The shapes and lengths are those of npm @slack/types if its schema can be made (`schema.py`); what
that misses is in `block_kit_rules.py` and is always checked.
"""

from dataclasses import dataclass
from typing import Any

from . import block_kit_rules as rules
from . import schema
from .values import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockKit:
    """Checks blocks; each finding is a reason with its JSON pointer, as Slack words it."""

    by_schema: bool = True  # the schema takes about 5 ms a message: benchmarks go without

    def message(self, blocks: Any) -> list[str]:
        """Return what is wrong with a message's blocks."""
        if not isinstance(blocks, list) or not all(isinstance(one, dict) for one in blocks):
            return ["must be an array of objects [json-pointer:/blocks]"]
        found: list[str] = []
        if self.by_schema and schema.schemas():
            for at, block in enumerate(blocks):
                found += schema.wrong("Block", block, f"/blocks/{at}")
        return _once([*found, *rules.message(blocks)])

    def view(self, view: Any) -> list[str]:
        """Return what is wrong with a view."""
        if not isinstance(view, dict) or not isinstance(view.get("blocks"), list):
            return ["must be an object with blocks [json-pointer:/view]"]
        typed = self.by_schema and schema.schemas()
        found = schema.wrong("View", view, "/view") if typed else []
        return _once([*found, *rules.view(view)])

    def too_long(self, blocks: list[Json]) -> bool:
        """Whether a message's blocks together are more than Slack takes."""
        return rules.weight(blocks) > rules.MESSAGE_WEIGHT


def _once(found: list[str]) -> list[str]:
    return list(dict.fromkeys(found))
