"""What Slack says of a message's blocks, or a view's: nothing, or why it refuses them."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockKit:
    """Checks blocks; each finding is a reason with its JSON pointer."""

    def message(self, blocks: Any) -> list[str]:
        """Return what is wrong with a message's blocks."""
        return [] if isinstance(blocks, list) else ["[ERROR] must be an array"]

    def view(self, view: Any) -> list[str]:
        """Return what is wrong with a view."""
        return [] if isinstance(view, dict) else ["[ERROR] must be an object"]

    def too_long(self, blocks: Any) -> bool:
        """Whether all texts together are more than a message holds."""
        return len(str(blocks)) > 1_000_000
