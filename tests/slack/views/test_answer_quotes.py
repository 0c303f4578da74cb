"""Answers that run on in other passages, as one quote: written out in `golden/answer_quotes.txt`.

A case is a title, the page, cut so that no passage has more than 28 words, and the quote as in
`golden/rich_text.txt`. The passage with the first "✓" is cited, with the passages that it runs on
in. Sentences that hold a "✓" are the marked ones, and the "✓" is then left out.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from splitting.cutting import cut

from assistant.answer import Answer
from assistant.answering.citation import runs_on
from assistant.slack.views.block_kit.message import text_size
from assistant.slack.views.quoting.answer_quote import answer_quote
from assistant.slack.views.quoting.chosen_parts import chosen
from assistant.slack.views.quoting.passage_parts import passage_parts
from assistant.slack.views.quoting.rich_text import quote_blocks
from assistant.slack.views.quoting.site_links import site_links
from index_builder.index.passage import Passage

from .showing import answer, bold, citation, elements, letters, quote
from .test_rich_text import outline

_STOP = re.compile(r"^\.$", re.MULTILINE)
GOLDEN = Path(__file__).with_name("golden") / "answer_quotes.txt"
WINDOW = 28
ROOM = 7_000


def cases() -> list[tuple[str, str, str]]:
    """The cases of the golden file: title, page, outline."""
    *parts, _ = (part.strip("\n") for part in _STOP.split(GOLDEN.read_text("utf-8")))
    return list(zip(parts[::3], parts[1::3], parts[2::3], strict=True))


def answered(page: str) -> Answer:
    """The answer that the marked sentences of a page make."""
    passages = cut(f"{page}\n", window=WINDOW).passages
    first = next((row for row, one in enumerate(passages) if "✓" in one.text), 0)
    cited = [_cited(passages, row) for row in (first, *runs_on(passages, first))]
    return answer(cited[0], continued=cited[1:])


def _cited(passages: Sequence[Passage], row: int):
    marks = [one for one in passages[row].sentences if "✓" in one.text]
    return citation(passages[row], *marks, row=row)


@pytest.mark.parametrize(("title", "page", "expected"), cases(), ids=[one[0] for one in cases()])
def test_answers_are_quoted_as_written_out(title: str, page: str, expected: str) -> None:
    """An answer's passages give the quote that their case says."""
    shown = outline(list(answer_quote(answered(page), ROOM).blocks))
    assert shown.replace(" ✓", "") == expected


TABLE = "\n".join(
    [
        "| Kind | Where it goes |",
        "| --- | --- |",
        *(
            f"| Files of kind {at} | The drive that has the number {at} of ours |"
            for at in range(9)
        ),
    ]
)


def test_a_row_has_its_header_though_no_passage_with_it_is_shown():
    """The header is in no passage of the quote: the row's labels have its words."""
    passages = cut(f"{TABLE}\n", window=WINDOW + 20).passages
    held = citation(passages[1], passages[1].sentences[0], row=1)
    blocks = answer_quote(answer(held), ROOM).blocks
    assert quote(blocks).startswith("Kind | Where it goes\nFiles of kind ")
    assert bold(blocks).startswith("Files of kind ")
    assert "Where it goes" not in passages[1].quote


@pytest.mark.parametrize("is_bold", [True, False])
def test_nothing_is_bold_in_an_answer_that_is_not_sure(is_bold: bool):
    """Whatever is marked, in a table, a list or a sentence."""
    page = f"{TABLE.replace('3 of', '3 ✓ of')}\n\n- Ask. ✓\n- Wait.\n\nThen go. ✓ Now.\n"
    (held,) = cut(page, window=500).passages
    marks = [one for one in held.sentences if "✓" in one.text]
    shown = bold(answer_quote(answer(citation(held, *marks)), ROOM, bold=is_bold).blocks)
    assert (letters(shown) == letters("".join(one.text for one in marks))) == is_bold
    assert bool(shown) == is_bold


def test_links_are_left_out_before_words_are():
    """Where there is no room for both, the words of links are plain, first of what is unmarked."""
    url = f"https://example.org/{'a' * 300}"
    lines = "".join(f"- See [the form number {at}]({url}).\n" for at in range(8))
    (held,) = cut(lines, window=500).passages
    found = answer_quote(answer(citation(held, held.sentences[6])), 800)
    assert found.whole
    assert letters(quote(found.blocks)) == letters(held.text)
    assert [one["text"] for one in _links(found.blocks)] == ["the form number 6"]
    assert len(_links(answer_quote(answer(citation(held)), 20_000).blocks)) == 8


def _links(blocks):
    return elements(blocks, "link")


