"""A link's target -> what it opens: a page, a file, nothing, something elsewhere, or unknown."""

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from glob import escape
from typing import Literal
from urllib.parse import quote, unquote

from index_builder.linting.addressing import SiteBase, address_key, split_address
from index_builder.linting.linted_folder import LintedFolder
from index_builder.linting.linted_page import LintedPage
from index_builder.linting.title_words import file_name_words, title_words
from index_builder.splitting.templates import MASK

Kind = Literal["page", "file", "nothing", "elsewhere", "unknown"]

_MARKDOWN = (".md", ".markdown", ".mdown", ".mdx", ".mkd", ".mkdn", ".mkdown")
_HTML = (".html", ".htm")
_ALIASES = ("@", "~")  # what a bundler puts in place of a folder, as in @site/static/a.png
_MASKS = (MASK, quote(MASK))
# Pages that generators and their plugins make without a file.
_MADE = ("tags", "categories", "tag", "category", "feed", "page", "search", "sitemap", "404")
_OTHER_ADDRESSES = ("redirect_from", "aliases", "redirects")  # front matter with further addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTarget:
    """What a target opens."""

    kind: Kind
    page: LintedPage | None = None
    fragment: str = ""  # decoded; "" if there is none, or only a text fragment
    address: str = ""  # below the base, of a target that does not exist
    reason: str = ""  # why it does not exist, if known …
    instead: str = ""  # … and the target that was probably meant


_UNKNOWN = LinkTarget(kind="unknown")
_ELSEWHERE = LinkTarget(kind="elsewhere")


