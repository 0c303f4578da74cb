"""Content folder -> pages: every published Markdown file with its text, title and address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from index_builder.generators.addresses import PageFile, ServedAsIs, Unpublished, page_url
from index_builder.generators.registry import BY_NAME
from index_builder.generators.syntax.syntax import Syntax
from index_builder.index.errors import PageError, SiteError
from index_builder.index.passage import LeftOut
from index_builder.reading.content_files import find_files, read_bytes
from index_builder.reading.front_matter import read_front_matter, title_of
from index_builder.reading.included_files import IncludedFile, included_files
from index_builder.reading.site import Site

MAX_PAGE_BYTES = 2_000_000  # the largest page of a real handbook so far has 100,000
_LINE_END = re.compile(rb"\r\n?|\n")
_OTHER_ENCODINGS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One published Markdown file."""

    path: str  # relative to the content folder, "/" between folders
    text: str  # the whole file: a byte order mark is a character, line ends stay as they are
    body_line: int  # 1-based; the first line after the front matter
    title: str | None  # the front matter's, as plain text
    url: str  # absolute if the site's base address is, else from the host's root
    front_matter: Mapping[str, object] = field(default_factory=dict)
    syntax: Syntax = field(default_factory=Syntax)  # which Markdown it is written in
    included: tuple[IncludedFile, ...] = ()  # files whose text stands in place of its lines
    rendered: bool = True  # False: the site serves the Markdown as it is, so it has no anchors


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentPages:
    """Everything in a content folder, each part in the order of paths."""

    pages: tuple[Page, ...]
    failures: tuple[PageError, ...]
    left_out: tuple[LeftOut, ...]  # front matter, and files the site does not publish


def read_pages(
    site: Site, *, max_bytes: int = MAX_PAGE_BYTES, now: datetime | None = None
) -> ContentPages:
    """Read every page of the site; a failure of one does not stop the others.

    Pages dated later than `now` (by default, the present) are not published yet.

    Raises:
        SiteError: the folder holds no Markdown file the site would publish.
    """
    walk = find_files(
        site.root,
        hides=lambda path, folder: site.addresses.hides(site.above + path, folder=folder),
        is_page=lambda path: site.addresses.is_page(site.above + path),
    )
    paths = frozenset(site.above + path for path in walk.files)
    reading = _Reading(site=site, paths=paths, max_bytes=max_bytes, now=now or datetime.now(UTC))
    outcomes = [_outcome(reading, path, file) for path, file in walk.files.items()]
    pages = [page for page in outcomes if isinstance(page, Page)]
    failures = [error for error in outcomes if isinstance(error, PageError)] + walk.failures
    unpublished = [out for out in outcomes if isinstance(out, LeftOut)] + walk.left_out
    if not pages and not failures:
        raise SiteError(_nothing_found(site.root, unpublished))
    left_out = unpublished + [_front_matter_lines(page) for page in pages if page.body_line > 1]
    return ContentPages(
        pages=tuple(sorted(pages, key=lambda page: page.path)),
        failures=tuple(sorted(failures, key=lambda failure: (failure.path, failure.line))),
        left_out=tuple(sorted(left_out, key=lambda out: (out.path, out.lines))),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What reading one file of a site requires."""

    site: Site
    paths: frozenset[str]  # every page file's, from the site's folder of pages
    max_bytes: int
    now: datetime


def _outcome(reading: _Reading, path: str, file: Path) -> Page | LeftOut | PageError:
    """Return what became of one file; a failure is returned, so that the other files are read."""
    reason = reading.site.addresses.withheld(reading.site.above + path, reading.paths)
    if reason is not None:
        return LeftOut(path=path, lines=_lines_of(file, reading.max_bytes), reason=reason)
    try:
        data = read_bytes(file, path, reading.max_bytes)
        page = _page(reading, path, _decoded(path, data))
    except PageError as error:
        # Address rules know a page by its path in the site's folder of pages.
        return PageError(path, error.line, error.reason)
    if isinstance(page, Unpublished):
        return LeftOut(path=path, lines=(1, _line_count(data)), reason=page.reason)
    return page


def _page(reading: _Reading, path: str, text: str) -> Page | Unpublished:
    site = reading.site
    generator = BY_NAME[site.generator]
    front_matter = read_front_matter(
        path, text, toml=generator.toml_front_matter, plain=generator.plain_front_matter
    )
    file = PageFile(
        path=site.above + path,
        fields=front_matter.fields,
        has_front_matter=front_matter.opened,
        paths=reading.paths,
    )
    address = site.addresses.address(file, reading.now)
    if isinstance(address, Unpublished):
        return address
    address_path = address.path if isinstance(address, ServedAsIs) else address
    try:
        url = page_url(site.base_url, address_path)
    except UnicodeEncodeError as error:  # YAML can write half a surrogate pair
        reason = "the address has a character no URL can hold: change it"
        raise PageError(path, 1, reason) from error
    return Page(
        path=path,
        text=text,
        body_line=front_matter.body_line,
        title=title_of(front_matter.fields),
        url=url,
        syntax=site.syntax,
        included=included_files(site.syntax, text, reading.max_bytes),
        rendered=not isinstance(address, ServedAsIs),
        front_matter=MappingProxyType(dict(front_matter.fields)),
    )


def _decoded(path: str, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        encoding = _OTHER_ENCODINGS.get(data[:2], f"the byte 0x{data[error.start]:02x}")
        line = _line_count(data[: error.start] + b".")
        raise PageError(path, line, f"{encoding} found, UTF-8 wanted: save it as UTF-8") from error


def _front_matter_lines(page: Page) -> LeftOut:
    return LeftOut(path=page.path, lines=(1, page.body_line - 1), reason="front matter")


def _lines_of(file: Path, max_bytes: int) -> tuple[int, int]:
    """Return the lines of a file that is not a page; an unreadable one counts as one line."""
    try:
        return (1, _line_count(read_bytes(file, file.name, max_bytes)))
    except PageError:
        return (1, 1)


def _line_count(data: bytes) -> int:
    ends = len(_LINE_END.findall(data))
    return max(1, ends + (not data.endswith((b"\n", b"\r"))))


def _nothing_found(root: Path, left_out: list[LeftOut]) -> str:
    if not left_out:
        return f"{root} holds no Markdown page: add one (.md), or name another folder"
    first = min(left_out, key=lambda out: out.path)
    return (
        f"{root} holds {len(left_out)} Markdown files and publishes none of them"
        f" ({first.path}: {first.reason})"
    )
