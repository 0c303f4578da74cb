"""What a view returns, and the limits within which Slack takes it.

Limits: Slack's reference of Block Kit ("Blocks", "Composition objects", "Rich text") and of
`chat.postMessage`, 2026; those marked "seen" are not documented and kept well under.
"""

from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]  # Slack's own JSON
View = dict[str, Any]

MOST_BLOCKS = 45  # a message; Slack takes 50
# Characters of all blocks together. Refused is what has more than about 13,200, each block counting
# for 125 of them (seen): the most blocks there may be leave this.
MOST_TEXT = 7_500
MOST_HOME_TEXT = 12_000  # the same of App Home, which is no message
MOST_FALLBACK = 3_000  # characters of `text`; chat.update takes 4,000
MOST_MISSING = 300  # characters of what an unsure answer lacks: words of the question
MOST_SECTION = 3_000
MOST_HEADER = 150
MOST_BUTTON = 75
MOST_VALUE = 2_000
MOST_URL = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as Slack takes it: blocks, and the same in plain words.

    `text` is what notifications and screen readers use, and what is posted alone where the blocks
    are refused. It is escaped for mrkdwn and has at most MOST_FALLBACK characters.
    """

    blocks: tuple[Block, ...]
    text: str
