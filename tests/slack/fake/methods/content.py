"""What a message may hold: its text, its blocks, and Slack's limits on both."""

from collections.abc import Mapping
from typing import Any

from ..block_kit import BlockKit
from ..values import Json, SlackError

TEXT_OF_POST = 40_000  # characters ("chat.postMessage", docs.slack.dev: longer is cut; we refuse)
TEXT_OF_UPDATE = 4_000  # characters ("chat.update", docs.slack.dev)
MARKDOWN_TEXT = 12_000  # characters ("chat.postMessage", docs.slack.dev)


def content(block_kit: BlockKit, arguments: Mapping[str, Any], limit: int) -> Json:
    """Return the text and blocks of a message.

    Raises:
        SlackError: there is nothing, too much, or what Block Kit does not allow.
    """
    text, markdown = str(arguments.get("text") or ""), arguments.get("markdown_text")
    blocks, attachments = arguments.get("blocks"), arguments.get("attachments")
    if markdown and (text or blocks):
        raise SlackError("markdown_text_conflict")
    if markdown and len(str(markdown)) > MARKDOWN_TEXT:
        raise SlackError("msg_too_long")
    if not (text or markdown or blocks or attachments):
        raise SlackError("no_text")
    if len(text) > limit:
        raise SlackError("msg_too_long")
    found: Json = {"text": text or str(markdown or "")}
    if blocks:
        found["blocks"] = checked(block_kit, blocks)
    if attachments:
        found["attachments"] = attachments
    return found


def checked(block_kit: BlockKit, blocks: Any) -> list[Json]:
    """Return a message's blocks, each with a block_id as Slack gives it.

    Raises:
        SlackError: invalid_blocks or msg_blocks_too_long.
    """
    wrong = block_kit.message(blocks)
    if wrong:
        raise SlackError.because("invalid_blocks", *wrong)
    if block_kit.too_long(blocks):
        raise SlackError("msg_blocks_too_long")
    return named(blocks)


def named(blocks: list[Json]) -> list[Json]:
    """Return the blocks, each with a block_id: where one is missing, Slack makes one up."""
    return [{"block_id": f"b{at:04d}", **block} for at, block in enumerate(blocks)]
