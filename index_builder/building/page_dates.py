"""When each page was last changed: what its front matter states, else what git knows."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from index_builder.building.git_history import change_dates
from index_builder.reading.pages import Page
from index_builder.storage.cache import Cache, key_of

# Of Jekyll's plugins, Hugo, the Tech Docs Template; Docusaurus has its own under `last_update`.
_STATED = ("last_modified_at", "lastmod", "last_updated", "last_reviewed_on")
_NESTED = ("last_update", "date")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?!\d)")


def page_dates(
    root: Path, pages: Sequence[Page], commit: str | None, cache: Cache
) -> dict[str, str]:
    """Return the day, YYYY-MM-DD, of each page's last change by its path; absent where unknown.

    Of a commit git is asked once: its history never changes. A page edited since has the date of
    its last commit.
    """
    dates = {page.path: day for page in pages if (day := stated_day(page.front_matter))}
    if commit and len(dates) < len(pages):
        known = _by_git(root, commit, cache)
        dates |= {
            page.path: known[page.path]
            for page in pages
            if page.path not in dates and page.path in known
        }
    return dict(sorted(dates.items()))


def stated_day(fields: Mapping[str, object]) -> str | None:
    """Return the day that a page's front matter states, None where it states none."""
    nested = fields.get(_NESTED[0])
    inner = nested.get(_NESTED[1]) if isinstance(nested, Mapping) else None
    stated = [*(fields.get(name) for name in _STATED), inner]
    days = (_DAY.match(str(value)) for value in stated if value is not None)
    return next((day[1] for day in days if day), None)


def _by_git(root: Path, commit: str, cache: Cache) -> dict[str, str]:
    key = key_of("dates", str(root), commit)
    held = cache.get(key)
    if held is not None:
        known: dict[str, str] = json.loads(held)
        return known
    dates = change_dates(root)
    if dates:  # none, of a folder that has a commit: a shallow clone, or git took too long
        cache.put(key, json.dumps(dates).encode())
    return dates
