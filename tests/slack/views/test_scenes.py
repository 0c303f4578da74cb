"""The pictures show answers that are right: what they ask is judged, and is answered so."""

import json
from pathlib import Path
from typing import Any

import pytest
from surroundings import CONTENT

from assistant.answer import Answer, ask
from assistant.slack.preview.kinds import preview_context
from assistant.slack.views.block_kit import action_ids
from assistant.slack.views.reply import reply_message
from index_builder.index.generation import Generation, open_current
from slack.scenes import SCENES

from .showing import buttons, elements

JUDGED: dict[str, dict[str, Any]] = {
    row["question"]: row
    for row in map(json.loads, (CONTENT / "_questions.jsonl").read_text("utf-8").splitlines())
}
ANSWERS = ("answer", "unsure", "table", "steps", "long", "dark")


@pytest.fixture(scope="module")
def generation(index: Path) -> Generation:
    """The real content by the real encoder."""
    return open_current(index)


@pytest.fixture(scope="module")
def found(generation: Generation) -> dict[str, Answer]:
    """The reply to each scene's question."""
    asked = {name: scene.question for name, scene in SCENES.items() if scene.question}
    return {name: ask(generation, question) for name, question in asked.items()}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_marks_the_words_that_are_judged_right(found: dict[str, Answer], name: str):
    """Some of a judged quote is among the marked words; only the unsure one has a reserve."""
    answer = found[name]
    first, judged = answer.citations[0], JUDGED[SCENES[name].question]
    quotes = [quote for row in judged["gold"] for quote in row["quotes"]]
    marked = [first.marked_quote(mark) for mark in first.marks]
    assert any(one in quote or quote in one for one in marked for quote in quotes)
    assert answer.sure == (name != "unsure")


def test_what_has_no_answer_gets_none(found: dict[str, Answer]):
    """Where the playbook has something related."""
    for name in ("no", "desk"):
        assert not JUDGED[SCENES[name].question]["answerable"]
        assert found[name].reason == "not_in_playbook"


def test_each_scene_shows_what_it_is_named_for(generation: Generation, found: dict[str, Answer]):
    """Steps are numbered, a table has rows, a long answer has more; an unsure one says of what."""
    told = {
        name: reply_message(found[name], preview_context(generation, found[name]))
        for name in ANSWERS
    }
    lists = elements(told["steps"].blocks, "rich_text_list")
    assert {one["style"] for one in lists if one.get("border")} == {"ordered"}
    assert " | " in "".join(mark.text for mark in found["table"].citations[0].marks)
    assert action_ids.MORE in buttons(told["long"])
    assert found["unsure"].missing
