"""Word differences as a person sees them."""

from hypothesis import given
from hypothesis import strategies as st

from index_builder.index.changes import Run, word_differences
from index_builder.index.marked_words import AROUND, marked, shortened

_texts = st.lists(st.sampled_from(["goats", "eat", "hay", "a", "42"]), max_size=60).map(" ".join)
_FAR = " ".join(["far"] * 30)


def test_changes_are_in_brackets() -> None:
    """Removed before added, as wdiff writes them."""
    assert marked(word_differences("Goats eat hay.", "Goats eat old straw.")) == (
        "Goats eat [-hay.-] {+old straw.+}"
    )


def test_colours_take_the_place_of_brackets() -> None:
    """Red and struck through, green and underlined: told apart without seeing colours too."""
    assert marked([Run("removed", "hay"), Run("added", "straw")], coloured=True) == (
        "\x1b[31m\x1b[9mhay\x1b[0m \x1b[32m\x1b[4mstraw\x1b[0m"
    )


def test_words_cannot_steer_a_terminal() -> None:
    """A page's own escape sequences are shown as signs."""
    assert "\x1b" not in marked([Run("same", "\x1b[2J"), Run("added", "\x1b[31m")])


def test_what_is_far_from_a_change_is_left_out() -> None:
    """Some words stay on each side of a change; of an unchanged text nothing but its ends."""
    runs = [Run("same", _FAR), Run("added", "near"), Run("same", _FAR), Run("removed", "x")]
    few = " ".join(["far"] * AROUND)
    assert shortened(runs) == [
        Run("same", f"… {few}"),
        Run("added", "near"),
        Run("same", f"{few} … {few}"),
        Run("removed", "x"),
    ]


@given(_texts, _texts)
def test_no_change_is_left_out(before: str, after: str) -> None:
    """Every removed and added word is shown, and no word that is in neither text."""
    runs = word_differences(before, after)
    short = shortened(runs)
    assert [run for run in short if run.kind != "same"] == [
        run for run in runs if run.kind != "same"
    ]
    assert {word for run in short for word in run.words.split()} <= {
        *before.split(),
        *after.split(),
        "…",
    }
