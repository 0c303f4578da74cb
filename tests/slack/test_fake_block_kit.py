"""Blocks are refused as Slack refuses them: which rule, and where."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from .fake import FakeSlack, caps, schema
from .fake import block_kit_rules as rules
from .fake.block_kit import BlockKit
from .fake.block_kit_rules import BLOCK_WEIGHT, MESSAGE_WEIGHT
from .fake.values import Json

KIT = BlockKit()
needs_schema = pytest.mark.skipif(bool(schema.missing()), reason=schema.missing() or "there is one")


def _text(characters: int, kind: str = "mrkdwn") -> Json:
    return {"type": kind, "text": "x" * characters}


def _plain(characters: int) -> Json:
    return _text(characters, "plain_text")


def _button(action_id: str = "a", **more: object) -> Json:
    return {"type": "button", "action_id": action_id, "text": _plain(5), **more}


def _section(characters: int) -> Json:
    return {"type": "section", "text": _text(characters)}


def _actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def _rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def _part(kind: str, *elements: Json, **more: object) -> Json:
    return {"type": f"rich_text_{kind}", "elements": list(elements), **more}


def _table(rows: int, columns: int, words: str = "c") -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": words}] * columns] * rows}


def _menu(options: int, characters: int = 75) -> Json:
    option = {"text": _plain(characters), "value": "v" * characters}
    return _actions({"type": "overflow", "action_id": "o", "options": [option] * options})


def _feedback(text: int = 75, value: int = 2000, label: int = 75) -> Json:
    button = {"text": _plain(text), "value": "v" * value, "accessibility_label": "l" * label}
    both = {"positive_button": button, "negative_button": button}
    element = {"type": "feedback_buttons", "action_id": "f", **both}
    return {"type": "context_actions", "elements": [element]}


def _trash(at: int) -> Json:
    return {"type": "icon_button", "icon": "trash", "text": _plain(6), "action_id": f"i{at}"}


WORD: Json = {"type": "text", "text": "word", "style": {"bold": True}}
LINK: Json = {"type": "link", "url": "https://ct.example/page", "text": "page"}
BULLETS = _part("list", _part("section", WORD, LINK), style="bullet", indent=1)

TAKEN = {
    "a section at its longest": _section(3000),
    "fields alone": {"type": "section", "fields": [_text(2000)] * 10},
    "buttons": _actions(*(_button(f"a{at}", value="v" * 2000) for at in range(25))),
    "a quote, a list, a block of code": _rich(_part("quote", WORD), BULLETS, _part("preformatted")),
    "a table at its largest": _table(100, 20, "ccccc"),
    "a table of rich text": {
        "type": "table",
        "rows": [[_rich(_part("section", WORD, LINK)), {"type": "raw_text", "text": "c"}]],
        "column_settings": [{"is_wrapped": True, "align": "right"}] * 20,
    },
    "feedback": _feedback(),
    "five in a context of actions": {
        "type": "context_actions",
        "elements": [*_feedback()["elements"], *map(_trash, range(4))],
    },
    "a menu": _menu(5),
}
TAKEN["a quote, a list, a block of code"]["elements"][2]["elements"] = [
    {"type": "text", "text": "x"}
]

# What the types and their comments refuse: the block, where, why.
BY_SCHEMA: dict[str, tuple[Json, str, str]] = {
    "a long section": (_section(3001), "/text/text", "must be less than 3001 characters"),
    "a long field": (
        {"type": "section", "fields": [_text(1), _text(2001)]},
        "/fields/1/text",
        "must be less than 2001 characters",
    ),
    "eleven fields": (
        {"type": "section", "fields": [_text(1)] * 11},
        "/fields",
        "no more than 10 items allowed",
    ),
    "a long header": (
        {"type": "header", "text": _plain(151)},
        "/text/text",
        "must be less than 151 characters",
    ),
    "markup in a header": (
        {"type": "header", "text": _text(1)},
        "/text/type",
        "'plain_text' was expected",
    ),
    "a long button": (
        _actions(_button(text=_plain(76))),
        "/elements/0/text/text",
        "must be less than 76 characters",
    ),
    "a long value": (
        _actions(_button(value="v" * 2001)),
        "/elements/0/value",
        "must be less than 2001 characters",
    ),
    "a long address": (
        _actions(_button(url="https://" + "u" * 3000)),
        "/elements/0/url",
        "must be less than 3001 characters",
    ),
    "a long action_id": (
        _actions(_button("a" * 256)),
        "/elements/0/action_id",
        "must be less than 256 characters",
    ),
    "a long block_id": (
        {"type": "divider", "block_id": "b" * 256},
        "/block_id",
        "must be less than 256 characters",
    ),
    "26 buttons": (
        _actions(*(_button(f"a{at}") for at in range(26))),
        "/elements",
        "no more than 25 items allowed",
    ),
    "eleven in a context": (
        {"type": "context", "elements": [_text(1)] * 11},
        "/elements",
        "no more than 10 items allowed",
    ),
    "a quote in a list": (
        _rich(_part("list", _part("quote", WORD), style="bullet")),
        "/elements/0/elements/0/type",
        "'rich_text_section' was expected",
    ),
    "words outside a section": (_rich(WORD), "/elements/0/type", "unsupported type: text"),
    "a long Markdown block": (
        {"type": "markdown", "text": "x" * 12_001},
        "/text",
        "must be less than 12001 characters",
    ),
    "an image without words": (
        {"type": "image", "image_url": "https://ct.example/a.png"},
        "",
        "missing required field: alt_text",
    ),
    "six in a context of actions": (
        {"type": "context_actions", "elements": [*map(_trash, range(6))]},
        "/elements",
        "no more than 5 items allowed",
    ),
    "feedback outside its block": (
        _actions(*_feedback()["elements"]),
        "/elements/0/type",
        "unsupported type: feedback_buttons",
    ),
    "a long label of a button": (
        _actions(_button(accessibility_label="l" * 76)),
        "/elements/0/accessibility_label",
        "must be less than 76 characters",
    ),
    "six options": (_menu(6), "/elements/0/options", "no more than 5 items allowed"),
    "a menu outside its block": (
        {"type": "context_actions", "elements": _menu(1)["elements"]},
        "/elements/0/type",
        "unsupported type: overflow",
    ),
    "an unknown kind of cell": (
        {"type": "table", "rows": [[_plain(1)]]},
        "/rows/0/0/type",
        "unsupported type: plain_text",
    ),
    "21 column settings": (
        {**_table(1, 1), "column_settings": [{}] * 21},
        "/column_settings",
        "no more than 20 items allowed",
    ),
    "an unknown field": (
        {"type": "divider", "colour": "red"},
        "",
        "invalid additional property: colour",
    ),
    "an unknown block": ({"type": "banner"}, "/type", "unsupported type: banner"),
}

# What they miss.
BY_RULE: dict[str, tuple[Json, str, str]] = {
    "nothing in a section": ({"type": "section"}, "", "missing required field: text or fields"),
    "no text": (_section(0), "/text/text", "must be more than 0 characters"),
    "no actions": (_actions(), "/elements", "missing element"),
    "no context": ({"type": "context", "elements": []}, "/elements", "missing element"),
    "an empty quote": (_rich(_part("quote")), "/elements/0/elements", "missing element"),
    "an empty word": (
        _rich(_part("section", {"type": "text", "text": ""})),
        "/elements/0/elements/0/text",
        "must be more than 0 characters",
    ),
    "one action_id twice": (
        _actions(_button("a"), _button("b"), _button("a")),
        "/elements/2/action_id",
        "`action_id` a already exists",
    ),
    "a wide table": (_table(1, 21), "/rows/0", "no more than 20 items allowed"),
    "a long table": (_table(101, 1), "/rows", "no more than 100 items allowed"),
    "an empty table": (_table(0, 0), "/rows", "must have at least 1 row"),
    "an empty row": (_table(1, 0), "/rows/0", "must have at least 1 cell"),
    "an empty cell": (_table(1, 1, ""), "/rows/0/0/text", "must be more than 0 characters"),
    "a table of many words": (
        _table(1, 1, "c" * 10_001),
        "",
        "no more than 10000 characters allowed",
    ),
    "an empty menu": (_menu(0), "/elements/0/options", "must have at least 1 option"),
}


@pytest.mark.parametrize("block", TAKEN.values(), ids=TAKEN.keys())
def test_what_is_taken(block: Json) -> None:
    """Blocks at their limits are taken."""
    assert KIT.message([block]) == []


@needs_schema
@pytest.mark.parametrize(("block", "place", "why"), BY_SCHEMA.values(), ids=BY_SCHEMA.keys())
def test_what_the_types_refuse(block: Json, place: str, why: str) -> None:
    """With a schema, the types of @slack/types and the lengths in their comments are the rules."""
    assert KIT.message([block]) == [f"{why} [json-pointer:/blocks/0{place}]"]


def test_feedback_buttons_have_limits_that_no_type_states() -> None:
    """Each button's text has 75 characters, its value 2,000."""
    places = [f"/blocks/0/elements/0/{name}_button" for name in ("positive", "negative")]
    assert list(rules.message([_feedback(text=76)])) == [
        f"must be less than 76 characters [json-pointer:{place}/text/text]" for place in places
    ]
    assert list(rules.message([_feedback(value=2001)])) == [
        f"must be less than 2001 characters [json-pointer:{place}/value]" for place in places
    ]


