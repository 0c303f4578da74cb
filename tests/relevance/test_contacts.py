"""Whom to ask, by judged questions that get the no."""

from pathlib import Path

from index_builder.index.generation import open_current

from .contacts import pages_of, read_contacts, told


def test_whom_to_ask_is_right_or_not_said(index: Path) -> None:
    """Judged over the real content; `tests.relevance.contacts` does the same for other handbooks.

    Measured: all seven questions that should get a contact get a right one; none of the others do.
    """
    rows = list(told(open_current(index), read_contacts()["content"]))
    shown = [row for row in rows if row.shown]
    assert sum(row.is_right for row in shown) >= 0.95 * len(shown)
    assert sum(row.is_right for row in rows) >= 0.7 * sum(bool(row.wanted) for row in rows)


def test_judged_contacts_stand_in_their_pages() -> None:
    """The page is there and has the heading, in every handbook that is there."""
    for handbook, questions in read_contacts().items():
        for path, heading in (place for held in questions.values() for place in held):
            if pages_of(handbook).is_dir():
                assert heading in (pages_of(handbook) / path).read_text(encoding="utf-8")