def test_what_answers_is_shown_first_then_what_is_near():
    """With room for little, the marked items and their neighbours, and "…" for what is between."""
    items = "".join(f"- Take the {at}.\n" for at in range(40))
    (held,) = cut(f"Take these:\n\n{items}", window=900).passages
    parts = passage_parts(held, [held.sentences[10], held.sentences[30]])
    kept = chosen(parts, range(len(parts)), 0, lambda some: text_size(quote_blocks(some)) < 200)
    assert [part.words for part in kept].count("…") == 1
    numbers = [int(part.words[len("- Take the ") : -1]) for part in kept if part.words != "…"]
    assert numbers == sorted(numbers)
    assert {8, 9, 10, 28, 29, 30} < set(numbers) < {*range(4, 15), *range(24, 35)}
    nearest = chosen(parts[:9], range(9), 5, lambda some: len(some) < 4)
    assert [part.words for part in nearest] == [parts[at].words for at in (4, 5, 6)]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(1, 30), min_size=1, max_size=30),
    st.integers(0, 2_500),
    st.sets(st.integers(0, 29), max_size=4),
    st.integers(0, 5),
)
def test_whatever_the_room_a_quote_is_whole_parts_in_order(
    lengths: list[int], room: int, marked: set[int], cited: int
):
    """It fits, has the page's words in order, and ends with nothing that announces more."""
    items = "".join(f"- I{at} {'word ' * length}end.\n" for at, length in enumerate(lengths))
    passages = cut(f"Take these:\n\n{items}\nThat was all of it.\n", window=WINDOW + 40).passages
    first = min(cited, len(passages) - 1)
    found = [
        citation(one, *(one.sentences[at] for at in marked if at < len(one.sentences)), row=row)
        for row, one in enumerate(passages)
    ]
    beside = [one for one in found if one.row != first]
    shown = answer_quote(answer(found[first], continued=beside), room + 200)
    assert text_size(shown.blocks) <= room + 200
    lines = outline(list(shown.blocks)).split("\n") if quote(shown.blocks) else []
    lines = [line.removeprefix("quote ").strip("•‹› ") for line in lines]
    parts = [line for line in lines if line != "…"]
    assert not parts or not parts[-1].endswith(":")
    texts_of = [line for one in passages for line in one.text.split("\n")]
    whole = [line.removeprefix("- ") for line in texts_of if line]
    at = -1
    for part in parts:
        at = whole.index(part, at + 1)
    assert shown.whole == (parts == whole)


def test_the_mark_of_a_footnote_is_shown_with_its_note():
    """Where the note is in a passage of the same quote."""
    (held,) = cut("Hay is dry[^2] and good[^3].\n").passages
    note = replace(cut("[2] Says Ana.\n").passages[0], quote="[^2]: Says Ana.")
    held = replace(held, text="Hay is dry [2] and good [3].", sentences=())
    note = replace(note, sentences=(), span=(900, 915))
    shown = answer_quote(answer(citation(held), continued=[citation(note, row=1)]), ROOM)
    assert quote(shown.blocks).startswith("Hay is dry [2] and good.")


def at(passage: Passage, path: str, url: str) -> Passage:
    """Return a passage as if it were of another page of a site."""
    return replace(passage, path=path, url=url, address=url)


def test_the_links_of_a_site_are_known_by_its_passages():
    """By its settings' address: other playbooks' pages, and pages that were removed, are not."""
    page = (
        "See [it](other.md), [that](/base/other/#part) and [both](/other/).\n\n## Part\n\nHere.\n"
    )
    here, part = (
        at(one, "page.md", f"https://example.org/base/page/#{one.anchor}")
        for one in cut(page).passages
    )
    other = at(part, "other.md", "https://example.org/base/other/#part")
    shown = answer_quote(answer(citation(here)), ROOM, links=site_links([here, other]))
    assert [(one["text"], one["url"]) for one in _links(shown.blocks)] == [
        ("it", "https://example.org/base/other/"),
        ("that", "https://example.org/base/other/#part"),
    ]
    assert not _links(answer_quote(answer(citation(here)), ROOM).blocks)


def test_links_of_a_repository_lead_to_its_pages_and_lines():
    """Without a site, a link in a quote opens the page, or the section's lines, at the host."""
    page = "See [it](other.md), [that](other.md#part) and [here](/page/).\n\n## Part\n\nHere.\n"
    host = "https://github.com/o/r/blob/c"
    here, part = (
        replace(one, path="page.md", url=f"/page/#{one.anchor}",
                address=f"{host}/page.md?plain=1#L{one.lines[0]}-L{one.lines[1]}")
        for one in cut(page).passages
    )  # fmt: skip
    other = replace(
        part, path="other.md", url="/other/#part", address=f"{host}/other.md?plain=1#L3-L5"
    )
    shown = answer_quote(answer(citation(here)), ROOM, links=site_links([here, other]))
    assert [(one["text"], one["url"]) for one in _links(shown.blocks)] == [
        ("it", f"{host}/other.md?plain=1"),
        ("that", f"{host}/other.md?plain=1#L3-L5"),
        ("here", f"{host}/page.md?plain=1"),
    ]
