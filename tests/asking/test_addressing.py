"""Turning to the bot is no part of what is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.asking.addressing import names_bot, without_address
from assistant.english.closed_words import content_words, words


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Bot, who signs it?", "who signs it?"),
        ("playbook q: how long are files kept", "how long are files kept"),
        ("For the bot: may I mail it?", "may I mail it?"),
        ("O wise playbook, when is it due?", "when is it due?"),
        ("bot - wrote by who", "wrote by who"),
        ("playbook do I zip it first", "do I zip it first"),
        ("give me the form, mr playbook", "give me the form"),
        ("Can I ask the bot something here? How large may a file be?", "How large may a file be?"),
        ("Coming back with one for the playbook: who pays?", "who pays?"),
    ],
)
def test_the_address_is_left_out(said, asked):
    """In front or at the end, with or without a greeting."""
    assert without_address(said) == asked


@pytest.mark.parametrize(
    "said",
    [
        "What does the playbook say about leave?",
        "The playbook says that files are deleted. When?",
        "Who set this bot up, asking for a friend",
        "playbook",
        "dear bot",
        "Which version of the playbook is the newest?",
        "thanks :smirk:",
        "",
    ],
)
def test_what_names_the_bot_and_asks_stays(said):
    """Where the name is part of the question, or all there is."""
    assert without_address(said) == said


TURNS = st.lists(st.sampled_from("bot playbook , : who signs it - ? .".split())).map(" ".join)


@given(st.text(max_size=80) | TURNS)
def test_only_words_at_the_ends_are_left_out(said):
    """The rest is the message's own, in one piece, and never without its subject."""
    kept = without_address(said)
    assert kept in said
    assert bool(content_words(kept)) == bool(content_words(said))


@pytest.mark.parametrize(("said", "named"), [("the bot is slow", True), ("robots are", False)])
def test_its_names(said, named):
    """Whole words only."""
    assert names_bot(said) is named
    assert words(said)
