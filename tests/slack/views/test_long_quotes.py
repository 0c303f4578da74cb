"""What is too long for a message is cut between sentences, says so, and keeps its buttons."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from splitting.cutting import cut

from assistant.answering.citation import Citation
from assistant.slack.views.block_kit import action_ids
from assistant.slack.views.block_kit.message import MOST_FALLBACK, MOST_TEXT, text_size
from assistant.slack.views.quoting.passage_parts import passage_parts
from assistant.slack.views.quoting.quote_block import fitted
from assistant.slack.views.quoting.rich_text import quote_elements
from assistant.slack.views.reply import reply_message
from assistant.slack.views.whole_section import FULL as FULL_MESSAGE
from assistant.slack.views.whole_section import (
    MOST_MESSAGES,
    section_goes_on,
    section_messages,
)
from index_builder.index.passage import Passage
from slack.fake.block_kit import BlockKit

from .showing import FULL, answer, buttons, citation, elements, quote, texts

SLACK = BlockKit()

REST = "There is no room here for all of it. Read the whole "
NOT_SHOWN = "This is too long to show here. Read it "
LONG_WORD = "x" * 200  # one token to many encoders, so passages of such words are long


def passage(*sentences: str, url: str = "https://example.org/page/#a") -> Passage:
    """A passage of these sentences, whatever their length."""
    (found,) = cut(" ".join(sentences) + "\n").passages
    return replace(found, address=url)


def long_passage(count: int = 60) -> Passage:
    """Sentences of 200-character words, too many for a message."""
    return passage(*(f"Sentence {at} {LONG_WORD} ends." for at in range(count)))


def all_marked(held: Passage, row: int = 0) -> Citation:
    """A citation of a passage that answers as a whole, so that none of it is left out at will."""
    return citation(held, *held.sentences, row=row)


def test_a_long_answer_is_cut_between_sentences():
    """What is shown ends with a whole sentence; then it says where the rest is."""
    held = long_passage()
    message = reply_message(answer(all_marked(held)), FULL)
    shown = quote(message.blocks)
    assert held.text.startswith(shown)
    assert shown.endswith(" ends.")
    assert 3_000 < len(shown) < len(held.text)
    assert text_size(message.blocks) <= MOST_TEXT
    said = texts(list(message.blocks))
    assert said[said.index(REST) + 1] == "in the playbook"
    assert len(buttons(message)) == 5


def test_what_answers_is_shown_though_it_stands_at_the_end():
    """Where even the marked sentences are too many, it is the last of them that are left out."""
    held = long_passage()
    message = reply_message(answer(citation(held, *held.sentences[-40:])), FULL)
    assert held.sentences[-40].text in quote(message.blocks)
    assert held.sentences[0].text not in quote(message.blocks)
    assert REST in texts(list(message.blocks))


def test_a_sentence_too_long_by_itself_is_not_cut():
    """None of it is shown, only where it is."""
    held = passage(f"Never {LONG_WORD * 100} at all.")
    message = reply_message(answer(citation(held, *held.sentences)), FULL)
    assert not quote(message.blocks)
    assert NOT_SHOWN in texts(list(message.blocks))
    assert len(buttons(message)) == 5
    assert LONG_WORD not in message.text
    assert message.text.endswith("https://example.org/page/#a")


def test_neighbours_share_what_room_is_left():
    """With the longest texts, what answers is shown, then what is near, and that there is more."""
    held = long_passage()
    url = "https://example.org/" + "a" * 370
    marks = [held.sentences[0], held.sentences[-1]]
    rows = [citation(replace(held, address=url), *marks, row=row) for row in range(6)]
    message = reply_message(answer(rows[3], *rows[:2], continued=rows[:3] + rows[4:]), FULL)
    assert text_size(message.blocks) <= MOST_TEXT
    for mark in marks:
        assert quote(message.blocks).count(mark.text) == 6
    assert quote(message.blocks).count("…") == 6
    assert len(buttons(message)) == 5
    every = [all_marked(replace(held, address=url), row=row) for row in range(6)]
    message = reply_message(answer(every[3], *every[:2], continued=every[:3] + every[4:]), FULL)
    assert text_size(message.blocks) <= MOST_TEXT
    assert texts(list(message.blocks)).count(REST) == 1


def test_an_announcement_is_not_shown_without_what_it_announces():
    """A cut never falls behind a colon."""
    (held,) = cut("Go.\n\nBring all of these:\n\n- a form\n- a key\n").passages
    parts = passage_parts(held)
    for room in range(text_size(quote_elements(parts))):
        kept = fitted(parts, room).parts
        assert not kept or not kept[-1].words.endswith(":")


@settings(deadline=None)
@given(
    st.lists(st.integers(1, 400), min_size=1, max_size=40),
    st.integers(0, 12_000),
    st.sets(st.integers(0, 39), max_size=3),
)
def test_parts_fit_the_room_and_are_whole(lengths: list[int], room: int, marked: set[int]):
    """Whatever the sentences, a part is a run of them, fits, and says if it is all of them."""
    held = passage(*(f"S{'x' * length} end." for length in lengths))
    marks = [one for at, one in enumerate(held.sentences) if at in marked]
    parts = passage_parts(held, marks)
    found = fitted(parts, room)
    assert text_size(quote_elements(found.parts)) <= room
    assert found.whole == (len(found.parts) == len(parts))
    first = parts.index(found.parts[0]) if found.parts else 0
    assert found.parts == parts[first : first + len(found.parts)]


def test_the_fallback_is_cut_between_sentences():
    """The words that there is room for come first, then the link that opens them."""
    held = long_passage()
    text = reply_message(answer(citation(held)), FULL).text
    *words, place = text.split("\n")
    assert len(text) <= MOST_FALLBACK
    assert f"page: {held.text}".startswith("\n".join(words))
    assert words[-1].endswith(" ends.")
    assert place.endswith(": https://example.org/page/#a")


def test_in_the_fallback_what_is_left_out_between_marks_is_seen():
    """Two sentences that are not neighbours do not read as if they were."""
    held = passage("One is so.", "Two is not.", "Three is so.", "Four is so.")
    marks = (held.sentences[0], held.sentences[2], held.sentences[3])
    text = reply_message(answer(citation(held, *marks)), FULL).text
    assert text.startswith("page: One is so. … Three is so. Four is so.\n")


@pytest.mark.parametrize("count", [1, 30, 60])
def test_a_section_is_shown_in_a_few_messages(count: int):
    """In order; only the last says that there is more, and only where there is."""
    held = [long_passage(count) for _ in range(2)]
    messages = section_messages(held)
    assert len(messages) <= MOST_MESSAGES
    shown = "".join(quote(message.blocks) for message in messages)
    whole = " ".join(one.text for one in held)
    assert "".join(whole.split()).startswith("".join(shown.split()))
    told = [REST in texts(list(message.blocks)) for message in messages]
    assert not any(told[:-1])
    assert told[-1] == ("".join(whole.split()) != "".join(shown.split()))
    for message in messages:
        assert text_size(message.blocks) <= FULL_MESSAGE + 1_000


def test_an_answer_lists_as_many_passages_as_it_has():
    """Ten, where a channel's settings allow ten: the quote, and nine links."""
    held = passage("Goats eat hay.")
    rows = [citation(replace(held, path=f"{at}.md"), row=at) for at in range(10)]
    message = reply_message(answer(*rows), FULL)
    assert len(elements(message.blocks, "link")) == 10
    assert not SLACK.message(list(message.blocks))


