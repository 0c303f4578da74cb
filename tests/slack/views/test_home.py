"""App Home: what one can ask there, what the playbook covers, what is kept."""

from dataclasses import replace
from pathlib import Path

import pytest
from splitting.cutting import cut

from assistant.phrases.en import ENGLISH
from assistant.slack.views.block_kit.message import MOST_HOME_TEXT, text_size
from assistant.slack.views.home import home_content, home_view
from index_builder.index.generation import Generation, open_current
from index_builder.index.passage import Passage
from slack.fake.block_kit import BlockKit

from .corpora import handbooks, passages
from .showing import elements, texts

SLACK = BlockKit()


@pytest.fixture(scope="module")
def generation(index: Path) -> Generation:
    """The real content by the real encoder."""
    return open_current(index)


def test_it_names_every_page_and_section_with_its_link(generation: Generation):
    """Sections stand below their page; it also says when the content last changed."""
    dates = {held.path: f"2022-10-{at % 28 + 1:02}" for at, held in enumerate(generation.passages)}
    view = home_view(home_content(generation.passages, dates, keep_days=45))
    assert not SLACK.view(view)
    shown = texts(view)
    links = {(one["text"], one["url"]) for one in elements(view["blocks"], "link")}
    for held in generation.passages:
        assert (held.page_title, held.url.partition("#")[0]) in links
        if len(held.headings) == 1:
            assert (held.headings[0], held.url) in links
    day = int(max(dates.values())[-2:])
    assert f"The playbook last changed on {day} October 2022." in shown
    assert any(words.startswith("For 45 days I keep") for words in shown)
    assert not elements(view["blocks"], "button")  # headings are no questions


@handbooks
def test_it_fits_for_every_handbook(corpus: Path):
    """However many pages there are; those that there is no room for are counted."""
    view = home_view(home_content(passages(corpus), {}, keep_days=90))
    assert not SLACK.view(view)
    assert text_size(view["blocks"]) <= MOST_HOME_TEXT


def many(pages: int) -> list[Passage]:
    """Passages of many pages."""
    text = "## How to feed a goat well\n\nWith hay.\n"
    cuts = [cut(text, path=f"page{at}.md").passages[0] for at in range(pages)]
    return [replace(held, address=f"https://example.org/{held.page_title}/#how") for held in cuts]


def test_a_playbook_of_a_thousand_pages_fits():
    """It says how many pages it does not name."""
    view = home_view(home_content(many(1_000), {}, keep_days=90))
    assert not SLACK.view(view)
    assert text_size(view["blocks"]) <= MOST_HOME_TEXT
    named = sum(one.startswith("page") for one in texts(view))
    assert f"… and {1_000 - named} more pages" in texts(view)


def test_an_empty_playbook_has_a_home():
    """Before the first page is written."""
    assert not SLACK.view(home_view(home_content([], {}, keep_days=90)))


QUESTIONS = ["Who signs?", "What is <!here>?", "x" * 75]


def test_there_is_a_field_to_ask_in_and_questions_to_try():
    """Enter sends what is typed; a button asks what it shows."""
    view = home_view(home_content([], {}, keep_days=90, questions=QUESTIONS))
    assert not SLACK.view(view)
    [field] = [block for block in view["blocks"] if block["type"] == "input"]
    assert field["dispatch_action"]
    assert field["element"]["dispatch_action_config"]["trigger_actions_on"] == ["on_enter_pressed"]
    asked = elements(view["blocks"], "button")
    assert [one["value"] for one in asked] == [one["text"]["text"] for one in asked] == QUESTIONS


def test_the_field_is_empty_again_after_a_question():
    """Slack keeps what is typed in a field of the same name, so it gets another."""
    content = home_content([], {}, keep_days=90)
    before, after = home_view(content), home_view(content, said="You asked.", field="q1")
    assert not SLACK.view(after)
    names = [
        block["block_id"] for view in (before, after) for block in view["blocks"]
        if block["type"] == "input"
    ]  # fmt: skip
    assert len(set(names)) == 2
    assert "You asked." in texts(after) and "You asked." not in texts(before)


@pytest.mark.parametrize("from_log", [True, False])
def test_it_says_that_a_question_may_become_an_example(from_log: bool):
    """Only where examples come from what people asked."""
    view = home_view(home_content([], {}, keep_days=90, from_log=from_log))
    assert (ENGLISH["stored_examples"] in texts(view)) == from_log
