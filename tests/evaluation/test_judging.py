"""Which passages satisfy a gold row."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.judging import By, groups_of
from assistant.evaluation.page_text import PageText
from assistant.evaluation.question_file import Gold
from index_builder.index.passage import Passage

PAGE = "# Title\n\nOne two three.\nFour five six.\n\n## Next\n\nSeven eight.\n"


def passage(
    text: str = PAGE, *, path: str = "a.md", headings: tuple[str, ...] = (), anchor: str = ""
) -> Passage:
    """Return a passage that quotes `text` where it first stands in PAGE."""
    start = max(PAGE.find(text), 0)
    return Passage(
        id="0" * 16,
        path=path,
        lines=(1, 1),
        span=(start, start + len(text)),
        page_title="Title",
        headings=headings,
        anchor=anchor,
        url="",
        content_hash=sha256(text.encode()).hexdigest(),
        quote=text,
        text=text,
        embedded=text,
        tokens=1,
    )


def gold(
    *headings: str, path: str = "a.md", anchor: str = "", group: int = 0, quote: str = ""
) -> Gold:
    quotes = (quote,) if quote else ()
    return Gold(
        place="f:1", path=path, heading_path=headings, anchor=anchor, group=group, quotes=quotes
    )


def satisfying(held: Gold, passages: list[Passage], by: By = "section") -> list[int]:
    (group,) = groups_of([held], passages, {"a.md": PageText.of(PAGE)}, by)
    return sorted(map(int, group))


@pytest.mark.parametrize(
    ("wanted", "found", "same"),
    [
        (gold("Next", anchor="next"), passage(headings=("Autre",), anchor="next"), True),
        (gold("Next", anchor="next"), passage(headings=("Next",), anchor="next-1"), True),
        (gold("Next  steps"), passage(headings=("next Steps",)), True),
        (gold("", "Next"), passage(headings=("Next",)), True),
        (gold("A", "Next"), passage(headings=("Title", "A", "Next")), True),
        (gold("A", "Next"), passage(headings=("B", "Next")), False),
        (gold("Next", anchor="next"), passage(headings=("Last",), anchor="last"), False),
        (gold("Next"), passage(path="b.md", headings=("Next",)), False),
        (gold(""), passage(), True),
        (gold(), passage(headings=("",)), True),
        (gold(""), passage(headings=("", "Next"), anchor="next"), False),
        (gold("Next", anchor="next"), passage(), False),
        (gold(""), passage(headings=("Next",)), False),
    ],
)
def test_sections(wanted: Gold, found: Passage, *, same: bool) -> None:
    """By page and anchor, or page and heading path; outer and wordless headings don't count."""
    assert satisfying(wanted, [found]) == ([0] if same else [])


def test_a_parent_without_text_is_satisfied_by_its_subsections() -> None:
    """Its heading line goes with the first of them: no other passage can be right."""
    passages = [passage(headings=("Top", "Parent", "Child")), passage(headings=("Top", "Other"))]
    assert satisfying(gold("Parent"), passages) == [0]


def test_a_parent_with_text_is_not_satisfied_by_its_subsections() -> None:
    """The judges named the section above, not those under it."""
    passages = [passage(headings=("Parent",)), passage(headings=("Parent", "Child"))]
    assert satisfying(gold("Parent"), passages) == [0]


def test_a_page_without_text_at_its_top_has_no_right_passage() -> None:
    """The page's other passages are not taken for its top."""
    assert satisfying(gold(), [passage(headings=("Next",))]) == []


@pytest.mark.parametrize(
    ("held", "counts"),
    [
        ("One two three.", True),
        ("two three.\nFour five six.", True),
        ("One two", True),  # 6 of 12 characters
        ("One tw", False),
        ("Four five six.", False),
        (PAGE, True),
    ],
)
def test_half_of_a_quote(held: str, *, counts: bool) -> None:
    """At least half of the quote's characters, white space not counted."""
    assert satisfying(gold(quote="One two three."), [passage(held)], "quote") == [0] * counts


def test_a_quote_may_run_over_lines_as_the_file_does_not() -> None:
    """White space does not count on either side, so a rewrapped quote is found."""
    assert satisfying(gold(quote="three.  Four\tfive"), [passage("Four five six.")], "quote") == [0]


def test_a_quote_of_another_page_does_not_count() -> None:
    """The same words on another page are another place."""
    found = passage("One two three.", path="b.md")
    assert satisfying(gold(quote="One two three."), [found], "quote") == []


def test_a_repeated_quote_counts_wherever_it_stands() -> None:
    """The gold names words, not which of two equal places was meant."""
    page = PageText.of("Same words. Other. Same words.")
    assert page.places("Same words.") == [(0, 10), (16, 26)]
    assert page.holds((0, 11), "Same words.")
    assert page.holds((19, 30), "Same words.")
    assert not page.holds((12, 18), "Same words.")


def test_positions_count_a_byte_order_mark_and_carriage_returns() -> None:
    """Offsets are those of the decoded file, in which both are characters."""
    page = PageText.of("\ufeffOne\r\ntwo\r\n")
    assert page.holds((6, 9), "two")
    assert not page.holds((1, 4), "two")


def test_groups_gather_alternatives_in_order() -> None:
    """Rows of one group are joined, groups come in the order of their numbers."""
    passages = [passage(headings=(name,)) for name in "ABC"]
    rows = [gold("C", group=1), gold("A", group=0), gold("B", group=1)]
    found = groups_of(rows, passages, {}, "section")
    assert found == (frozenset({"0"}), frozenset({"1", "2"}))


@given(st.text(alphabet="ab \n\t\u2028", min_size=1), st.data())
def test_a_passage_holds_every_quote_taken_from_it(text: str, data: st.DataObject) -> None:
    """Whatever the white space, a quote inside a span is held by it."""
    first = data.draw(st.integers(0, len(text) - 1))
    last = data.draw(st.integers(first + 1, len(text)))
    quote = text[first:last]
    if quote.strip():
        assert PageText.of(text).holds((first, last), quote)
