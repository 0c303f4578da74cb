"""A date as people write it."""

from datetime import date

from assistant.phrases.phrasebook import phrase


def written_date(iso: str) -> str:
    """Return an ISO date in words, such as "22 November 2026"; anything else as it is."""
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return iso
    month = phrase("months").split()[found.month - 1]
    return phrase("date", day=str(found.day), month=month, year=str(found.year))
