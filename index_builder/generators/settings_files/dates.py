"""Dates as front matter and file names write them."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

_DATE = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[Tt\s]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?"
    r"\s*(?:(Z|z|UTC)|([+-])(\d{2}):?(\d{2})?)?\s*"
)


def parse_date(written: object, local: tzinfo | None) -> datetime | None:
    """Return the moment that a date means, None if it is not a date.

    It is given in the `local` zone or, if that is None, in the zone it is written in. A time with
    seconds but no zone is in UTC, as YAML 1.1 has it; without seconds, or as a bare day, it is
    local, or in UTC if `local` is None.
    """
    found = _DATE.fullmatch(str(written).strip()) if isinstance(written, str) else None
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    zone: tzinfo = UTC if found[6] or found[7] else local or UTC
    if found[8]:
        shift = timedelta(hours=int(found[9]), minutes=int(found[10] or 0))
        zone = timezone(shift if found[8] == "+" else -shift)
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=zone)
        return moment.astimezone(local) if local else moment
    except (ValueError, OverflowError):
        return None
