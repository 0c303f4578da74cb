"""Jekyll's permalink templates: what each placeholder means, and how a path is made.

Source of the rules: "Permalinks" of the Jekyll documentation; url.rb, drops/url_drop.rb, page.rb
and document.rb of Jekyll 4.3.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

STYLES = {
    "none": "/:categories/:title:output_ext",
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
}
_PLACEHOLDER = re.compile(r":([a-z_]+)")
_PRETTY = "._~!$&'()+,;=@"  # kept by :title besides letters, marks and digits
_DATE_NAME = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})-([^/]*)")


class UnknownPlaceholder(Exception):
    """Raised when a template names a placeholder Jekyll does not have; its text is the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionPage:
    """What the placeholders of a post or of a collection's page are made from."""

    collection: str
    relative: str  # below the collection's folder: "sub/a.md"
    slug: str | None
    categories: tuple[str, ...]
    date: datetime | None

    @property
    def stem(self) -> str:
        """The file name without its last suffix."""
        return PurePosixPath(self.relative).stem


def date_and_slug(stem: str) -> tuple[str | None, str]:
    """Split `2020-01-31-name` into its date and `name`; other stems have no date."""
    found = _DATE_NAME.fullmatch(stem)
    return (found[1], found[2].rstrip(".")) if found else (None, stem.rstrip("."))


def with_suffix(template: str, style: str) -> str:
    """End a template as the site's permalink style ends: a slash, the suffix, or nothing."""
    if style == "pretty" or (style not in STYLES and style.endswith("/")):
        return template + "/"
    if style in ("date", "ordinal", "none") or style.endswith(":output_ext"):
        return template + ":output_ext"
    return template


def page_path(path: str, style: str, permalink: str | None) -> str:
    """Return the decoded address path of an ordinary page."""
    file = PurePosixPath(path)
    folder = "" if len(file.parts) == 1 else str(file.parent)
    name = file.stem.rstrip(".")
    if permalink is None:
        index = name == "index"
        permalink = "/:path/" if index else with_suffix("/:path/:basename", style)
    for placeholder, value in (("path", folder), ("basename", name), ("output_ext", ".html")):
        permalink = permalink.replace(f":{placeholder}", quote(value))
    return _sanitized(permalink)


def document_path(template: str, document: CollectionPage) -> str:
    """Return the decoded address path of a post or a collection's page.

    Raises:
        UnknownPlaceholder: Jekyll stops with an error on this template.
    """
    values = _values(document)
    return _sanitized(_PLACEHOLDER.sub(lambda found: _filled(found[1], values), template))


def slugified(text: str, *, keep: str = "", cased: bool = False) -> str:
    """Turn each run of characters other than letters, marks, digits and `keep` into a hyphen."""
    runs = groupby(text, key=lambda char: _in_slug(char, keep))
    slug = "".join("".join(run) if kept else "-" for kept, run in runs)
    slug = slug.removeprefix("-").removesuffix("-")
    return slug if cased else slug.lower()


def _in_slug(char: str, keep: str) -> bool:
    return char in keep or unicodedata.category(char)[0] in "LM" or char.isdecimal()


def _filled(name: str, values: Mapping[str, str | None]) -> str:
    for known in (name, name.removesuffix("_")):
        if known in values:
            value = values[known]
            if value is None:
                raise UnknownPlaceholder(f":{known} without a date")
            return quote(value) + "_" * (known != name)
    raise UnknownPlaceholder(f":{name}")


def _values(document: CollectionPage) -> dict[str, str | None]:
    slug = document.slug if document.slug is not None else document.stem
    relative = PurePosixPath(document.relative)
    return {
        "collection": document.collection,
        "path": "/" + str(relative.with_suffix("")).rstrip("."),
        "output_ext": ".html",
        "name": slugified(document.stem),
        "title": slugified(slug, keep=_PRETTY, cased=True),
        "slug": slugified(slug),
        "categories": "/".join(_unique(name.lower() for name in document.categories)),
        "slugified_categories": "/".join(_unique(map(slugified, document.categories))),
        **_date_values(document.date),
    }


def _date_values(date: datetime | None) -> dict[str, str | None]:
    formats = {
        "year": "%Y", "month": "%m", "day": "%d", "hour": "%H", "minute": "%M", "second": "%S",
        "short_month": "%b", "long_month": "%B", "short_year": "%y", "w_year": "%G",
        "week": "%V", "w_day": "%u", "short_day": "%a", "long_day": "%A", "y_day": "%j",
    }  # fmt: skip
    values = {name: date.strftime(form) if date else None for name, form in formats.items()}
    unpadded = {"i_day": str(date.day), "i_month": str(date.month)} if date else {}
    return values | {"i_day": None, "i_month": None} | unpadded


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _sanitized(path: str) -> str:
    """Decode a filled template and drop the steps upwards, as Jekyll does before it writes."""
    flat = f"/{path}".replace("..", "/").replace("./", "")
    return unquote(re.sub("/+", "/", flat))
