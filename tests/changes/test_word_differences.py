"""Word differences of two texts."""

from hypothesis import given
from hypothesis import strategies as st

from index_builder.index.changes import WordRun, word_differences

_texts = st.lists(st.sampled_from(["goats", "eat", "hay", "\n", "a", "bée", "42"])).map(" ".join)


@given(_texts | st.text(), _texts | st.text())
def test_the_runs_give_both_texts_back(before: str, after: str) -> None:
    """Kept and removed words are the one text's, kept and added ones the other's, in order."""
    runs = word_differences(before, after)

    def words(*kinds: str) -> list[str]:
        return [word for run in runs if run.kind in kinds for word in run.words.split()]

    assert words("same", "removed") == before.split()
    assert words("same", "added") == after.split()
    assert all(run.words for run in runs)


@given(_texts)
def test_white_space_is_no_difference(text: str) -> None:
    """A paragraph that was wrapped anew has the same words."""
    assert all(run.kind == "same" for run in word_differences(text, "\n".join(text.split())))


def test_one_word() -> None:
    """What was removed stands before what took its place."""
    assert word_differences("Goats eat hay twice.", "Goats eat fresh hay often.") == [
        WordRun("same", "Goats eat"),
        WordRun("added", "fresh"),
        WordRun("same", "hay"),
        WordRun("removed", "twice."),
        WordRun("added", "often."),
    ]
