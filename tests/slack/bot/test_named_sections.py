"""What a channel may see: sections by name, and an `ask` that never cites anything else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer import ask
from assistant.slack.replies.channel_answer import answer_in
from assistant.slack.setup.named_sections import (
    SectionMissing,
    check_named,
    in_sections,
    section_passages,
)
from assistant.slack.setup.settings import ChannelSettings

from .harness import NOT_THERE, OTHER, SURE

QUESTIONS = (SURE, OTHER, NOT_THERE, "How should files be sent securely?", "What goes into it?")


@pytest.fixture(scope="session")
def generation(served):
    return served.generation


def test_names_of_pages_and_sections(generation):
    """A page, pages by pattern, a section with all that is under it."""
    passages = generation.passages
    assert {held.path for held in section_passages("index.md", passages)} == {"index.md"}
    assert len({held.path for held in section_passages("7_*.md", passages)}) == 1
    assert len(section_passages("*", passages)) == len(passages)
    deep = next(held for held in passages if len(held.headings) > 1)
    parent = next(
        held for held in passages
        if held.path == deep.path and held.headings == deep.headings[:1] and held.anchor
    )  # fmt: skip
    section = section_passages(f"{deep.path}#{parent.anchor}", passages)
    assert deep in section and parent in section
    assert all(held.headings[:1] == parent.headings for held in section)
    assert not section_passages(f"index.md#{parent.anchor}", passages)


def test_a_name_of_nothing_is_told_with_near_ones(generation):
    """The message says where the name stands, what was found and what there is."""
    check_named("index.md", generation.passages, "here")
    with pytest.raises(SectionMissing, match=r'^here: found "indx.md", .*index\.md'):
        check_named("indx.md", generation.passages, "here")


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_only_what_is_allowed_is_cited(generation, data):
    """Whatever is asked and allowed, nothing else is cited: as answer, related, near or contact."""
    paths = sorted({held.path for held in generation.passages})
    some = tuple(data.draw(st.lists(st.sampled_from(paths), min_size=1, unique=True)))
    question = data.draw(st.sampled_from(QUESTIONS))
    answer = ask(generation, question, allowed=in_sections(some, generation.passages))
    shown = [*answer.citations, *answer.continued, *answer.also]
    shown += [answer.contact] if answer.contact else []
    assert {held.passage.path for held in shown} <= set(some)
    assert {held.passage.path for held in answer.considered} <= set(some)


def test_all_allowed_is_as_without(generation):
    """A condition that every passage meets changes nothing."""
    for question in QUESTIONS:
        assert ask(generation, question, allowed=lambda _: True) == ask(generation, question)


def test_nothing_allowed_is_a_no(generation):
    """No passage, no error."""
    answer = ask(generation, SURE, allowed=lambda _: False)
    assert answer.reason == "off_topic" and not answer.citations


def test_a_preferred_section_goes_first_where_it_is_sure(generation):
    """Otherwise the best of all is taken, but never one that isn't allowed."""
    best = ask(generation, SURE).citations[0].passage
    unsure = "9_appendix-c-setting-smart-goals.md"
    sure = next(
        path for path in {held.path for held in generation.passages} - {best.path}
        if ask(generation, SURE, allowed=in_sections((path,), generation.passages)).sure
    )  # fmt: skip

    def first(**changes: tuple[str, ...]) -> str:
        channel = ChannelSettings().model_copy(update=changes)
        return answer_in(generation, channel, SURE).citations[0].passage.path

    assert first(prefers=(unsure,)) == best.path
    assert first(prefers=(sure,)) == sure
    assert first(prefers=(best.path,), sections=(sure,)) == sure