def test_the_longest_of_everything_is_taken():
    """Ten passages, six neighbours, both notices, the longest links: some links are left out."""
    held = replace(long_passage(), page_title="x" * 300, address="https://example.org/" + "a" * 370)
    rows = [
        citation(replace(held, path=f"{row}.md" if 0 < row < 10 else held.path), row=row)
        for row in range(16)
    ]
    context = replace(FULL, notice=rows[0], extra_notice="z" * 500, asker="U1")
    found = answer(*rows[:10], continued=rows[10:], sure=False, missing=("y" * 300,), changed=True)
    message = reply_message(found, context)
    assert 2 < len(elements(message.blocks, "link")) < 30
    assert not SLACK.message(list(message.blocks))


def test_the_answers_own_section_is_not_listed_again():
    """Its other passages are behind "Show more"; those of other sections are listed."""
    held = passage("Goats eat hay.")
    same, other = citation(held, row=1), citation(replace(held, headings=("Bees",)), row=2)
    message = reply_message(answer(citation(held), same, other), FULL)
    assert sum("Bees" in words for words in texts(message.blocks)) == 1
    assert len(elements(message.blocks, "link")) == 2


def test_more_is_offered_only_if_there_is_more():
    """A passage shown whole has no more to offer; one that is cut has."""
    whole = reply_message(answer(citation(passage("Goats eat hay."))), FULL)
    assert action_ids.MORE not in buttons(whole)
    cut_short = reply_message(answer(citation(long_passage())), FULL)
    assert action_ids.MORE in buttons(cut_short)
    again = reply_message(answer(citation(passage("Goats eat hay."))), replace(FULL, has_more=True))
    assert action_ids.MORE in buttons(again)


def test_a_section_goes_on_if_an_answer_leaves_a_passage_out():
    """Its neighbours count as shown; other sections do not count."""
    first, second = passage("Goats eat hay."), replace(passage("Daily."), id="second")
    other = replace(second, id="other", headings=("Bees",))
    assert section_goes_on(answer(citation(first)), [first, second, other])
    shown = answer(citation(first), continued=[citation(second, row=1)])
    assert not section_goes_on(shown, [first, second, other])
