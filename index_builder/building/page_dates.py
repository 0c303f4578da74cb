"""When each page was last changed, by its front matter or else by git."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from index_builder.reading.git import LONG, QUICK, git
from index_builder.reading.pages import Page
from index_builder.storage.cache import Cache, key_of

# What Jekyll's plugins, Hugo and the Tech Docs Template call it; Docusaurus has `last_update`.
_STATED = ("last_modified_at", "lastmod", "last_updated", "last_reviewed_on")
_NESTED = ("last_update", "date")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?!\d)")
_HEAD = "//"  # before a commit in a log of names; no relative path starts with it


def page_dates(
    root: Path, pages: Sequence[Page], commit: str | None, cache: Cache
) -> dict[str, str]:
    """Return the day of each page's last change, YYYY-MM-DD, by its path; unknown ones are absent.

    Git is asked only once for each commit, as a commit's history never changes. A page edited but
    not yet committed has the date of its last commit.
    """
    dates = {page.path: day for page in pages if (day := stated_day(page.front_matter))}
    if commit and len(dates) < len(pages):
        known = _bygit(root, commit, cache)
        dates |= {
            page.path: known[page.path]
            for page in pages
            if page.path not in dates and page.path in known
        }
    return dict(sorted(dates.items()))


def stated_day(fields: Mapping[str, object]) -> str | None:
    """Return the day that a page's front matter states, if it states one."""
    nested = fields.get(_NESTED[0])
    inner = nested.get(_NESTED[1]) if isinstance(nested, Mapping) else None
    stated = [*(fields.get(name) for name in _STATED), inner]
    days = (_DAY.match(str(value)) for value in stated if value is not None)
    return next((day[1] for day in days if day), None)


def _bygit(root: Path, commit: str, cache: Cache) -> dict[str, str]:
    key = key_of("dates", str(root), commit)
    data = cache.get(key)
    if data is not None:
        known: dict[str, str] = json.loads(data)
        return known
    dates = change_dates(root)
    if dates:  # no dates despite a commit: a shallow clone, or git took too long
        cache.put(key, json.dumps(dates).encode())
    return dates


def last_commit(content: Path) -> str | None:
    """Return the commit of the last change under `content`, hex; None if git knows none."""
    log = _log(content, "-1", "--format=%H", timeout=QUICK)
    return (log or "").strip() or None


def change_dates(content: Path) -> dict[str, str]:
    """Return the day, YYYY-MM-DD, of the last commit that changed each file under `content`.

    The author's date, in the author's time zone; paths are relative to `content`. In a shallow
    clone the oldest commit seems to have changed every file; its dates are left out.
    """
    log = _log(content, "-z", "--name-only", "--no-renames", "--relative",
                 f"--format={_HEAD}%as %P", timeout=LONG)  # fmt: skip
    shallow = git(content, "rev-parse", "--is-shallow-repository", timeout=QUICK) == "true\n"
    dates: dict[str, str] = {}
    day = ""
    for part in filter(None, (entry.removeprefix("\n") for entry in (log or "").split("\0"))):
        if part.startswith(_HEAD):
            day, _, parents = part.removeprefix(_HEAD).partition(" ")
            day = day if parents or not shallow else ""
        else:
            dates.setdefault(part, day)
    return {name: day for name, day in dates.items() if day}


def _log(content: Path, *options: str, timeout: int) -> str | None:
    return git(content, "log", "--no-show-signature", *options, "--", ".", timeout=timeout)
