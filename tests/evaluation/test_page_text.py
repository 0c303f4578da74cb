"""Pages put back together from their passages."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from surroundings import CONTENT

from assistant.evaluation.page_text import pages_of
from index_builder.index.generation import open_current

from .samples import passage


def test_offsets_are_those_of_the_file() -> None:
    """What stands between passages is white space: a quote may run over it, offsets stay."""
    first, second = "One two.", "Three four."
    page = pages_of([passage(second, start=30), passage(first, start=4)])["a.md"]
    assert page.places("two. Three") == [(3, 12)]
    assert page.holds((30, 41), second)
    assert not page.holds((4, 12), second)


def test_passages_of_other_pages_stand_apart() -> None:
    """Equal offsets on two pages are two places."""
    pages = pages_of([passage("One."), passage("Two.", path="b.md")])
    assert (pages["a.md"].places("Two."), pages["b.md"].places("Two.")) == ([], [(0, 4)])


@given(st.lists(st.text(alphabet="ab\n ", min_size=1), min_size=1), st.integers(0, 5))
def test_every_passage_is_where_it_was_cut(texts: list[str], gap: int) -> None:
    """However many there are and whatever lies between, each is held by its own span."""
    cut, at = [], gap
    for text in texts:
        cut.append(passage(text, start=at))
        at += len(text) + gap
    page = pages_of(cut)["a.md"]
    assert all(page.holds(held.span, held.quote) for held in cut if held.quote.strip())


def test_real_pages_come_back_but_for_what_the_index_leaves_out(index: Path) -> None:
    """All characters of a page put together from passages are the file's, in their order."""
    pages = pages_of(open_current(index).passages)
    assert pages.keys() == {page.name for page in CONTENT.glob("*.md")}
    for path, page in pages.items():
        whole = iter((CONTENT / path).read_text(encoding="utf-8"))
        assert all(char in whole for char in page.ink)
