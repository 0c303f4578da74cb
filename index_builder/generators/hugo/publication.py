"""Whether Hugo publishes a page, by its front matter and the site's settings, and its date.

Source of the rules: "Front matter", "Build options" and "Configure dates" of Hugo's documentation.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from index_builder.generators.settings_files.dates import parse_date
from index_builder.generators.settings_files.settings_file import Settings, section_of, texts_of

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "date": ("date", "publishdate", "pubdate", "published", "lastmod", "modified"),
    "publishdate": ("publishdate", "pubdate", "published", "date"),
    "expirydate": ("expirydate", "unpublishdate"),
}
_DATED_NAME = re.compile(r"(\d{4}-\d\d-\d\d)-?(.*)")
FROM_NAME = ":filename"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A site's rules for what is published; field names are in lower case."""

    drafts: bool = False
    future: bool = False
    expired: bool = False
    without_kinds: frozenset[str] = frozenset()  # "page", "section", "home"
    headless_pages: bool = True  # `headless` keeps any page back, not only a bundle
    dates: Mapping[str, Sequence[str]] = field(default_factory=lambda: _FIELDS)
    """Where a page's dates come from, the first that there is; ":filename" is the file's name."""

    def held_back(self, fields: Settings, path: str, kind: str, now: datetime) -> str | None:
        """Return why a page is not published, else None; `path` has no suffix."""
        if _is_true(fields.get("draft")) and not self.drafts:
            return "a draft: set draft: false in its front matter to publish it"
        if fields.get("published") is False and "draft" not in fields and not self.drafts:
            return "front matter says published: false: remove it to publish"
        starts = self.date("publishdate", fields, path)
        if starts and starts > now and not self.future:
            return f"dated {starts:%Y-%m-%d}: published on that day"
        ends = self.date("expirydate", fields, path)
        if ends and ends <= now and not self.expired:
            return f"expired on {ends:%Y-%m-%d}: correct expiryDate to publish it"
        build = section_of(fields, "build") or section_of(fields, "_build")
        bundle = PurePosixPath(path).name == "index"
        headless = fields.get("headless") is True and (bundle or self.headless_pages)
        render = str(build.get("render", "always")).lower()
        if headless or render in ("never", "false", "link"):
            return "its build settings say not to render it: remove them to publish it"
        if kind in self.without_kinds:
            return f"disableKinds in Hugo's settings has {kind!r}: take it out to publish it"
        return None

    def date(self, name: str, fields: Settings, path: str) -> datetime | None:
        """Return one of a page's dates."""
        for source in self.dates[name]:
            written = dated_name(path)[0] if source == FROM_NAME else fields.get(source)
            found = parse_date(written, None)
            if found:
                return found
        return None

    def named_slug(self, path: str) -> str | None:
        """Return the slug that a dated file name gives, if dates come from names."""
        first = next(iter(self.dates["date"]), "")
        return dated_name(path)[1] if first == FROM_NAME else None


def publication_of(settings: Settings, *, headless_pages: bool) -> Publication:
    """Take the settings, keys in lower case."""
    own = section_of(settings, "frontmatter")
    return Publication(
        drafts=settings.get("builddrafts") is True,
        future=settings.get("buildfuture") is True,
        expired=settings.get("buildexpired") is True,
        without_kinds=frozenset(kind.lower() for kind in texts_of(settings, "disablekinds")),
        headless_pages=headless_pages,
        dates={name: _sources(own, name) for name in _FIELDS},
    )


def dated_name(path: str) -> tuple[str | None, str | None]:
    """Return the date and the rest of a name such as `2020-01-31-new-rules`."""
    file = PurePosixPath(path)
    found = _DATED_NAME.fullmatch(file.parent.name if file.name == "index" else file.name)
    return (found[1], found[2] or None) if found else (None, None)


def _sources(own: Settings, name: str) -> tuple[str, ...]:
    found: list[str] = []
    for written in texts_of(own, name) or (":default",):
        source = written.lower()
        found += _FIELDS[name] if source == ":default" else [source]
    return tuple(found)


def _is_true(value: object) -> bool:
    return value is True or str(value).lower() == "true"
