"""The few Block Kit elements that the views are made of; the content's words are never mrkdwn.

Rich text and plain text are literal: Slack parses nothing in them, so no words of the content can
ping, link or format.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.slack.views.block_kit.message import (
    MOST_BUTTON,
    MOST_HEADER,
    MOST_OPTION,
    MOST_VALUE,
    Block,
)
from assistant.slack.views.block_kit.safe_text import cut, openable, visible


def text(words: str, *, bold: bool = False, italic: bool = False) -> Block:
    """Return words of rich text; at least one character, as Slack demands."""
    element: Block = {"type": "text", "text": visible(words) or " "}
    style = {name: True for name, on in (("bold", bold), ("italic", italic)) if on}
    return {**element, "style": style} if style else element


def link(url: str, words: str, *, bold: bool = False) -> Block:
    """Return a link, or only its words if Slack can't open the address."""
    address = openable(url)
    if not address:
        return text(words, bold=bold)
    element: Block = {"type": "link", "url": address, "text": visible(words) or address}
    return {**element, "style": {"bold": True}} if bold else element


def person(owner: str) -> Block:
    """Return the mention of a user (U…, W…), a user group (S…) or a channel (C…, G…)."""
    channel = ("channel", "channel_id")
    kinds = {"S": ("usergroup", "usergroup_id"), "C": channel, "G": channel}
    kind, key = kinds.get(owner[:1], ("user", "user_id"))
    return {"type": kind, key: owner}


def section(*elements: Block) -> Block:
    """Return a line of rich text."""
    return {"type": "rich_text_section", "elements": list(elements)}


def bullets(entries: Sequence[Block]) -> Block:
    """Return a list of at least one section."""
    return {"type": "rich_text_list", "style": "bullet", "indent": 0, "elements": [*entries]}


def rich_text(*elements: Block) -> Block:
    """Return a block of rich text."""
    return {"type": "rich_text", "elements": list(elements)}


def line(words: str) -> Block:
    """Return a block of one line."""
    return rich_text(section(text(words)))


def header(words: str) -> Block:
    """Return a title."""
    return {"type": "header", "text": plain(words, MOST_HEADER)}


def plain(words: str, most: int = 3_000) -> Block:
    """Return a text object that Slack does not parse, cut to `most` characters."""
    return {"type": "plain_text", "text": cut(visible(words) or " ", most), "emoji": False}


def button(action: str, words: str, value: str, *, style: str | None = None) -> Block:
    """Return a button.

    Raises:
        ValueError: `value` is empty or longer than Slack allows.
    """
    element: Block = {
        "type": "button",
        "action_id": action,
        "text": plain(words, MOST_BUTTON),
        "value": _carried(value, MOST_VALUE),
    }
    return {**element, "style": style} if style else element


def _carried(value: str, most: int) -> str:
    if not 0 < len(value) <= most:
        raise ValueError(f"it carries 1 to {most} characters, not {len(value)}")
    return value


def menu(action: str, words: str, value: str) -> Block:
    """Return a menu of one choice, which shows as "…" until it is opened.

    Raises:
        ValueError: `value` is empty or longer than Slack allows.
    """
    option = {"text": plain(words, MOST_OPTION), "value": _carried(value, MOST_OPTION)}
    return {"type": "overflow", "action_id": action, "options": [option]}


def thumbs(block_id: str, action: str, up: Block, down: Block) -> Block:
    """Return Slack's own pair of feedback buttons, `thumb` each; for messages only."""
    buttons = {"positive_button": up, "negative_button": down}
    element: Block = {"type": "feedback_buttons", "action_id": action, **buttons}
    return {"type": "context_actions", "block_id": block_id, "elements": [element]}


def thumb(words: str, value: str, *, label: str) -> Block:
    """Return one of two feedback buttons; screen readers read `label` in place of its words.

    Raises:
        ValueError: `value` is empty or longer than Slack allows.
    """
    return {
        "text": plain(words, MOST_BUTTON),
        "value": _carried(value, MOST_VALUE),
        "accessibility_label": cut(visible(label) or " ", MOST_BUTTON),
    }


def text_area(field: str, *, label: str, hint: str, most: int) -> Block:
    """Return an optional field of several lines, whose block and action id are both `field`."""
    element = {
        "type": "plain_text_input",
        "action_id": field,
        "multiline": True,
        "max_length": most,
    }
    return {
        "type": "input",
        "block_id": field,
        "optional": True,
        "label": plain(label),
        "hint": plain(hint),
        "element": element,
    }


def typed_in(view: Mapping[str, Any], field: str) -> str:
    """Return what was typed into a `text_area` of a dialog that was sent (`view_submission`).

    Raises:
        KeyError, TypeError or AttributeError: it is no such dialog.
    """
    typed = view["state"]["values"].get(field, {}).get(field, {}).get("value")
    return str(typed or "").strip()


def small_print(*words: str) -> Block:
    """Return small print, one element for each of `words`."""
    return {"type": "context", "elements": [plain(element) for element in words]}


def actions(block_id: str, buttons: Iterable[Block]) -> Block:
    """Return a row of buttons and menus."""
    return {"type": "actions", "block_id": block_id, "elements": list(buttons)}