@needs_schema
def test_the_label_of_a_feedback_button_is_short() -> None:
    """It has 75 characters, by the comment of its type; each of the two is checked."""
    places = [f"/blocks/0/elements/0/{name}_button" for name in ("positive", "negative")]
    assert sorted(KIT.message([_feedback(label=76)])) == sorted(
        f"must be less than 76 characters [json-pointer:{place}/accessibility_label]"
        for place in places
    )


@pytest.mark.parametrize(("block", "place", "why"), BY_RULE.values(), ids=BY_RULE.keys())
def test_what_the_types_miss(block: Json, place: str, why: str) -> None:
    """Rules that no type states are checked even if there is no schema."""
    assert list(rules.message([block])) == [f"{why} [json-pointer:/blocks/0{place}]"]


@needs_schema
def test_the_comments_caps_are_all_there() -> None:
    """The comments of version 3.2.0 state these many lengths for messages and views."""
    definitions = schema.schemas()["View"]["definitions"]
    assert sum(caps.count(caps.with_caps(one)) for one in definitions.values()) == 141


def test_a_message_as_a_whole() -> None:
    """At most 50 blocks, one table, no block_id twice."""
    assert KIT.message([{"type": "divider"}] * 50) == []
    assert KIT.message([{"type": "divider"}] * 51) == [
        "no more than 50 items allowed [json-pointer:/blocks]"
    ]
    assert KIT.message([_table(1, 1), _table(1, 1)]) == [
        "only_one_table_allowed [json-pointer:/blocks/1]"
    ]
    twice = [{"type": "divider", "block_id": "same"}] * 2
    assert KIT.message(twice) == [
        "`block_id` same already exists [json-pointer:/blocks/1/block_id]"
    ]


