"""Citations as they are shown: checked, linked to their words, no longer than needed."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import ADDS, ask
from assistant.answering.citation import WHOLE, cite, runs_on
from assistant.answering.marking import NOTHING
from assistant.answering.retrieval import retrieve
from index_builder.index.errors import IndexRefused
from index_builder.index.generation import Generation, open_current
from index_builder.index.passage import Passage, Sentence

QUESTION = "How do I request data through P20 WIN?"


@pytest.fixture(scope="module")
def generation(index: Path) -> Generation:
    """The real content by the real encoder."""
    return open_current(index)


def test_a_quote_that_is_not_its_source_is_an_error(generation: Generation):
    """One letter is enough, wherever it stands."""
    (hit,) = retrieve(generation, QUESTION, 1)
    assert cite(generation, hit, NOTHING).passage == hit.passage
    for at in (0, len(hit.passage.quote) // 2, len(hit.passage.quote) - 1):
        quote = hit.passage.quote
        forged = replace(hit.passage, quote=f"{quote[:at]}\N{ZERO WIDTH SPACE}{quote[at + 1 :]}")
        with pytest.raises(IndexRefused, match="is not the source it was cut from"):
            cite(generation, replace(hit, passage=forged), NOTHING)


def test_a_marked_sentence_names_its_own_lines(generation: Generation):
    """They lie within the passage's lines and span as many line ends as the sentence has."""
    answer = ask(generation, QUESTION)
    assert any(held.marks for held in answer.citations)
    for held in answer.citations:
        whole = held.passage.quote.splitlines()
        for sentence in held.marks:
            first, last = held.marked_lines(sentence)
            assert held.passage.lines[0] <= first <= last <= held.passage.lines[1]
            at = first - held.passage.lines[0]
            lines = whole[at : at + last - first + 1]
            assert held.marked_quote(sentence) in "\n".join(lines)


def test_a_link_is_the_passage_s_address_with_the_words(generation: Generation):
    """The anchor stays: a browser without text fragments opens the section."""
    links = [held.link for held in ask(generation, QUESTION, top=20).citations]
    for held in ask(generation, QUESTION, top=20).citations:
        assert held.link.startswith(held.passage.url)
    assert any(":~:text=" in link for link in links)


def test_no_more_than_asked_and_only_those_nearly_as_good(generation: Generation):
    """`top` bounds what is shown; of the rest, only what is nearly as good is "also relevant"."""
    for top in (1, 2, 3, 10):
        answer = ask(generation, QUESTION, top)
        assert len(answer.citations) == top
        assert len(answer.also) < top
        best = answer.citations[0].hit.score
        assert all(citation.hit.score >= ADDS * best for citation in answer.also)


def test_as_many_as_asked_if_all_are_good(generation: Generation):
    """Ten citations with the same score are one answer and nine that are also relevant."""
    answer = ask(generation, QUESTION, 10)
    level = tuple(
        replace(citation, hit=replace(citation.hit, score=1.0)) for citation in answer.citations
    )
    assert len(replace(answer, citations=level, continued=()).also) == 9


def test_passages_that_say_the_same_fall_together(farm: Path, build_farm, empty_index: Path):
    """A text that two pages have is cited once; one changed word makes it a different text."""
    page = (farm / "bees.md").read_text("utf-8")
    (farm / "also-bees.md").write_text(page.replace("title: Bees", "title: Hives"), "utf-8")
    (farm / "cows.md").write_text(page.replace("bees swarm", "cows swarm"), "utf-8")
    build_farm()
    answer = ask(
        open_current(empty_index), "When the bees swarm, close the windows", 20, at_least=0
    )
    paths = [held.passage.path for held in answer.citations]
    assert len({"bees.md", "also-bees.md"} & set(paths)) == 1
    assert "cows.md" in paths


def passage(*texts: str, path: str = "a.md", headings: tuple[str, ...] = ("One",)) -> Passage:
    """A passage of these sentences."""
    return Passage(
        id="0" * 16, path=path, lines=(1, 1), span=(0, 1), page_title="A", headings=headings,
        anchor="", url="/a/", content_hash="", quote=" ", text="", embedded="", tokens=1,
        sentences=tuple(Sentence(span=(0, 1), text=text) for text in texts),
    )  # fmt: skip


