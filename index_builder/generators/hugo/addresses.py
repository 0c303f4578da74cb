"""Hugo: settings, published files and addresses, as version 0.111 builds them.

Source of the rules: "URL management", "Page bundles" and "Front matter" of the Hugo documentation,
checked against what the program builds.
"""

import posixpath
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from index_builder.generators.addresses import NEVER_CONTENT, PageFile, Unpublished
from index_builder.generators.settings_files.dates import parse_date
from index_builder.generators.settings_files.settings_file import Settings, section_of, text_of
from index_builder.index.errors import PageError

FILES = tuple(
    f"{folder}{name}.{end}"
    for folder in ("", "config/_default/")
    for name in ("hugo", "config")
    for end in ("toml", "yaml", "yml")
)
_SUFFIXES = (".markdown", ".mdown", ".md")
_KEPT = "./\\_#+~-@"  # besides letters, digits and marks
_ESCAPED = re.compile("%[0-9A-Fa-f]{2}")
_TOKEN = re.compile(r":([a-z]+)")
_DATES = {
    "year": "%Y", "month": "%m", "monthname": "%B", "day": "%d",
    "weekday": "%w", "weekdayname": "%A", "yearday": "%j",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HugoAddresses:
    """One Hugo site's rules."""

    ugly: bool | Mapping[str, object] = False  # for all, or by section
    permalinks: Mapping[str, str] = field(default_factory=dict)  # section -> template
    keep_case: bool = False
    drop_accents: bool = False
    language: str = "en"
    languages: tuple[str, ...] = ()  # besides the default one
    in_subfolder: bool = False  # the default language has its code in addresses too
    drafts: bool = False
    future: bool = False
    expired: bool = False

    def hides(self, path: str, *, folder: bool) -> bool:
        """Pass over dot names, editors' backups and installed packages."""
        name = PurePosixPath(path).name
        return (
            name.startswith((".", "#")) or name.endswith("~") or (folder and name in NEVER_CONTENT)
        )

    def is_page(self, path: str) -> bool:
        """Take the suffixes Hugo reads as Markdown."""
        return path.lower().endswith(_SUFFIXES)

    def withheld(self, path: str, pages: frozenset[str]) -> str | None:
        """Say which page a file is a resource of: the `index.md` of a folder it is in."""
        for folder in PurePosixPath(path).parents:
            for suffix in _SUFFIXES:
                index = str(folder / f"index{suffix}")
                if index in pages and index != path:
                    return f"part of the page {index}: Hugo gives it no address of its own"
        return None

    def address(self, source: PageFile, now: datetime) -> str | Unpublished:
        """Return the front matter's url, else what slug, permalinks and the path make."""
        reason = self._held_back(source, now)
        if reason:
            return Unpublished(reason=reason)
        stem, language = self._language_of(source.path)
        prefix = f"/{language}" if language else ""
        asked = source.text("url")
        if asked is not None:
            return ("" if asked.startswith("/") else prefix) + self._asked(source.path, asked)
        folder, _, name = stem.rpartition("/")
        if name == "_index":
            return prefix + self._shaped(f"/{folder}", stem)
        template = self.permalinks.get(stem.split("/", 1)[0]) if folder else None
        path = self._from_template(template, source, stem) if template else ""
        return prefix + self._shaped(path or self._from_path(source, stem), stem)

    def urlized(self, text: str) -> str:
        """Lower the case, make spaces hyphens, keep only letters, digits, marks and `./_#+~-@`."""
        plain = _without_accents(text) if self.drop_accents else text
        made = ""
        gap = False
        for at, char in enumerate(plain):
            if _in_address(char, plain[at : at + 3]):
                made += "-" * (gap and char != "-") + char
                gap = False
            elif made and not made.endswith("-") and char.isspace():
                gap = True
        return made if self.keep_case else "".join(char.lower()[:1] for char in made)

    def _held_back(self, source: PageFile, now: datetime) -> str | None:
        fields = {key.lower(): value for key, value in source.fields.items()}
        if fields.get("draft") is True and not self.drafts:
            return "a draft: set draft: false in its front matter to publish it"
        starts = parse_date(fields.get("publishdate") or fields.get("date"), None)
        if starts and starts > now and not self.future:
            return f"dated {starts:%Y-%m-%d}: published on that day"
        ends = parse_date(fields.get("expirydate"), None)
        if ends and ends <= now and not self.expired:
            return f"expired on {ends:%Y-%m-%d}: correct expiryDate to publish it"
        build = section_of(fields, "build") or section_of(fields, "_build")
        if str(build.get("render", "always")).lower() in ("never", "false", "link"):
            return "its build settings say not to render it: remove them to publish it"
        return None

    def _language_of(self, path: str) -> tuple[str, str]:
        """Return the path without suffixes, and the language its address starts with."""
        stem = str(PurePosixPath(path).with_suffix(""))
        ending = PurePosixPath(stem).suffix.removeprefix(".").lower()
        known = ending in self.languages or ending == self.language
        bare = stem[: -len(ending) - 1] if known else stem
        shown = ending if ending in self.languages else ""
        return bare, shown or (self.language if self.in_subfolder else "")

    def _asked(self, path: str, asked: str) -> str:
        if asked.startswith(("http:", "https:")):
            raise PageError(path, 1, f"url: {asked} found, a path wanted: leave the host out")
        end = "/" if asked.endswith("/") or not PurePosixPath(asked).suffix else ""
        made = (posixpath.normpath("/" + asked).lstrip("/") + end).lstrip("/")
        listing = PurePosixPath(path).name.startswith("_index.")
        return "/" + (self.urlized(made) if listing else made)

    def _from_path(self, source: PageFile, stem: str) -> str:
        folder, _, name = stem.rpartition("/")
        if name == "index":
            folder, _, name = folder.rpartition("/")
        slug = source.text("slug")
        return f"/{folder}/{slug or name}"

    def _from_template(self, template: str, source: PageFile, stem: str) -> str:
        parts = stem.removesuffix("/index").split("/")
        title, slug = source.text("title") or "", source.text("slug")
        date = parse_date(source.fields.get("date"), None)
        values = {
            "section": parts[0],
            "sections": "/".join(_sections(parts[:-1], source.paths)),
            "title": title,
            "slug": slug or title,
            "filename": parts[-1],
            "contentbasename": parts[-1],
            "slugorfilename": slug or parts[-1],
            "slugorcontentbasename": slug or parts[-1],
        } | {name: date.strftime(form) if date else "" for name, form in _DATES.items()}
        unknown = [name for name in _TOKEN.findall(template) if name not in values]
        if unknown:
            raise PageError(
                source.path, 1, f"permalinks has :{unknown[0]} in {template!r}: use another token"
            )
        filled = _TOKEN.sub(lambda found: self.urlized(values[found[1]]), template)
        return posixpath.normpath("/" + filled.strip("/"))

    def _shaped(self, path: str, stem: str) -> str:
        """End a path as the site's addresses end."""
        section = stem.split("/", 1)[0]
        ugly = self.ugly if isinstance(self.ugly, bool) else self.ugly.get(section) is True
        home = not path.strip("/")
        made = self.urlized(path.rstrip("/") + (".html" if ugly and not home else "/"))
        flat = "/" + posixpath.normpath("/" + made).lstrip("/")
        return flat if ugly or flat == "/" else f"{flat}/"


def hugo_addresses(settings: Settings) -> HugoAddresses:
    """Take the settings that decide on pages and addresses; Hugo reads keys in any case."""
    keys = {key.lower(): value for key, value in settings.items()}
    ugly = keys.get("uglyurls")
    pages = section_of(keys, "permalinks")
    by_section = {**pages, **section_of(pages, "page")}
    language = text_of(keys, "defaultcontentlanguage", "en").lower()
    others = (name.lower() for name in section_of(keys, "languages"))
    return HugoAddresses(
        ugly=ugly if isinstance(ugly, Mapping) else ugly is True,
        permalinks={key: value for key, value in by_section.items() if isinstance(value, str)},
        keep_case=keys.get("disablepathtolower") is True,
        drop_accents=keys.get("removepathaccents") is True,
        language=language,
        languages=tuple(name for name in others if name != language),
        in_subfolder=keys.get("defaultcontentlanguageinsubdir") is True,
        drafts=keys.get("builddrafts") is True,
        future=keys.get("buildfuture") is True,
        expired=keys.get("buildexpired") is True,
    )


def _sections(folders: list[str], paths: frozenset[str]) -> list[str]:
    """Keep the folders that are sections: the top one, and those with an `_index.md`."""
    kept = []
    for depth in range(1, len(folders) + 1):
        index = "/".join(folders[:depth]) + "/_index"
        if depth == 1 or any(index + suffix in paths for suffix in _SUFFIXES):
            kept.append(folders[depth - 1])
    return kept


def _in_address(char: str, ahead: str) -> bool:
    kept = char in _KEPT or unicodedata.category(char)[0] in "LM" or char.isdecimal()
    return kept or _ESCAPED.match(ahead) is not None


def _without_accents(text: str) -> str:
    parts = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))
