"""Footnotes come with what cites them, and are found by it."""

from splitting.cutting import cut

from assistant.answering.citation import runs_on
from assistant.answering.footnotes import MOST_NOTES, carries, cited_notes, defined_note

PAGE = """# Cells

Small cells are left out.[^size] So are names.[^law]

# Other

Nothing else is.

[^size]: Those of ten people.[^year]
[^law]: By law.
[^year]: Since 1996.
"""


def test_a_footnote_is_shown_with_the_passage_that_cites_it() -> None:
    """And so is what a footnote cites; other passages have none."""
    passages = cut(PAGE).passages
    assert [defined_note(passage) for passage in passages] == ["", "", "size", "law", "year"]
    assert cited_notes(passages[0]) == {"size", "law"}
    assert [carries(passages[0], passage) for passage in passages[2:]] == [True] * 3
    assert runs_on(passages, 0) == [2, 3, 4]
    assert runs_on(passages, 1) == []


def test_a_long_footnote_is_shown_with_what_cites_it() -> None:
    """It is found by itself, since no passage carries it."""
    text = "Text of some length that goes on and on for a while. " * 3
    passages = cut(f"{text}[^1]\n\n[^1]: {'One of many words. ' * 8}\n", window=40).passages
    notes = [at for at, passage in enumerate(passages) if defined_note(passage)]
    assert notes
    assert not any(carries(passages[0], passages[at]) for at in notes)
    assert runs_on(passages, notes[0])[0] == 0


def test_of_many_footnotes_the_first_are_shown() -> None:
    """A page of references is no answer."""
    marks = "".join(f"[^{at}]" for at in range(9))
    notes = "".join(f"[^{at}]: No. {at}.\n" for at in range(9))
    passages = cut(f"Text.{marks}\n\n{notes}").passages
    assert runs_on(passages, 0) == list(range(1, 1 + MOST_NOTES))
