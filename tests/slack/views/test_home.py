"""App Home and the questions to try come from the content."""

from dataclasses import replace
from pathlib import Path

import pytest
from splitting.cutting import cut

from assistant.answer import ask
from assistant.slack.views.block_kit.message import MOST_HOME_TEXT, text_size
from assistant.slack.views.home import home_content, home_view
from assistant.slack.views.prompts import MOST_PROMPTS, sample_question, suggested_prompts
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
    """It also says when the content last changed, what to try, and how questions are stored."""
    dates = {held.path: f"2022-10-{at % 28 + 1:02}" for at, held in enumerate(generation.passages)}
    view = home_view(home_content(generation.passages, dates, keep_days=45))
    assert not SLACK.view(view)
    shown = texts(view)
    links = {(one["text"], one["url"]) for one in elements(view["blocks"], "link")}
    for held in generation.passages:
        assert (held.page_title, held.url.partition("#")[0]) in links
        if len(held.headings) == 1:
            assert (held.headings[0], held.url) in links
    assert f"The playbook last changed on {max(dates.values())}." in shown
    assert any("kept for 45 days" in words for words in shown)
    assert len(elements(view["blocks"], "button")) == MOST_PROMPTS


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
    return [replace(held, url=f"https://example.org/{held.page_title}/#how") for held in cuts]


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
    assert suggested_prompts([]) == ()


def test_prompts_are_answered_from_the_sections_they_name(generation: Generation):
    """Each is from another page, and asking it finds its own page first."""
    prompts = suggested_prompts(generation.passages)
    assert len(prompts) == MOST_PROMPTS
    paths = []
    for prompt in prompts:
        found = ask(generation, prompt.message)
        assert found.answered
        assert prompt.title in found.citations[0].passage.headings  # of it, or of a part
        paths.append(found.citations[0].passage.path)
    assert len(set(paths)) == MOST_PROMPTS


def test_headings_that_ask_nothing_are_no_prompts():
    """A heading with one word of content is only a label; a question is asked as it stands."""
    page = (
        "## Overview\n\nA.\n\n## Who may keep goats?\n\nB.\n\n## Feeding your goats\n\nC.\n\n"
        f"## {'Very long heading ' * 10}\n\nD.\n"
    )
    assert [prompt.message for prompt in suggested_prompts(cut(page).passages)] == [
        "Who may keep goats?",
        "Feeding your goats: what does the playbook say?",
    ]
    assert sample_question(cut(page).passages) == "Who may keep goats?"
