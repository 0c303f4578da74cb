"""Whom a message notifies: the parts of it that Slack would read as mentions."""

import re
from collections.abc import Iterator
from typing import Any

from .values import Json, Message

_MENTION = re.compile(r"<(?:@|!(?:subteam\^)?)[A-Za-z0-9^|_.-]+>")
_PARSED = frozenset(("mrkdwn", "markdown"))  # types whose text is markup
_ELEMENTS = frozenset(("user", "usergroup", "broadcast", "team"))  # of rich_text


def pings(message: Message) -> list[str]:
    """Return the mentions in a message's markup, and the mention elements of its rich text.

    If there are blocks, the `text` is not shown, but notifications are made from it, so it counts.
    """
    return [*_MENTION.findall(message.text), *_in_blocks(message.blocks)]


def _in_blocks(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _in_blocks(one)
    if isinstance(value, dict):
        yield from _in_object(value)


def _in_object(value: Json) -> Iterator[str]:
    kind, text = value.get("type"), value.get("text")
    if kind in _ELEMENTS:
        yield str(kind)
    if kind in _PARSED and isinstance(text, str):
        yield from _MENTION.findall(text)
    for one in value.values():
        yield from _in_blocks(one)
