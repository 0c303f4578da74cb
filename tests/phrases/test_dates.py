"""Dates are written as people write them."""

import pytest

from assistant.phrases.codes import CODES
from assistant.phrases.dates import written_date
from assistant.phrases.phrasebook import LANGUAGES


@pytest.mark.parametrize(
    ("iso", "written"),
    [
        ("2026-11-22", "22 November 2026"), ("2024-02-01", "1 February 2024"),
        ("not known", "not known"), ("2026-13-01", "2026-13-01"), ("", ""),
    ],
)  # fmt: skip
def test_a_date_is_written_out(iso: str, written: str) -> None:
    """The day, the month's name, the year; anything else stays as it is."""
    assert written_date(iso) == written


@pytest.mark.parametrize("phrases", LANGUAGES.values(), ids=LANGUAGES)
def test_every_language_has_twelve_months(phrases: dict[str, str]) -> None:
    """One word each."""
    assert "months" in CODES
    assert len(phrases["months"].split()) == 12
