"""What Slack refuses in blocks though the types of @slack/types allow it."""

from collections.abc import Iterator
from typing import Any

from .values import Json

BLOCKS = 50  # of a message ("Blocks", docs.slack.dev)
# "Table block", docs.slack.dev; the characters are those of all cells of a message together.
TABLE_ROWS, TABLE_COLUMNS, TABLE_TEXT = 100, 20, 10_000
FEEDBACK_TEXT, FEEDBACK_VALUE = 75, 2_000  # "Feedback buttons element", docs.slack.dev

# A message's blocks together, undocumented. Slack took 13,297 characters in one markdown block and
# 13,172 beside a divider (slackapi/bolt-js issue 2509): so a block counts for 125 characters.
BLOCK_WEIGHT = 125
MESSAGE_WEIGHT = 13_297 + BLOCK_WEIGHT

# Blocks whose page on docs.slack.dev says "The block is available in messages", and nowhere else.
_MESSAGES_ONLY = frozenset("context_actions file markdown plan table data_table task_card".split())
_NOT_EMPTY = frozenset(
    "actions context context_actions rich_text rich_text_section rich_text_list "
    "rich_text_quote rich_text_preformatted".split()
)


def message(blocks: list[Json]) -> Iterator[str]:
    """Yield what is wrong with a message's blocks."""
    if len(blocks) > BLOCKS:
        yield f"no more than {BLOCKS} items allowed [json-pointer:/blocks]"
    tables = [at for at, block in enumerate(blocks) if block.get("type") == "table"]
    for at in tables[1:]:
        yield f"only_one_table_allowed [json-pointer:/blocks/{at}]"
    if _characters([blocks[at].get("rows") for at in tables]) > TABLE_TEXT:
        yield f"no more than {TABLE_TEXT} characters allowed [json-pointer:/blocks/{tables[-1]}]"
    yield from _blocks(blocks, "/blocks")


def view(held: Json) -> Iterator[str]:
    """Yield what is wrong with a view's blocks."""
    blocks = [block for block in held["blocks"] if isinstance(block, dict)]
    yield from _blocks(blocks, "/view/blocks")
    for at, block in enumerate(blocks):
        if block.get("type") in _MESSAGES_ONLY:
            yield f"unsupported type: {block['type']} [json-pointer:/view/blocks/{at}/type]"
    asks = any(block.get("type") == "input" for block in blocks)
    if held.get("type") == "modal" and asks and not held.get("submit"):
        yield "`submit` is required when there is an input block [json-pointer:/view/submit]"


def weight(blocks: list[Json]) -> int:
    """Return what a message's blocks weigh together: each its texts and BLOCK_WEIGHT.

    The rich text in a table's cells is no block of its own.
    """
    return sum(BLOCK_WEIGHT + _characters(block) for block in blocks)


def _characters(value: Any) -> int:
    """Return the characters of all texts in a value."""
    if isinstance(value, list):
        return sum(_characters(one) for one in value)
    if not isinstance(value, dict):
        return 0
    own = sum(len(one) for key, one in value.items() if key == "text" and isinstance(one, str))
    return own + sum(_characters(one) for one in value.values())


def _blocks(blocks: list[Json], pointer: str) -> Iterator[str]:
    seen: set[str] = set()
    for at, block in enumerate(blocks):
        here = f"{pointer}/{at}"
        yield from _block(block, here)
        name = block.get("block_id")
        if name in seen:
            yield f"`block_id` {name} already exists [json-pointer:{here}/block_id]"
        if name:
            seen.add(name)


def _block(block: Json, pointer: str) -> Iterator[str]:
    if block.get("type") == "section" and not (block.get("text") or block.get("fields")):
        yield f"missing required field: text or fields [json-pointer:{pointer}]"
    if block.get("type") == "table":
        yield from _table(block, pointer)
    yield from _elements(block, pointer)
    yield from _action_ids(block, pointer)
    yield from _empty(block, pointer)


def _table(block: Json, pointer: str) -> Iterator[str]:
    rows = block.get("rows", [])
    if not rows:
        yield f"must have at least 1 row [json-pointer:{pointer}/rows]"
    if len(rows) > TABLE_ROWS:
        yield f"no more than {TABLE_ROWS} items allowed [json-pointer:{pointer}/rows]"
    for at, row in enumerate(rows):
        if len(row) > TABLE_COLUMNS:
            yield f"no more than {TABLE_COLUMNS} items allowed [json-pointer:{pointer}/rows/{at}]"
        if not row:
            yield f"must have at least 1 cell [json-pointer:{pointer}/rows/{at}]"


def _elements(block: Json, pointer: str) -> Iterator[str]:
    """Yield what is wrong with a menu or feedback buttons that the types' comments don't cap."""
    listed = block.get("elements", ()) if block.get("type") != "rich_text" else ()
    for at, element in enumerate(listed):
        kind = element.get("type") if isinstance(element, dict) else None
        here = f"{pointer}/elements/{at}"
        if kind == "overflow" and not element.get("options"):
            yield f"must have at least 1 option [json-pointer:{here}/options]"
        if kind == "feedback_buttons":
            for name in ("positive_button", "negative_button"):
                yield from _feedback_button(element.get(name, {}), f"{here}/{name}")


def _feedback_button(button: Json, pointer: str) -> Iterator[str]:
    if len(button.get("text", {}).get("text", "")) > FEEDBACK_TEXT:
        yield (
            f"must be less than {FEEDBACK_TEXT + 1} characters [json-pointer:{pointer}/text/text]"
        )
    if len(button.get("value", "")) > FEEDBACK_VALUE:
        yield f"must be less than {FEEDBACK_VALUE + 1} characters [json-pointer:{pointer}/value]"


def _action_ids(block: Json, pointer: str) -> Iterator[str]:
    seen: set[str] = set()
    elements = block.get("elements", ()) if block.get("type") != "rich_text" else ()
    for at, element in enumerate(elements):
        name = element.get("action_id") if isinstance(element, dict) else None
        if name in seen:
            place = f"{pointer}/elements/{at}/action_id"
            yield f"`action_id` {name} already exists [json-pointer:{place}]"
        if name:
            seen.add(name)


def _empty(value: Any, pointer: str) -> Iterator[str]:
    """Yield empty lists of elements and empty texts, at any depth."""
    if isinstance(value, list):
        for at, one in enumerate(value):
            yield from _empty(one, f"{pointer}/{at}")
    if not isinstance(value, dict):
        return
    if value.get("type") in _NOT_EMPTY and not value.get("elements"):
        yield f"missing element [json-pointer:{pointer}/elements]"
    if value.get("text") == "" and "type" in value:
        yield f"must be more than 0 characters [json-pointer:{pointer}/text]"
    for key, one in value.items():
        yield from _empty(one, f"{pointer}/{key}")
