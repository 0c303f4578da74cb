"""Dates as people write them."""

from datetime import date

from assistant.phrases.phrasebook import phrase


def written_date(iso: str) -> str:
    """Return an ISO date ("2026-11-22") in the spoken language ("22 November 2026").

    What is no ISO date is returned as it is.
    """
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    month = phrase("months").split()[day.month - 1]
    return phrase("date", day=str(day.day), month=month, year=str(day.year))
