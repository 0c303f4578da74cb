"""Hugo: published files and addresses, as versions 0.111 and 0.168 build them.

Source of the rules: "URL management", "Page bundles" and "Front matter" of the Hugo documentation,
checked against what the programs build. Version 0.123 changed how paths become addresses.
"""

import posixpath
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from index_builder.generators.addresses import NEVER_CONTENT, Elsewhere, PageFile, Unpublished
from index_builder.generators.hugo.cascade import CascadedPage, inherited
from index_builder.generators.hugo.configuration import lower_keys
from index_builder.generators.hugo.content_folders import ContentFolders, PagePlace
from index_builder.generators.hugo.permalinks import TokenValues, UnknownToken, filled
from index_builder.generators.hugo.publication import Publication
from index_builder.generators.settings_files.settings_file import Settings
from index_builder.index.errors import PageError

SUFFIXES = (".markdown", ".mdown", ".md")
_KEPT = "./\\_#+~-@"  # besides letters, digits and marks
_ESCAPED = re.compile("%[0-9A-Fa-f]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class HugoAddresses:
    """One Hugo site's rules."""

    ugly: bool | Mapping[str, object] = False  # for all, or by section
    permalinks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Templates by kind and section: {"page": {"posts": "/:year/:slug/"}, "section": {…}}."""
    language_permalinks: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    keep_case: bool = False
    drop_accents: bool = False
    folders: ContentFolders = field(default_factory=ContentFolders)
    publication: Publication = field(default_factory=Publication)
    ignored: tuple[re.Pattern[str], ...] = ()  # ignoreFiles
    real_folder: str = ""  # the folder of pages in the file system, for `ignored`
    cascades: tuple[object, ...] = ()  # of the site's settings
    taxonomies: frozenset[str] = frozenset({"tags", "categories"})  # their top folders
    reworked: bool = True  # paths become addresses as since version 0.123
    section_slugs: bool = True  # a section's slug is part of the addresses of all its pages

    def hides(self, path: str, *, folder: bool) -> bool:
        """Pass over dot names, editors' backups, installed packages, and what is not mounted."""
        name = PurePosixPath(path).name
        if name.startswith((".", "#")) or name.endswith("~") or (folder and name in NEVER_CONTENT):
            return True
        return self.folders.hides(path, folder=folder)

    def is_page(self, path: str) -> bool:
        """Take the suffixes Hugo reads as Markdown."""
        return path.lower().endswith(SUFFIXES)

    def withheld(self, path: str, pages: frozenset[str]) -> str | None:
        """Say which page a file is a resource of, or which setting keeps it out."""
        place = self.folders.place(path)
        if place is None:
            return "module.mounts in Hugo's settings leaves it out: add it there to publish it"
        if any(pattern.search(f"{self.real_folder}/{path}") for pattern in self.ignored):
            return "ignoreFiles in Hugo's settings leaves it out: take it out to publish it"
        if self.folders.of(place.language).disabled:
            return f"the language {place.language} is switched off in Hugo's settings"
        for folder in PurePosixPath(path).parents:
            for index in self._bundles(folder):
                if index in pages and index != path and not _is_translation(index, path):
                    return f"part of the page {index}: Hugo gives it no address of its own"
        return None

    def _bundles(self, folder: PurePosixPath) -> Iterator[str]:
        codes = ("", *(f".{code}" for code in (*self.folders.languages, self.folders.default)))
        return (str(folder / f"index{code}{suffix}") for code in codes for suffix in SUFFIXES)

    def address(self, source: PageFile, now: datetime) -> str | Elsewhere | Unpublished:
        """Return the front matter's url, else what slug, permalinks and the path make."""
        place = self.folders.place(source.path) or PagePlace(
            path=source.path, language=self.folders.default, above="", suffixed=False
        )
        kind = self._kind(place.path)
        fields = self._fields(source, place, kind)
        reason = self.publication.held_back(fields, place.path, kind, now)
        if reason:
            return Unpublished(reason=reason)
        language = self.folders.of(place.language)
        whole = PageFile(
            path=source.path, fields=fields, has_front_matter=True, paths=source.paths,
            others=source.others,
        )  # fmt: skip
        path = self._path(whole, place, kind, language.prefix)
        return path if language.base is None else Elsewhere(base=language.base, path=path)

    def _kind(self, path: str) -> str:
        """Return a page's kind: "page", or what it lists."""
        if path == "_index":
            return "home"
        if not path.endswith("/_index"):
            return "page"
        top, _, below = path.removesuffix("/_index").lower().partition("/")
        if top in self.taxonomies:
            return "term" if below else "taxonomy"
        return "section"

    def _path(self, page: PageFile, place: PagePlace, kind: str, prefix: str) -> str:
        asked = page.text("url")
        if asked is not None:
            filled_in = self._tokens(asked, page, place) if self.reworked else asked
            start = "" if asked.startswith("/") else prefix
            return start + self._asked(page.path, kind, filled_in)
        if kind == "home":
            ugly_home = self.ugly is True and self.reworked
            return f"{prefix}/index.html" if ugly_home else f"{prefix}/"
        template = self._template(place, kind)
        path = self._from_template(template, page, place) if template else ""
        return prefix + self._shaped(path or self._from_path(page, place, kind), place, kind)

    def _fields(self, source: PageFile, place: PagePlace, kind: str) -> dict[str, object]:
        """Return a page's front matter with what it inherits, keys in lower case."""
        own = lower_keys(source.fields)
        page = CascadedPage(
            path=self._target_path(source, place), kind=kind, language=place.language
        )
        passed_on = inherited(self._cascades(source, place, own), page)
        fields = {**passed_on, **own}
        if not self.reworked and passed_on.get("draft") is True:
            fields["draft"] = True  # older versions let a page's own `draft: false` count for less
        return fields

    def _target_path(self, source: PageFile, place: PagePlace) -> str:
        """Return the path by which targets of `cascade` know a page."""
        if not self.reworked:
            return f"/{place.path}{PurePosixPath(source.path).suffix}"
        if place.path in ("_index", "index"):
            return "/"
        return "/" + _bare(place.path).lower().replace(" ", "-")

    def _cascades(self, source: PageFile, place: PagePlace, own: Settings) -> Iterator[object]:
        yield own.get("cascade")
        for folder in PurePosixPath(source.path).parents:
            names = self._section_files("" if str(folder) == "." else str(folder), place)
            section = next((name for name in names if name in source.others), None)
            if section not in (None, source.path):
                yield lower_keys(source.others[section or ""]).get("cascade")
        yield from self.cascades

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

    def _asked(self, path: str, kind: str, asked: str) -> str:
        if asked.startswith(("http:", "https:")):
            raise PageError(path, 1, f"url: {asked} found, a path wanted: leave the host out")
        end = "/" if asked.endswith("/") or not PurePosixPath(asked).suffix else ""
        made = (posixpath.normpath("/" + asked).lstrip("/") + end).lstrip("/")
        return "/" + (self.urlized(made) if kind != "page" and not self.reworked else made)

    def _from_path(self, page: PageFile, place: PagePlace, kind: str) -> str:
        folder, _, name = place.path.rpartition("/")
        if name in ("index", "_index"):
            folder, _, name = folder.rpartition("/")
        slug = page.text("slug") if kind == "page" or self.section_slugs else None
        above = folder.split("/") if folder else []
        if self.section_slugs:
            above = [self._section_slug(above[: at + 1], page, place) for at in range(len(above))]
        shown = "/".join(self._spaced(part) for part in above)
        if slug:
            return f"/{shown}/{slug.strip() if self.reworked else slug}"
        return f"/{shown}/{self._spaced(name)}"

    def _spaced(self, path: str) -> str:
        """Make each space of a path a hyphen, as newer versions do before anything else."""
        if not self.reworked:
            return path
        if self.keep_case:
            return "/".join(name.strip() for name in path.split("/"))
        return path.replace(" ", "-")

    def _template(self, place: PagePlace, kind: str) -> str | None:
        parts = _bare(place.path).split("/")
        folders = parts[:-1] if kind == "page" else parts
        if not folders:
            sections = ["/", ""]
        elif self.reworked:  # the nearest section that has a template
            ends = range(len(folders), 0, -1)
            sections = ["/".join(folders[:end]).lower() for end in ends]
        else:
            sections = folders[:1]
        own = self.language_permalinks.get(place.language, {}).get(kind, {})
        for templates in (own, self.permalinks.get(kind, {})):
            for section in sections:
                if section in templates:
                    return templates[section]
        return None

    def _tokens(self, template: str, page: PageFile, place: PagePlace) -> str:
        """Fill in a template as it is.

        Raises:
            PageError: it has a token that Hugo refuses.
        """
        return "".join(self._pieces(template, page, place))

    def _pieces(self, template: str, page: PageFile, place: PagePlace) -> list[str]:
        parts = _bare(place.path).split("/")
        folders = parts[:-1] if self._kind(place.path) == "page" else parts
        kept = _sections(folders, place.above, page.paths)
        slug = page.text("slug") or self.publication.named_slug(place.path)
        values = TokenValues(
            sections=tuple(folders[at] for at in kept),
            section_slugs=tuple(self._section_slug(folders[: at + 1], page, place) for at in kept),
            title=page.text("title") or "",
            slug=slug,
            name=parts[-1],
            date=self.publication.date("date", page.fields, place.path),
        )
        try:
            pieces = filled(template, values)
        except UnknownToken as error:
            raise PageError(
                page.path, 1, f"permalinks has {error} in {template!r}: use another token"
            ) from error
        return [self.urlized(piece) if at % 2 else piece for at, piece in enumerate(pieces)]

    def _section_slug(self, folders: list[str], page: PageFile, place: PagePlace) -> str:
        """Return the slug of the section in a folder, else the folder's name."""
        section = page.others.get(self._section_page(folders, page, place) or "", {})
        slug = lower_keys(section).get("slug")
        return str(slug) if slug else folders[-1]

    def _section_page(self, folders: list[str], page: PageFile, place: PagePlace) -> str | None:
        files = self._section_files("/".join(filter(None, (place.above, *folders))), place)
        return next((file for file in files if file in page.others), None)

    def _section_files(self, folder: str, place: PagePlace) -> list[str]:
        """Return what the file of a folder's section may be called, in a page's own language.

        A section that is not translated passes nothing on to the pages of that language.
        """
        ends = [f".{place.language}"] if place.suffixed else ["", f".{place.language}"]
        if place.suffixed and place.language == self.folders.default:
            ends.append("")
        start = f"{folder}/" if folder else ""
        return [f"{start}_index{end}{suffix}" for end in ends for suffix in SUFFIXES]

    def _from_template(self, template: str, page: PageFile, place: PagePlace) -> str:
        return posixpath.normpath("/" + self._tokens(template, page, place).strip("/"))

    def _shaped(self, path: str, place: PagePlace, kind: str) -> str:
        """End a path as the site's addresses end."""
        section = place.path.split("/", 1)[0]
        ugly = self.ugly if isinstance(self.ugly, bool) else self.ugly.get(section) is True
        as_folder = kind != "page" and self.reworked
        end = ("/index.html" if as_folder else ".html") if ugly else "/"
        return (
            "/"
            + posixpath.normpath("/" + self.urlized(path.rstrip("/") + end)).lstrip("/")
            + ("" if ugly else "/")
        )


def language_prefix(code: str, default: str, *, in_subfolder: bool) -> str:
    """Return what addresses of a language start with."""
    return "" if code == default and not in_subfolder else f"/{code}"


def _bare(path: str) -> str:
    """Return a page's path without the name of a bundle's or a section's file."""
    return path.removesuffix("/_index").removesuffix("/index")


def _is_translation(index: str, path: str) -> bool:
    """Return whether two files are the same bundle's page in two languages."""
    one, other = PurePosixPath(index), PurePosixPath(path)
    return one.parent == other.parent and other.name.split(".")[0] == "index"


def _sections(folders: list[str], above: str, paths: frozenset[str]) -> list[int]:
    """Return which folders are sections: the top one, and those with an `_index.md`."""
    kept = []
    for depth in range(1, len(folders) + 1):
        index = "/".join(filter(None, (above, *folders[:depth]))) + "/_index"
        if depth == 1 or any(index + suffix in paths for suffix in SUFFIXES):
            kept.append(depth - 1)
    return kept


def _in_address(char: str, ahead: str) -> bool:
    kept = char in _KEPT or unicodedata.category(char)[0] in "LM" or char.isdecimal()
    return kept or _ESCAPED.match(ahead) is not None


def _without_accents(text: str) -> str:
    parts = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))
