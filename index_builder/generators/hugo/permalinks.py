"""Hugo's permalink templates: what each token means.

Source of the rules: "Permalinks" in "URL management" of the Hugo documentation, and
resources/page/permalinks.go of 0.168.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from index_builder.generators.settings_files.settings_file import Settings, section_of

_TOKEN = re.compile(r":([A-Za-z0-9]+)(\[[^\]]*\])?")
_DATES: Mapping[str, Callable[[datetime], str]] = {
    "year": lambda date: str(date.year),
    "month": lambda date: f"{date:%m}",
    "monthname": lambda date: f"{date:%B}",
    "day": lambda date: f"{date:%d}",
    "weekday": lambda date: f"{date:%w}",
    "weekdayname": lambda date: f"{date:%A}",
    "yearday": lambda date: str(date.timetuple().tm_yday),
    "2006": lambda date: f"{date.year:04}",
    "06": lambda date: f"{date.year % 100:02}",
    "01": lambda date: f"{date:%m}",
    "02": lambda date: f"{date:%d}",
    "Jan": lambda date: f"{date:%b}",
    "January": lambda date: f"{date:%B}",
    "Mon": lambda date: f"{date:%a}",
    "Monday": lambda date: f"{date:%A}",
}
_NO_DATE = datetime(1, 1, 1, tzinfo=UTC)  # what Hugo takes for a page without a date


KINDS = ("page", "section", "taxonomy", "term")  # those that may have templates


class UnknownToken(Exception):
    """Raised when a template has a token that Hugo does not know; its text is the token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenValues:
    """What the tokens of a page's template are made from."""

    sections: tuple[str, ...]
    section_slugs: tuple[str, ...]
    title: str
    slug: str | None
    name: str  # the file's or the bundle's
    date: datetime | None


def filled(template: str, values: TokenValues) -> list[str]:
    """Return a template's pieces: text, then a token's value, then text, and so on.

    Raises:
        UnknownToken: there is a token that Hugo refuses.
    """
    pieces = []
    end = 0
    for found in _TOKEN.finditer(template):
        pieces += [template[end : found.start()], _value(found[1], found[2], values)]
        end = found.end()
    return [*pieces, template[end:]]


def templates_of(settings: Settings) -> dict[str, dict[str, str]]:
    """Return `permalinks` by kind and section; without a kind they are those of pages."""
    written = section_of(settings, "permalinks")
    plain = {key: value for key, value in written.items() if isinstance(value, str)}
    by_kind = {
        kind: {
            key: value for key, value in section_of(written, kind).items() if isinstance(value, str)
        }
        for kind in KINDS
    }
    return {**by_kind, "page": {**plain, **by_kind["page"]}}


def _value(token: str, cut: str | None, values: TokenValues) -> str:
    lists = {"sections": values.sections, "sectionslugs": values.section_slugs}
    if token in lists:
        return "/".join(_cut(lists[token], cut) if cut else lists[token])
    if token in _DATES:
        return _DATES[token](values.date or _NO_DATE)
    texts: Mapping[str, str] = {
        "section": "".join(values.sections[:1]),
        "sectionslug": "".join(values.section_slugs[:1]),
        "title": values.title,
        "slug": values.slug or values.title,
        "filename": values.name,
        "contentbasename": values.name,
        "slugorfilename": values.slug or values.name,
        "slugorcontentbasename": values.slug or values.name,
    }
    if token not in texts:
        raise UnknownToken(f":{token}")
    return texts[token]


def _cut(parts: Sequence[str], cut: str) -> Sequence[str]:
    """Return some of the sections: `[1]`, `[last]`, `[1:]`, `[:last]`."""
    low, colon, high = cut[1:-1].lower().partition(":")
    first = _index(low, parts, 0)
    if not colon:
        return parts[first : first + 1]
    return parts[first : _index(high, parts, len(parts))]


def _index(written: str, parts: Sequence[str], default: int) -> int:
    if written == "last":
        return max(0, len(parts) - 1)
    return int(written) if written.isdecimal() else default
