"""The few Block Kit elements that the views are made of; content's words stand in rich text alone.

Rich text is literal: nothing in it is parsed, so nothing in it can ping, link or format.
"""

from collections.abc import Iterable, Sequence

from assistant.slack.views.block_kit.message import MOST_BUTTON, MOST_HEADER, MOST_VALUE, Block
from assistant.slack.views.block_kit.safe_text import cut, openable, visible


def text(words: str, *, bold: bool = False, italic: bool = False) -> Block:
    """Return words of rich text; at least one character, as Slack asks."""
    held: Block = {"type": "text", "text": visible(words) or " "}
    style = {name: True for name, on in (("bold", bold), ("italic", italic)) if on}
    return {**held, "style": style} if style else held


def link(url: str, words: str, *, bold: bool = False) -> Block:
    """Return a link; words alone where the address is none that opens from Slack."""
    opens = openable(url)
    if not opens:
        return text(words, bold=bold)
    held: Block = {"type": "link", "url": opens, "text": visible(words) or opens}
    return {**held, "style": {"bold": True}} if bold else held


def person(owner: str) -> Block:
    """Return the mention of a user (U…, W…), a user group (S…) or a channel (C…)."""
    kinds = {"S": ("usergroup", "usergroup_id"), "C": ("channel", "channel_id")}
    kind, key = kinds.get(owner[:1], ("user", "user_id"))
    return {"type": kind, key: owner}


def section(*elements: Block) -> Block:
    """Return a line of rich text."""
    return {"type": "rich_text_section", "elements": list(elements)}


def bullets(entries: Sequence[Block]) -> Block:
    """Return a list of sections, one at least."""
    return {"type": "rich_text_list", "style": "bullet", "indent": 0, "elements": [*entries]}


def rich_text(*elements: Block) -> Block:
    """Return a block of rich text."""
    return {"type": "rich_text", "elements": list(elements)}


def line(words: str, *, bold: bool = False, italic: bool = False) -> Block:
    """Return a block of one line."""
    return rich_text(section(text(words, bold=bold, italic=italic)))


def header(words: str) -> Block:
    """Return a title."""
    return {"type": "header", "text": plain(words, MOST_HEADER)}


def plain(words: str, most: int = 3_000) -> Block:
    """Return a text object that is not parsed."""
    return {"type": "plain_text", "text": cut(visible(words) or " ", most), "emoji": False}


def button(action: str, words: str, value: str, *, style: str | None = None) -> Block:
    """Return a button.

    Raises:
        ValueError: its value is empty or longer than Slack carries.
    """
    if not 0 < len(value) <= MOST_VALUE:
        raise ValueError(f"a button carries 1 to {MOST_VALUE} characters, not {len(value)}")
    held: Block = {
        "type": "button",
        "action_id": action,
        "text": plain(words, MOST_BUTTON),
        "value": value,
    }
    return {**held, "style": style} if style else held


def small_print(*words: str) -> Block:
    """Return small print; each of `words` stands by itself."""
    return {"type": "context", "elements": [plain(held) for held in words]}


def actions(block_id: str, buttons: Iterable[Block]) -> Block:
    """Return a row of buttons."""
    return {"type": "actions", "block_id": block_id, "elements": list(buttons)}
