"""How much of a message's room blocks take, counted as Slack may count it."""

from collections.abc import Iterable
from typing import Any

from assistant.slack.views.safe_text import units

_COUNTED = ("text", "url")  # addresses too: what Slack counts is not documented


def size(held: Any) -> int:
    """Return the characters of all texts in Block Kit JSON, in UTF-16 code units."""
    if isinstance(held, dict):
        return sum(
            units(value) if isinstance(value, str) and key in _COUNTED else size(value)
            for key, value in held.items()
        )
    return sum(map(size, held)) if isinstance(held, Iterable) and not isinstance(held, str) else 0