RUNS_ON = {
    "a list": (passage("Bring:", "- this"), passage("- that"), True),
    "a list and its introduction": (passage("Bring these:"), passage("- this"), True),
    "steps": (passage("1. Open."), passage("2. Close."), True),
    "a table": (passage("a | b"), passage("c | d"), True),
    "a rule and its exception": (passage("Share it."), passage("Unless it has names."), True),
    "text and text": (passage("Share it."), passage("Send it."), False),
    "text and a list": (passage("Share it."), passage("- this"), False),
    "another page": (passage("- this"), passage("- that", path="b.md"), False),
    "another section": (passage("- this"), passage("- that", headings=("Two",)), False),
    "nothing to mark": (passage(), passage("- that"), False),
}


@pytest.mark.parametrize(("first", "second", "expected"), RUNS_ON.values(), ids=RUNS_ON)
def test_what_runs_over_a_passage_s_edge_is_shown_with_it(first, second, expected):
    """Whether it runs over the beginning or the end."""
    assert runs_on([first, second], 0) == ([1] if expected else [])
    assert runs_on([first, second], 1) == ([0] if expected else [])


WORDS = "and what is written on it for the record of this year"
CUT = {
    "a procedure": "Do this:\n\n"
    + "".join(f"{step}. Open box {step} {WORDS}.\n" for step in range(1, 8)),
    "a table": "| Kind | Limit |\n|---|---|\n"
    + "".join(f"| kind {row} {WORDS} | {row} MB |\n" for row in range(7)),
    "a sentence": "Unless " + f"a box is open {WORDS}, " * 7 + "you may share it.\n",
    "code": "```\n" + f"open --box {WORDS}\n" * 7 + "```\n",
}


@pytest.mark.parametrize("written", CUT.values(), ids=CUT)
def test_what_was_cut_is_shown_whole(farm: Path, build_farm, empty_index: Path, written: str):
    """Whichever of its passages answers; the sections around it are not shown."""
    page = f"# Before\n\nDo not.\n\n# Boxes\n\n{written}\n# After\n\n- Nothing.\n"
    (farm / "boxes.md").write_text(page, "utf-8")
    build_farm()
    passages = open_current(empty_index).passages
    rows = [at for at, held in enumerate(passages) if held.headings == ("Boxes",)]
    assert 2 < len(rows) <= WHOLE
    for row in rows:
        assert runs_on(passages, row) == [at for at in rows if at != row]


def test_of_a_long_run_the_first_and_the_neighbours_are_shown():
    """The first holds a table's header; hundreds of rows are no answer."""
    table = [passage(f"a | {row}") for row in range(WHOLE + 1)]
    assert runs_on(table[:WHOLE], 3) == [0, 1, 2, 4, 5]
    assert runs_on(table, 0) == [1]
    assert runs_on(table, 4) == [0, 3, 5]
    assert runs_on(table, WHOLE) == [0, WHOLE - 1]


def test_an_exception_is_shown_however_badly_it_matches(farm: Path, build_farm, empty_index: Path):
    """A hundred passages that match better don't part it from its rule."""
    rule = "Boxes of data may be opened by the staff of the office. " * 4
    exception = "However, none of this holds on Sundays, when guards must come along. " * 4
    others = "".join(
        f"# Boxes {n}\n\nBoxes of data may be opened by staff {n}.\n" for n in range(99)
    )
    (farm / "boxes.md").write_text(f"# Rule\n\n{rule}\n\n{exception}\n{others}", "utf-8")
    build_farm()
    generation = open_current(empty_index)
    rows = [at for at, held in enumerate(generation.passages) if held.headings == ("Rule",)]
    assert len(rows) > 1
    page = generation.passages[rows[0]]
    answer = ask(generation, rule, at_least=0, allowed=lambda held: held.headings[:1] == ("Rule",))
    assert {held.row for held in (answer.citations[0], *answer.continued)} >= set(rows)
    whole = ask(generation, page.text[:100], at_least=0)
    beside = set(runs_on(generation.passages, whole.citations[0].row))
    assert {held.row for held in whole.continued} == beside
