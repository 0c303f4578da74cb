"""What became of passages from one generation to the next."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_builder.index.changes import Change, compare_passages
from index_builder.index.passage import Passage

from .passages import passage, saying

GOATS = "Goats eat hay twice a day and drink a bucket of water."
BEES = "When the bees swarm, close the windows and call the beekeeper."
MILK = "Milk the goats at dawn, never at noon, and warm the udder before."

_words = st.sampled_from([GOATS, BEES, MILK, "Goats eat hay.", "No.", "", f"{GOATS} {BEES}"])
_places = st.tuples(
    st.sampled_from(["farm.md", "bees.md", "old/farm.md"]),
    st.sampled_from([(), ("Goats",), ("Goats", "Feeding"), ("Bees",)]),
    st.sampled_from(["Farm", "Bees"]),
)
_passages = st.builds(
    lambda words, place, line: passage(
        words, path=place[0], headings=place[1], title=place[2], line=line
    ),
    _words,
    _places,
    st.integers(1, 9),
)
_lists = st.lists(_passages, max_size=12)


def kinds(changes: list[Change]) -> list[str]:
    return [held.kind for held in changes]


@given(_lists, _lists)
def test_every_passage_is_in_exactly_one_change(
    before: list[Passage], after: list[Passage]
) -> None:
    """A change has both sides unless something was added or removed; nothing is lost or doubled."""
    changes = compare_passages(before, after)
    assert Counter(held.before for held in changes if held.before) == Counter(before)
    assert [held.after for held in changes if held.after] == after
    for held in changes:
        assert (held.before is None) == (held.kind == "added")
        assert (held.after is None) == (held.kind == "removed")


@given(_lists, _lists)
def test_a_kind_is_what_it_says(before: list[Passage], after: list[Passage]) -> None:
    """Unchanged and moved keep every word, unchanged the place as well; edited has other words."""
    for held in compare_passages(before, after):
        if held.before and held.after:
            same = held.before.quote == held.after.quote
            assert same == (held.kind != "edited")
            assert (held.kind == "unchanged") == (
                same
                and (held.before.path, held.before.headings, held.before.page_title)
                == (held.after.path, held.after.headings, held.after.page_title)
            )


@given(_lists, _lists)
def test_words_that_stand_on_both_sides_are_never_said_to_be_gone(
    before: list[Passage], after: list[Passage]
) -> None:
    """No passage is edited or removed while its very words are added, or an edit's outcome."""
    changes = compare_passages(before, after)
    gone = {
        held.before.quote for held in changes if held.before and held.kind in ("edited", "removed")
    }
    come = {held.after.quote for held in changes if held.after and held.kind in ("added", "edited")}
    assert not gone & come


@given(_lists)
def test_nothing_changed_where_nothing_did(passages: list[Passage]) -> None:
    """A list compared with itself is unchanged, each passage with itself, wherever its lines."""
    shifted = [replace(held, lines=(held.lines[0] + 7, held.lines[1] + 7)) for held in passages]
    assert set(kinds(compare_passages(passages, shifted))) <= {"unchanged"}
    assert all(held.before == held.after for held in compare_passages(passages, passages))


@given(_lists, _lists)
def test_the_same_every_time(before: list[Passage], after: list[Passage]) -> None:
    """Two comparisons of the same passages are equal."""
    assert compare_passages(before, after) == compare_passages(list(before), list(after))


def test_a_renamed_page_is_moved_and_its_edited_passage_edited() -> None:
    """What was edited on a page that got another name is found by where the others went."""
    before = [
        passage(GOATS, path="goats.md"),
        passage(MILK, path="goats.md", headings=("Milking",)),
        passage("Ask.", path="goats.md", headings=("Vet",)),
    ]
    after = [replace(held, path="a/goats.md", url="/a/goats/#x") for held in before]
    after[2] = saying(after[2], "Call the vet first.")
    changes = compare_passages(before, after)
    assert kinds(changes) == ["moved", "moved", "edited"]
    assert changes[2].before == before[2]


def test_a_page_that_takes_over_the_name_of_another() -> None:
    """Words that went to another page are followed; what stands in their old place is new."""
    before = [passage(GOATS, path="a.md"), passage(BEES, path="b.md", headings=("Bees",))]
    after = [
        passage(MILK, path="a.md", headings=("Milking",)),
        passage(GOATS, path="c.md"),
        passage(BEES, path="a.md", headings=("Bees",)),
    ]
    assert kinds(compare_passages(before, after)) == ["added", "moved", "moved"]


def test_wrapping_lines_anew_is_no_edit() -> None:
    """White space is no word: nobody reads another text because a line is broken elsewhere."""
    wrapped = saying(passage(GOATS), GOATS.replace(" and ", "\nand "))
    assert kinds(compare_passages([passage(GOATS)], [wrapped])) == ["unchanged"]


def test_of_a_section_the_likest_are_the_edited_ones() -> None:
    """A passage put in front of an edited one is the one that is added."""
    edited = saying(passage(GOATS), GOATS.replace("twice", "three times"))
    assert kinds(compare_passages([passage(GOATS)], [passage(BEES), edited])) == ["added", "edited"]


def test_other_words_in_the_same_section_are_an_edit() -> None:
    """A section that was written anew was edited, as nothing else took its place."""
    (change,) = compare_passages(
        [passage("Three years.")], [passage("Data is destroyed at the end.")]
    )
    assert change.kind == "edited"


def test_an_edit_under_another_heading() -> None:
    """Renaming a heading edits the passage that holds it, and moves those below it."""
    before = [passage(f"## Goats\n\n{GOATS}"), passage(MILK)]
    after = [
        passage(f"## Our goats\n\n{GOATS}", headings=("Our goats",)),
        passage(MILK, headings=("Our goats",)),
    ]
    assert kinds(compare_passages(before, after)) == ["edited", "moved"]


def test_another_address_is_a_move() -> None:
    """A link someone was given leads elsewhere now, though the words and the file are the same."""
    before = passage(GOATS, site="https://old.example")
    assert kinds(compare_passages([before], [passage(GOATS, site="https://new.example")])) == [
        "moved"
    ]


def test_a_footnote_edited_elsewhere_edits_what_carries_it() -> None:
    """The source of a passage may be the same while the text people are shown is not."""
    before = passage(GOATS)
    after = replace(before, text=f"{GOATS}\nHay means dry grass.")
    assert kinds(compare_passages([before], [after])) == ["edited"]


def test_alike_on_another_page_only_where_very_alike() -> None:
    """Sentences of one mould on two pages are not one another's edits."""
    before = passage("To ask about goats write to the goat desk by post.", headings=("A",))
    mould = passage("To ask about bees call the bee keeper by phone.", path="b.md", headings=("B",))
    edited = passage("To ask about goats write to the goat desk by mail.", path="b.md")
    assert kinds(compare_passages([before], [mould])) == ["added", "removed"]
    assert kinds(compare_passages([before], [edited])) == ["edited"]


@pytest.mark.parametrize("headings", [("Table",), None])
def test_thousands_of_edits_are_told_apart(headings: tuple[str, ...] | None) -> None:
    """Each of 2,000 edited passages is paired with its own, in one section and in one each."""
    said = [f"Row {at * 7919 % 2003} {at}. {GOATS} {at * 104729} is its tag." for at in range(2000)]
    before = [passage(words, headings=headings or (f"H{at}",)) for at, words in enumerate(said)]
    after = [saying(held, held.quote.replace("a bucket", "two")) for held in reversed(before)]
    changes = compare_passages(before, after)
    assert set(kinds(changes)) == {"edited"}
    assert [held.before for held in changes] == before[::-1]
