"""Word differences as a person sees them."""

from hypothesis import given
from hypothesis import strategies as st

from index_builder.index.change_display import AROUND, marked_runs, shortened_runs
from index_builder.index.changes import WordRun, word_differences

_texts = st.lists(st.sampled_from(["goats", "eat", "hay", "a", "42"]), max_size=60).map(" ".join)
_FAR = " ".join(["far"] * 30)


def test_changes_are_in_brackets() -> None:
    """Removed before added, as wdiff writes them."""
    assert marked_runs(word_differences("Goats eat hay.", "Goats eat old straw.")) == (
        "Goats eat [-hay.-] {+old straw.+}"
    )


def test_colours_take_the_place_of_brackets() -> None:
    """Red and struck through, green and underlined: told apart without seeing colours too."""
    assert marked_runs([WordRun("removed", "hay"), WordRun("added", "straw")], coloured=True) == (
        "\x1b[31m\x1b[9mhay\x1b[0m \x1b[32m\x1b[4mstraw\x1b[0m"
    )


def test_words_cannot_steer_a_terminal() -> None:
    """A page's own escape sequences are shown as signs."""
    assert "\x1b" not in marked_runs([WordRun("same", "\x1b[2J"), WordRun("added", "\x1b[31m")])


def test_what_is_far_from_a_change_is_left_out() -> None:
    """Some words stay on each side of a change; of an unchanged text nothing but its ends."""
    runs = [
        WordRun("same", _FAR),
        WordRun("added", "near"),
        WordRun("same", _FAR),
        WordRun("removed", "x"),
    ]
    few = " ".join(["far"] * AROUND)
    assert shortened_runs(runs) == [
        WordRun("same", f"… {few}"),
        WordRun("added", "near"),
        WordRun("same", f"{few} … {few}"),
        WordRun("removed", "x"),
    ]


@given(_texts, _texts)
def test_no_change_is_left_out(before: str, after: str) -> None:
    """Every removed and added word is shown, and no word that is in neither text."""
    runs = word_differences(before, after)
    short = shortened_runs(runs)
    assert [run for run in short if run.kind != "same"] == [
        run for run in runs if run.kind != "same"
    ]
    assert {word for run in short for word in run.words.split()} <= {
        *before.split(),
        *after.split(),
        "…",
    }
