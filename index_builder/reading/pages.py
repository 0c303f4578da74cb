"""Content folder -> pages: every published Markdown file with its text, title and address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from index_builder.generators.addresses import (
    Elsewhere,
    PageFile,
    ServedAsIs,
    Unpublished,
    page_url,
)
from index_builder.generators.front_matter_forms import FrontMatterForms
from index_builder.generators.registry import BY_NAME
from index_builder.generators.syntax.syntax import Syntax
from index_builder.index.errors import PageError, SiteError
from index_builder.index.passage import LeftOut
from index_builder.reading.content_files import (
    FolderWalk,
    find_files,
    printable_path,
    read_bytes,
)
from index_builder.reading.front_matter import FrontMatter, read_front_matter, title_of
from index_builder.reading.ignored_files import ignored_files
from index_builder.reading.included_files import IncludedFile, included_files
from index_builder.reading.site import Site

MAX_PAGE_BYTES = 2_000_000  # the largest page of a real handbook so far has 100,000
_LINE_END = re.compile(rb"\r\n?|\n")
_TEXT_LINE_END = re.compile(r"\r\n?|\n")
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
    fault: PageError | None = None  # of its front matter, which the site publishes it without


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentPages:
    """Everything in a content folder, each part in the order of paths."""

    pages: tuple[Page, ...]
    failures: tuple[PageError, ...]
    left_out: tuple[LeftOut, ...]  # front matter, and files the site does not publish

    @property
    def faults(self) -> tuple[PageError, ...]:
        """What is wrong with the front matter of pages that the site publishes all the same."""
        return tuple(page.fault for page in self.pages if page.fault is not None)


def read_pages(
    site: Site, *, max_bytes: int = MAX_PAGE_BYTES, now: datetime | None = None
) -> ContentPages:
    """Read every page of the site; a failure of one does not stop the others.

    Pages dated later than `now` (by default, the present) are not published yet.

    Raises:
        SiteError: the folder holds no Markdown file the site would publish.
    """
    walk = _walk(site)
    files = {site.above + path: file for path, file in walk.files.items()}
    above = _files_above(site)
    forms = BY_NAME[site.generator].front_matter
    texts = {path: _text(path, file, max_bytes, forms) for path, file in (files | above).items()}
    reading = _Reading(
        site=site,
        paths=frozenset(files | above),
        texts=texts,
        fields={
            path: read.front_matter.fields
            for path, read in texts.items()
            if isinstance(read, _Text)
        },
        now=now or datetime.now(UTC),
    )
    outcomes = [_outcome(reading, path) for path in walk.files]
    pages = [page for page in outcomes if isinstance(page, Page)]
    failures = [error for error in outcomes if isinstance(error, PageError)] + walk.failures
    unpublished = [out for out in outcomes if isinstance(out, LeftOut)] + walk.left_out
    unpublished += site.left_out
    if not pages and not failures:
        raise SiteError(_nothing_found(site.root, unpublished))
    left_out = unpublished + [_front_matter_lines(page) for page in pages if page.body_line > 1]
    return ContentPages(
        pages=tuple(sorted(pages, key=lambda page: page.path)),
        failures=tuple(sorted(failures, key=lambda failure: (failure.path, failure.line))),
        left_out=tuple(sorted(left_out, key=lambda out: (out.path, out.lines))),
    )


def _walk(site: Site) -> FolderWalk:
    """Find the site's page files; those that git ignores are among the left out."""
    ignores = ignored_files(site.root)
    ignored: list[LeftOut] = []

    def hides(path: str, folder: bool) -> bool:
        if site.addresses.hides(site.above + path, folder=folder):
            return True
        if not ignores(path, folder):
            return False
        if not folder and site.addresses.is_page(site.above + path):
            reason = "git ignores it: take it out of .gitignore to index it"
            ignored.append(LeftOut(path=printable_path(path), lines=(1, 1), reason=reason))
        return True

    walk = find_files(
        site.root,
        hides=hides,
        is_page=lambda path: site.addresses.is_page(site.above + path),
    )
    walk.left_out += ignored
    return walk


def _files_above(site: Site) -> dict[str, Path]:
    """Return the page files in the folders above the one that is read, up to the site's pages.

    What they say may decide on the pages below; they are no pages of this content.
    """
    found = {}
    folder, path = site.root, site.above.rstrip("/")
    while path:
        folder, path = folder.parent, path.rpartition("/")[0]
        try:
            names = sorted(file.name for file in folder.iterdir() if file.is_file())
        except OSError:
            continue
        for name in names:
            inner = f"{path}/{name}" if path else name
            if site.addresses.is_page(inner) and not site.addresses.hides(inner, folder=False):
                found[inner] = folder / name
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """The text of one file, and its front matter."""

    text: str
    lines: int
    front_matter: FrontMatter


def _text(path: str, file: Path, max_bytes: int, forms: FrontMatterForms) -> _Text | PageError:
    try:
        data = read_bytes(file, path, max_bytes)
        text = _decoded(path, data)
        front_matter = read_front_matter(path, text, forms)
    except PageError as error:
        return error
    return _Text(text=text, lines=_line_count(data), front_matter=front_matter)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What reading one file of a site requires; paths are from the site's folder of pages."""

    site: Site
    texts: Mapping[str, _Text | PageError]  # of every page file
    now: datetime
    paths: frozenset[str]
    fields: Mapping[str, Mapping[str, object]]


def _outcome(reading: _Reading, path: str) -> Page | LeftOut | PageError:
    """Return what became of one file; a failure is returned, so that the other files are read."""
    site = reading.site
    read = reading.texts[site.above + path]
    reason = site.addresses.withheld(site.above + path, reading.paths)
    if reason is not None:
        lines = read.lines if isinstance(read, _Text) else 1
        return LeftOut(path=path, lines=(1, lines), reason=reason)
    if isinstance(read, PageError):
        return _named(read, path)
    try:
        page = _page(reading, path, read)
    except PageError as error:
        return _named(error, path)
    if isinstance(page, Unpublished):
        return LeftOut(path=path, lines=(1, read.lines), reason=page.reason)
    return page


def _named(error: PageError, path: str) -> PageError:
    """Name the page by its path in the content; address rules know it by that in the site."""
    return PageError(path, error.line, error.reason)


def _page(reading: _Reading, path: str, read: _Text) -> Page | Unpublished:
    site, front_matter = reading.site, read.front_matter
    file = PageFile(
        path=site.above + path,
        fields=front_matter.fields,
        has_front_matter=front_matter.opened,
        is_broken=front_matter.fault is not None,
        paths=reading.paths,
        others=reading.fields,
        body="\n".join(_TEXT_LINE_END.split(read.text)[front_matter.body_line - 1 :]),
    )
    address = site.addresses.address(file, reading.now)
    if isinstance(address, Unpublished):
        return address
    path_there = address if isinstance(address, str) else address.path
    base = address.base if isinstance(address, Elsewhere) else site.base_url
    try:
        url = page_url(base, path_there)
    except UnicodeEncodeError as error:  # YAML can write half a surrogate pair
        reason = "the address has a character no URL can hold: change it"
        raise PageError(path, 1, reason) from error
    return Page(
        path=path,
        text=read.text,
        body_line=front_matter.body_line,
        title=title_of(front_matter.fields),
        url=url,
        syntax=site.syntax,
        included=included_files(site.syntax, read.text, MAX_PAGE_BYTES),
        rendered=not isinstance(address, ServedAsIs),
        front_matter=MappingProxyType(dict(front_matter.fields)),
        fault=_named(front_matter.fault, path) if front_matter.fault else None,
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
