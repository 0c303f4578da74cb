"""Gold quotes that an edit took away, and what is nearest to them."""

from assistant.evaluation.missing_quotes import MissingQuote, missing_quotes
from assistant.evaluation.question_file import JudgedQuestion
from index_builder.index.passage import Passage

from .samples import passage, question


def missing(
    asked: JudgedQuestion, *now: Passage, before: list[Passage] | None = None
) -> MissingQuote:
    """Return the one quote that is missing."""
    (found,) = missing_quotes([asked], now, before)
    return found


def test_a_quote_that_stands_is_not_missing() -> None:
    """White space does not count; it may stand in two passages."""
    held = [passage("One two\nthree.", start=0), passage("Four.", start=20, line=4)]
    assert missing_quotes([question("q", "two three. Four.")], held, None) == ()


def test_the_nearest_line_is_the_one_with_most_of_the_words() -> None:
    """Three of the four words stand on the second line of the passage, its file's line 8."""
    held = passage("Bees swarm.\nGoats eat fresh hay.\nGoats sleep.", line=7)
    found = missing(question("q", "Goats eat dry hay."), passage("Cows."), held)
    assert found.nearest is not None
    assert (found.nearest.path, found.nearest.line, found.nearest.share) == ("a.md", 8, 0.75)
    assert found.nearest.edited


def test_fewer_than_half_of_the_words_are_no_edit() -> None:
    """The quote is gone: what is nearest is about something else."""
    found = missing(question("q", "Goats eat dry hay daily."), passage("Goats sleep daily."))
    assert found.nearest is not None
    assert (found.nearest.share, found.nearest.edited) == (0.4, False)


def test_no_shared_word_has_no_nearest() -> None:
    """Nothing is named where nothing is alike."""
    assert missing(question("q", "Goats."), passage("Bees.")).nearest is None


def test_of_equals_the_quotes_own_page_is_nearest() -> None:
    """An edit is looked for where the quote was."""
    other, own = passage("Goats eat.", path="b.md"), passage("Goats eat.", line=3)
    found = missing(question("q", "Goats eat hay."), other, own)
    assert found.nearest is not None
    assert (found.nearest.path, found.nearest.line) == ("a.md", 3)


def test_a_quote_on_another_page_has_moved() -> None:
    """It is missing where the gold says, and its new place is named."""
    found = missing(
        question("q", "Goats eat."), passage("Bees.\n\nGoats eat.", path="b.md", line=5)
    )
    assert found.elsewhere == ("b.md", 7)


def test_what_stood_before_is_told_from_what_never_did() -> None:
    """Only the earlier generation can tell; without one it is not known."""
    asked, now = question("q", "Goats eat."), passage("Bees.")
    known = [missing(asked, now, before=[held]) for held in (passage("Goats eat."), now)]
    assert [held.stood_before for held in known] == [True, False]
    assert missing(asked, now).stood_before is None


def test_a_footnote_stands_in_the_text_of_the_passage_that_cites_it() -> None:
    """Its own line is in no passage, but its text, without label and address, is."""
    quote = "[^2]: [Guide to Goats](https://example.org/goats), 2018"
    held = passage("Goats eat.[^2]", text="Goats eat. [2]\n[2] Guide to Goats, 2018")
    assert missing_quotes([question("q", quote)], [held], None) == ()
    other = passage("Goats eat.[^2]", text="Goats eat. [2]\n[2] Guide to Bees, 2018")
    assert missing(question("q", quote), other).quote == quote
