"""The passages of each corpus as answers: within Slack's limits, in the source's words."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from assistant.slack.views.block_kit import action_ids
from assistant.slack.views.block_kit.message import (
    MOST_BLOCKS,
    MOST_FALLBACK,
    MOST_TEXT,
    Block,
    Message,
    text_size,
)
from assistant.slack.views.block_kit.safe_text import openable
from assistant.slack.views.person import person_request
from assistant.slack.views.quoting.chosen_parts import with_announced
from assistant.slack.views.quoting.passage_parts import MARKER, Part, passage_parts
from assistant.slack.views.quoting.shortened import shown_at
from assistant.slack.views.quoting.site_links import site_links
from assistant.slack.views.reply import reply_message
from assistant.slack.views.whole_section import section_messages
from index_builder.index.passage import Passage
from slack.fake.block_kit import BlockKit

from .corpora import corpora, handbooks, pages, passages
from .rendered import links_of_readers, seen_by_readers
from .showing import FULL, answer, bold, buttons, citation, elements, letters, quote

SLACK = BlockKit()
SITE = "https://site.example/"


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
        _has_in_order(shown, [part for part in passage_parts(passage, marks) if part.marked])


@corpora
def test_every_passage_fits_a_message_whole(corpus: Path) -> None:
    """Where all of a passage and its neighbours answers, nothing is left out.

    All of it is in the page's order. Of a row, only the first cell is looked for in its place, as
    the others may stand on lines of their own.
    """
    held = passages(corpus)
    for row in range(len(held)):
        rows = [at for at in (row - 1, row, row + 1) if 0 <= at < len(held)]
        first, *beside = (citation(held[at], *held[at].sentences, row=at) for at in rows)
        message = reply_message(answer(first, continued=beside), FULL)
        fits(message)
        shown = _without_figures(quote(message.blocks))
        parts = [part for at in rows for part in passage_parts(held[at], held[at].sentences)]
        _has_in_order(shown, [part for part in parts if part.marked])
        all_marked = all(part.marked for part in parts)
        assert not all_marked or action_ids.MORE not in buttons(message)


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

    A table that begins in another passage has its header in front of it. The page is rendered
    independently, from Markdown to HTML to text.
    """
    seen = {path: letters(seen_by_readers(page)) for path, page in pages(corpus).items()}
    for passage in passages(corpus):
        page = seen[passage.path]
        told = [quote(message.blocks) for message in section_messages([passage])]
        shown = letters("".join(told))
        for header in _headers_outside(passage):
            assert header in page
            shown = shown.replace(header, "", 1)
        if shown not in page:
            words = [_without_marker(held.words) for held in passage_parts(passage)]
            assert any(held in passage.quote and letters(held) not in page for held in words)
            assert all(held in passage.quote or letters(held) in page for held in words)


@corpora
def test_links_are_the_page_s_own(corpus: Path) -> None:
    """Each has words that are a link in the rendered page, to where that link leads."""
    site = [
        replace(one, url=url, address=url)
        for one in passages(corpus)
        for url in (f"{SITE}{one.url.lstrip('/')}",)
    ]
    links = site_links(site)
    rendered = {path: links_of_readers(page) for path, page in pages(corpus).items()}
    for passage in site:
        blocks = [one for held in section_messages([passage], links=links) for one in held.blocks]
        for link in elements([one for one in blocks if not _is_head(one)], "link"):
            words = letters(link["text"])
            targets = [to for shown, to in rendered[passage.path] if words in letters(shown)]
            assert targets, link
            if not link["url"].startswith(SITE):
                assert link["url"] in [openable(to) for to in targets]
            else:
                page, _, anchor = link["url"].partition("#")
                assert page in {one.url.partition("#")[0] for one in site}
                assert any(to.partition("#")[2] == anchor for to in targets)


def _is_head(block: Block) -> bool:
    """Whether it is the breadcrumb, or the sentence that says where the rest is."""
    return all(one["type"] == "rich_text_section" for one in block.get("elements", [{"type": ""}]))


@corpora
def test_bold_is_what_is_marked(corpus: Path) -> None:
    """The bold words are those of what is marked, in order, and no others.

    Nothing is bold if all that is shown would be. Preformatted text, so a second table, has none.
    Figures are left out: a step's number may stand in front of the step, but is not part of it.
    """
    for passage in passages(corpus):
        marks = passage.sentences[1::2]
        blocks = reply_message(answer(citation(passage, *marks)), FULL).blocks
        told = bold(blocks)
        parts = passage_parts(passage, marks)
        is_shown = [parts[at] for at in with_announced(parts, shown_at(parts))]
        if all(held.marked for held in is_shown):
            assert not told
            continue
        in_bold = [held for held in is_shown if held.marked and held.kind != "code"]
        if not elements(blocks, "table"):
            in_bold = [held for held in in_bold if held.kind != "row"]
        expected = "".join(held.words for held in in_bold)
        assert _without_figures(told) == _without_figures(expected), passage.path


def _pieces(part: Part) -> list[str]:
    """The words of a part, of a row cell by cell."""
    cells = [part.words[start:end] for start, end in part.cells if start < end]
    return cells or [part.words]


def _has_in_order(shown: str, parts: list[Part]) -> None:
    at = 0
    for part in parts:
        first, *others = map(_without_figures, _pieces(part))
        at = shown.find(first, at)
        assert at >= 0, part.words
        assert all(one in shown for one in others)
        at += len(first)


def _headers_outside(passage: Passage) -> set[str]:
    labels = [one for held in passage.sentences for one in held.labels if " | " in one.text]
    return {letters(one.text) for one in labels if one.span[0] < passage.span[0]}


def _without_marker(words: str) -> str:
    marker = MARKER.match(words)
    return words[marker.end() :] if marker else words


def _without_figures(text: str) -> str:
    return "".join(char for char in text if char.isalpha())
