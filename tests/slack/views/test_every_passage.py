"""The passages of each corpus as answers: within Slack's limits, in the source's words."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from assistant.slack.views.block_kit import action_ids
from assistant.slack.views.block_kit.message import (
    MOST_BLOCKS,
    MOST_FALLBACK,
    MOST_TEXT,
    Message,
    text_size,
)
from assistant.slack.views.person import person_request
from assistant.slack.views.quoting.passage_parts import MARKER, joined, passage_parts
from assistant.slack.views.quoting.shortened import labelled_parts
from assistant.slack.views.reply import reply_message
from assistant.slack.views.whole_section import section_messages
from index_builder.index.passage import Passage
from slack.fake.block_kit import BlockKit

from .corpora import corpora, handbooks, pages, passages
from .rendered import seen_by_readers
from .showing import FULL, answer, bold, buttons, citation, letters, quote

SLACK = BlockKit()


def fits(message: Message) -> None:
    """Slack takes it, and so does whoever reads its text alone."""
    assert not SLACK.message(list(message.blocks))
    assert len(message.blocks) <= MOST_BLOCKS
    assert text_size(message.blocks) <= MOST_TEXT
    assert 0 < len(message.text) <= MOST_FALLBACK


@corpora
def test_every_passage_fits_a_message(corpus: Path) -> None:
    """As an answer with the neighbours that it runs on into: all that is marked is there."""
    held = passages(corpus)
    more = replace(FULL, has_more=True)
    for row, passage in enumerate(held):
        marks = passage.sentences[::3]
        beside = [citation(held[at], row=at) for at in (row - 1, row + 1) if 0 <= at < len(held)]
        message = reply_message(answer(citation(passage, *marks, row=row), continued=beside), more)
        fits(message)
        assert len(buttons(message)) == 5
        shown = _without_figures(quote(message.blocks))
        for part in passage_parts(passage, marks):
            assert not part.marked or _without_figures(part.words) in shown


@corpora
def test_every_passage_fits_a_message_whole(corpus: Path) -> None:
    """Where all of a passage answers, nothing of it is left out; half a block can't be marked."""
    for passage in passages(corpus):
        message = reply_message(answer(citation(passage, *passage.sentences)), FULL)
        fits(message)
        parts = passage_parts(passage, passage.sentences)
        if all(part.marked for part in parts):
            whole = _without_figures(joined(parts))
            assert _without_figures(quote(message.blocks)).endswith(whole), passage.path
            assert action_ids.MORE not in buttons(message)


@corpora
def test_every_passage_fits_a_no_and_a_request(corpus: Path) -> None:
    """As the nearest passage there is, for the asker and for the person who is asked."""
    held = passages(corpus)
    for one, other in pairwise(held):
        near = (citation(one, *one.sentences[-1:]), citation(other))
        no = answer(*near, reason="not_in_playbook", contact=near[0], sure=False)
        fits(reply_message(no, FULL))
        link = "https://example.slack.com/archives/C1/p1"
        asked = {"owner": "S1", "asker": "U1", "permalink": link, "channel": "C1"}
        fits(person_request(no, FULL, **asked))
        fits(person_request(answer(*near), FULL, **asked))


@handbooks
def test_every_section_fits_its_messages(corpus: Path) -> None:
    """All of a section's passages, a few messages at the most."""
    sections: dict[tuple[str, ...], list[Passage]] = {}
    for held in passages(corpus):
        sections.setdefault((held.path, *held.headings), []).append(held)
    for section in sections.values():
        for message in section_messages(section):
            fits(message)


@corpora
def test_a_quote_is_the_page_as_its_readers_see_it(corpus: Path) -> None:
    """Letter by letter, in one piece; a part that can't be compared is shown as its source.

    The page is rendered independently, from Markdown to HTML to text.
    """
    seen = {path: letters(seen_by_readers(page)) for path, page in pages(corpus).items()}
    for passage in passages(corpus):
        page = seen[passage.path]
        told = "".join(quote(message.blocks) for message in section_messages([passage]))
        if letters(told) not in page:
            words = [_without_marker(held.words) for held in passage_parts(passage)]
            assert any(held in passage.quote and letters(held) not in page for held in words)
            assert all(held in passage.quote or letters(held) in page for held in words)


@corpora
def test_bold_is_what_is_marked(corpus: Path) -> None:
    """The bold words are those of the marked sentences and items, in order, and no others.

    Figures are left out: a step's number may stand in front of the step, but is not part of it.
    """
    for passage in passages(corpus):
        marks = passage.sentences[1::2]
        told = bold(reply_message(answer(citation(passage, *marks)), FULL).blocks)
        shown = labelled_parts(citation(passage, *marks))
        parts = [held for held in shown if held.kind in ("text", "item")]
        expected = "".join(held.words for held in parts if held.marked)
        assert _without_figures(told) == _without_figures(expected), passage.path


def _without_marker(words: str) -> str:
    marker = MARKER.match(words)
    return words[marker.end() :] if marker else words


def _without_figures(text: str) -> str:
    return "".join(char for char in text if char.isalpha())
