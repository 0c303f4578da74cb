"""What a view returns, the limits that Slack sets for it, and how its size is counted.

The limits are from Slack's reference for Block Kit ("Blocks", "Composition objects", "Rich text")
and `chat.postMessage`, 2026; those marked "seen" are undocumented, so we keep well below them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]  # Slack's own JSON
View = dict[str, Any]

MOST_BLOCKS = 45  # a message; Slack takes 50
# Characters of all blocks together. Slack refuses more than about 13,200 and counts 125 for each
# block (seen): this is about what MOST_BLOCKS blocks leave.
MOST_TEXT = 7_500
MOST_HOME_TEXT = 12_000  # the same for App Home, which is not a message
MOST_FALLBACK = 3_000  # characters of `text`; chat.update takes 4,000
MOST_MISSING = 300  # characters for what an unsure answer does not mention
MOST_HEADER = 150
MOST_BUTTON = 75
MOST_VALUE = 2_000
MOST_OPTION = 75  # of an option's text, and of its value
MOST_URL = 3_000

_COUNTED = ("text", "url")  # addresses too: what Slack counts is not documented


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as Slack takes it: blocks, and the same in plain words.

    `text` is for notifications and screen readers, and is posted alone if the blocks are refused.
    It is escaped for mrkdwn and has at most MOST_FALLBACK characters.
    """

    blocks: tuple[Block, ...]
    text: str


def text_size(blocks: Any) -> int:
    """Return the characters of all texts in Block Kit JSON, in UTF-16 code units."""
    if isinstance(blocks, dict):
        return sum(
            units(value) if isinstance(value, str) and key in _COUNTED else text_size(value)
            for key, value in blocks.items()
        )
    if isinstance(blocks, Iterable) and not isinstance(blocks, str):
        return sum(map(text_size, blocks))
    return 0


def units(text: str) -> int:
    """Return a text's length as Slack may count it: in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
