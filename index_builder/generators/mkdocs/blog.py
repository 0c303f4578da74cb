"""Where Material for MkDocs' blog plugin publishes posts, and which it keeps back.

Source of the rules: material/plugins/blog/plugin.py and its structure/ of 9.8; for a post's title,
mkdocs/structure/pages.py of 1.6; for date patterns, Unicode's LDML as Babel fills it in.
"""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from index_builder.generators.addresses import PageFile
from index_builder.generators.mkdocs.anchors import MkdocsAnchors, slug
from index_builder.generators.settings_files.dates import parse_date
from index_builder.generators.settings_files.settings_file import Settings, text_of, texts_of
from index_builder.index.errors import PageError

_NAMED_DATES = {
    "full": "EEEE, MMMM d, y", "long": "MMMM d, y", "medium": "MMM d, y", "short": "M/d/yy",
}  # fmt: skip
_DATE_PARTS: Mapping[str, Callable[[datetime], str]] = {
    "y": lambda date: str(date.year),
    "yy": lambda date: f"{date:%y}",
    "yyyy": lambda date: f"{date.year:04}",
    "M": lambda date: str(date.month),
    "MM": lambda date: f"{date:%m}",
    "MMM": lambda date: f"{date:%b}",
    "MMMM": lambda date: f"{date:%B}",
    "d": lambda date: str(date.day),
    "dd": lambda date: f"{date:%d}",
    "D": lambda date: str(date.timetuple().tm_yday),
    "DDD": lambda date: f"{date:%j}",
    "ww": lambda date: f"{date:%V}",
    "EEE": lambda date: f"{date:%a}",
    "EEEE": lambda date: f"{date:%A}",
}
_DATE_TOKEN = re.compile(r"'([^']*)'|([a-zA-Z])\2*")
_WORDS = re.compile(r"MMM|E|G")  # parts of a pattern that depend on the language
_PLACEHOLDER = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Blog:
    """One blog of a site."""

    folder: str = "blog"
    posts: str = "blog/posts"  # every page whose path starts with this is a post
    url_format: str = "{date}/{slug}"
    date_format: str = "yyyy/MM/dd"
    max_categories: int = 1
    title_slugs: MkdocsAnchors = field(
        default_factory=lambda: MkdocsAnchors(slugify="pymdownx-lower")
    )
    category_slugs: MkdocsAnchors = field(
        default_factory=lambda: MkdocsAnchors(slugify="pymdownx-lower")
    )
    drafts: bool = False  # they are published
    future_is_draft: bool = False
    defaults: Mapping[str, Settings] = field(default_factory=dict)
    """What the meta plugin adds to pages whose path starts with a folder's, the top one first."""

    def has(self, path: str) -> bool:
        """Return whether a page is one of its posts."""
        return path.startswith(self.posts)

    def held_back(self, post: PageFile, now: datetime) -> str | None:
        """Return why a post is not published, else None.

        Raises:
            PageError: the post has no date, so that the site can't be built.
        """
        date = self._date(post)
        draft = self._fields(post).get("draft")
        if self.drafts:
            return None
        if draft is True:
            return "a draft: remove draft from its front matter to publish it"
        if draft is None and self.future_is_draft and date > now:
            return f"dated {date:%Y-%m-%d}: published on that day"
        return None

    def source_path(self, post: PageFile) -> str:
        """Return the path of the Markdown file that would have the post's address.

        Raises:
            PageError: the post has no date, or the pattern asks for what a post does not have.
        """
        fields = self._fields(post)
        categories = texts_of(fields, "categories")[: self.max_categories]
        own = fields.get("slug")
        values = {
            "categories": "/".join(slug(name, self.category_slugs) for name in categories),
            "date": formatted_date(self.date_format, self._date(post)),
            "file": PurePosixPath(post.path).stem,
            "slug": str(own) if own else slug(_title(post, fields), self.title_slugs),
        }
        unknown = [name for name in _PLACEHOLDER.findall(self.url_format) if name not in values]
        if unknown:
            raise PageError(
                post.path,
                1,
                f"post_url_format has {{{unknown[0]}}}; {{date}}, {{slug}}, {{file}} or"
                " {categories} was wanted: correct mkdocs.yml",
            )
        filled = _PLACEHOLDER.sub(lambda found: values[found[1]], self.url_format)
        return posixpath.normpath(
            posixpath.join(self.folder, posixpath.normpath(filled.strip("/")) + ".md")
        )

    def _fields(self, post: PageFile) -> Mapping[str, object]:
        merged: dict[str, object] = {}
        for folder, defaults in self.defaults.items():
            if post.path.startswith(folder):
                merged = _added(merged, defaults)
        return _added(merged, post.fields)

    def _date(self, post: PageFile) -> datetime:
        written = self._fields(post).get("date")
        if isinstance(written, Mapping):
            written = written.get("created")
        date = parse_date(written, None)
        if date is None:
            raise PageError(
                post.path,
                1,
                f"a post of the blog with the date {written!r} found, a date such as 2024-01-31"
                " wanted: add date to its front matter",
            )
        return date


def formatted_date(pattern: str, date: datetime) -> str:
    """Fill in a date pattern as Babel does, in English; letters that mean nothing here stay."""
    pattern = _NAMED_DATES.get(pattern, pattern)

    def part(found: re.Match[str]) -> str:
        if found[1] is not None:
            return found[1] or "'"
        make = _DATE_PARTS.get(found[0])
        return make(date) if make else found[0]

    return _DATE_TOKEN.sub(part, pattern)


def depends_on_language(pattern: str) -> bool:
    """Return whether a date pattern has names of months or days, which languages spell."""
    return pattern in _NAMED_DATES or _WORDS.search(pattern) is not None


def _added(below: Mapping[str, object], above: Mapping[str, object]) -> dict[str, object]:
    """Merge front matter as the meta plugin does: lists are joined, mappings merged."""
    merged = dict(below)
    for key, value in above.items():
        known = merged.get(key)
        if isinstance(known, list) and isinstance(value, list):
            merged[key] = known + value
        elif isinstance(known, Mapping) and isinstance(value, Mapping):
            merged[key] = _added(known, value)
        else:
            merged[key] = value
    return merged


def _title(post: PageFile, fields: Mapping[str, object]) -> str:
    """Return a post's title as MkDocs knows it before the page is rendered."""
    if "title" in fields:
        return text_of(fields, "title", str(fields["title"]))
    first = next((line.strip() for line in post.body.splitlines() if line.strip()), "")
    if first.startswith("# "):
        return first.lstrip("# ")
    name = PurePosixPath(post.path).stem.replace("-", " ").replace("_", " ")
    return name.capitalize() if name.lower() == name else name