@dataclass(frozen=True, kw_only=True)
class Resolver:
    """Follows the links of one folder; it has no slots, so that its look-up tables can be kept."""

    folder: LintedFolder

    @cached_property
    def addresses(self) -> Mapping[str, LintedPage]:
        """Return the pages by the key of their address; of two with the same key, the first."""
        found: dict[str, LintedPage] = {}
        for page in self.folder.pages:
            found.setdefault(address_key(page.address), page)
        for page in self.folder.pages:
            for other in _other_addresses(page):
                found.setdefault(address_key(other.removeprefix(self.folder.base.path)), page)
        return found

    @cached_property
    def files(self) -> Mapping[str, LintedPage]:
        """Return the pages by their path in the folder."""
        return self.folder.by_path()

    @cached_property
    def unread(self) -> frozenset[tuple[str, ...]]:
        """Return the names, as words, of files whose addresses are not known here.

        Those of pages published without their front matter count: mending it moves them.
        """
        paths = [error.path for error in (*self.folder.failures, *self.folder.faults)]
        paths += [out.path for out in self.folder.left_out if out.path not in self.files]
        return frozenset(map(file_name_words, paths))

    def open(self, target: str, page: LintedPage) -> LinkTarget:
        """Follow a link target of a page."""
        split = split_address(target)
        is_open = any(mask in target for mask in _MASKS) or "{" in target
        if split is None or is_open or target.startswith(_ALIASES):
            return _UNKNOWN
        if split.scheme not in ("", "http", "https"):
            return _ELSEWHERE
        fragment = unquote(split.fragment).partition(":~:")[0]
        if not split.scheme and not split.netloc and not split.path:
            return LinkTarget(kind="page", page=page, fragment=fragment)
        if not split.scheme and split.path.lower().startswith("www."):
            reason = "the browser takes the host for a page"
            return LinkTarget(kind="nothing", reason=reason, instead=f"https://{target}")
        if split.netloc:
            return self._on_host(split.netloc, unquote(split.path), fragment)
        return self._path(unquote(split.path), fragment, page)

    def _on_host(self, host: str, path: str, fragment: str) -> LinkTarget:
        base = self.folder.base
        own = host.lower() in base.hosts and f"{path}/".startswith(f"{base.path}/")
        if not own:
            return _ELSEWHERE
        inner = path.removeprefix(base.path) or "/"
        # A full address may be that of a file put beside the site.
        return self._below(inner, fragment, _UNKNOWN if posixpath.splitext(inner)[1] else None)

    def _path(self, path: str, fragment: str, page: LintedPage) -> LinkTarget:
        if not path.startswith("/"):
            return self._relative(path, fragment, page)
        if self.folder.links_from_pages and (named := self._file_from_pages(path, fragment)):
            return named
        inner = _without_base(path, self.folder.base)
        if inner is None and self.folder.generator.puts_base_before_links:
            inner = path
        if inner is not None:
            return self._below(inner, fragment, None)
        found = self._below(path, fragment, None)
        if found.kind in ("page", "file"):
            base = self.folder.base.path
            reason = f"the site's pages are below {base}/"
            is_named = found.page is not None and path.endswith(_MARKDOWN)
            own = found.page.address if found.page and is_named else path
            return LinkTarget(kind="nothing", address=path, reason=reason, instead=base + own)
        return _UNKNOWN  # another site on the same host may have it

    def _file_from_pages(self, path: str, fragment: str) -> LinkTarget | None:
        """Open a file by its path from the site's folder of pages, None if there is none."""
        inner = posixpath.normpath(path).lstrip("/")
        if not inner.startswith(self.folder.above):
            return _UNKNOWN if self.folder.above else None
        inner = inner.removeprefix(self.folder.above)
        if named := self.files.get(inner):
            return LinkTarget(kind="page", page=named, fragment=fragment)
        return LinkTarget(kind="file") if self._is_beside(inner) else None

    def _relative(self, path: str, fragment: str, page: LintedPage) -> LinkTarget:
        written = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))
        beside = posixpath.normpath(posixpath.join("/", written))
        by_file = self.folder.generator.links_by_file or not page.page.rendered
        if by_file or path.endswith(_MARKDOWN):
            named = self.files.get(written)
            if named:
                return LinkTarget(kind="page", page=named, fragment=fragment)
            if written.startswith("..") and self._is_beside(written):
                return LinkTarget(kind="file")  # of the site, but not among the pages read
            found = self._below(beside, fragment, _UNKNOWN)
            if found.kind != "unknown":
                return found
        folder = page.address if page.address.endswith("/") else posixpath.dirname(page.address)
        climbs = posixpath.normpath(posixpath.join(folder.strip("/"), path)).startswith("..")
        if climbs:
            return _UNKNOWN  # outside the site: what is there is not known
        address = posixpath.normpath(posixpath.join("/", folder, path))
        address += "/" if path.endswith("/") and address != "/" else ""
        found = self._below(address, fragment, None)
        if found.kind == "nothing" and not self.folder.anchors_known:
            # Of an unknown generator a page may be a folder of its own, as in /page/.
            own = posixpath.join("/", posixpath.splitext(page.path)[0], path)
            other = self._below(posixpath.normpath(own), fragment, None)
            found = found if other.kind == "nothing" else other
        if found.kind == "unknown" and self._is_beside(beside[1:]):
            reason = f"the browser looks for it at {address}, but the file is {beside[1:]}"
            instead = self.folder.base.path + beside
            return LinkTarget(kind="nothing", address=address, reason=reason, instead=instead)
        return found

    def _below(self, address: str, fragment: str, missing: LinkTarget | None) -> LinkTarget:
        """Open an address below the base; `missing` is the result if nothing is there."""
        page = self.addresses.get(address_key(address)) or self.files.get(address[1:])
        if page:
            return LinkTarget(kind="page", page=page, fragment=fragment)
        inner = posixpath.normpath(address).lstrip("/")
        if self._is_file(inner):
            return LinkTarget(kind="file")
        if missing or self._may_be_made(address, inner) or self._is_served(address):
            return missing or _UNKNOWN
        return LinkTarget(kind="nothing", address=address)

    def _is_served(self, address: str) -> bool:
        """Return whether the site may have the address by what is not read here.

        Of a site read in part only, nothing is known about the addresses of the rest.
        """
        serves = self.folder.serves
        try:
            return bool(self.folder.above) or (serves is not None and serves(address))
        except (OSError, ValueError):  # as below
            return False

    def _is_beside(self, path: str) -> bool:
        try:
            return (self.folder.root / path).is_file()
        except (OSError, ValueError):  # as below
            return False

    def _is_folder(self, path: str) -> bool:
        try:
            return (self.folder.root / path).is_dir()
        except (OSError, ValueError):  # as below
            return False

    def _is_file(self, inner: str) -> bool:
        named = [inner, f"{inner}.html", f"{inner}/index.html"]
        try:
            return any((self.folder.root / name).is_file() for name in named) or (
                inner != "" and self._is_made_of_file(inner.removesuffix(".html"))
            )
        except (OSError, ValueError):  # a name longer than a file's may be, or a null character
            return False

    def _is_made_of_file(self, stem: str) -> bool:
        """Return whether another engine has a source for this: `page.html.erb`, `page.slim`."""
        folder, name = posixpath.split(stem)
        files = (self.folder.root / folder).glob(f"{escape(name)}.*")
        return any(posixpath.join(folder, file.name) not in self.files for file in files)

    def _may_be_made(self, address: str, inner: str) -> bool:
        """Return whether something without a file here may still be at the address."""
        name, suffix = posixpath.splitext(posixpath.basename(inner))
        if title_words(name) in self.unread or inner.partition("/")[0].lower() in _MADE:
            return True
        if suffix and suffix not in (*_HTML, *_MARKDOWN):
            parent = posixpath.dirname(inner)  # a missing folder may come with the build
            return not parent or not self._is_folder(parent)
        above = address_key(address) + "/"
        lists = self.folder.generator.lists_folders
        return lists and any(key.startswith(above) for key in self.addresses)


def _without_base(path: str, base: SiteBase) -> str | None:
    """Return a path as it is below the base, None if it is outside the base."""
    if not f"{path}/".startswith(f"{base.path}/"):
        return None
    return path.removeprefix(base.path) or "/"


def _other_addresses(page: LintedPage) -> Sequence[str]:
    values = [page.page.front_matter.get(key) for key in _OTHER_ADDRESSES]
    addresses = [a for value in values for a in (value if isinstance(value, list) else [value])]
    return [f"/{address.lstrip('/')}" for address in addresses if isinstance(address, str)]