def test_all_texts_together() -> None:
    """The texts and the number of blocks count together; one character more is too long."""
    blocks = [_section(3000)] * 4
    left = MESSAGE_WEIGHT - 5 * BLOCK_WEIGHT - 4 * 3000
    assert not KIT.too_long([*blocks, _section(left)])
    assert KIT.too_long([*blocks, _section(left + 1)])


def test_what_a_view_refuses() -> None:
    """Views have limits of their own, and blocks that only messages have are refused."""
    ask = {"type": "input", "label": _plain(1), "element": {"type": "plain_text_input"}}
    modal: Json = {"type": "modal", "title": _plain(24), "submit": _plain(1), "blocks": [ask]}
    assert KIT.view(modal) == []
    without = {key: value for key, value in modal.items() if key != "submit"}
    assert KIT.view(without) == [
        "`submit` is required when there is an input block [json-pointer:/view/submit]"
    ]
    assert KIT.view({"type": "home", "blocks": [_table(1, 1)]}) == [
        "unsupported type: table [json-pointer:/view/blocks/0/type]"
    ]


@needs_schema
def test_lengths_of_a_view() -> None:
    """A modal's title has 24 characters, a view a hundred blocks."""
    many = [{"type": "divider"}] * 101
    assert set(KIT.view({"type": "modal", "title": _plain(25), "blocks": many})) == {
        "must be less than 25 characters [json-pointer:/view/title/text]",
        "no more than 100 items allowed [json-pointer:/view/blocks]",
    }


def test_the_answer_names_the_places(fake: FakeSlack) -> None:
    """A refused post says invalid_blocks, and why with JSON pointers; nothing is posted."""
    client, general = (
        WebClient(token=fake.bot_token, base_url=fake.api_url),
        fake.channel("general"),
    )
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=general.id, text="x", blocks=[_section(0)])
    reason = "must be more than 0 characters [json-pointer:/blocks/0/text/text]"
    assert dict(refused.value.response.data) == {
        "ok": False,
        "error": "invalid_blocks",
        "errors": [reason],
        "response_metadata": {"messages": [f"[ERROR] {reason}"]},
    }
    assert fake.posts(general) == []
