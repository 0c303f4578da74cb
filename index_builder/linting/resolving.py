"""A link's target -> what it opens: a page, a file, nothing, or what can't be told from here."""

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from glob import escape
from typing import Literal
from urllib.parse import quote, unquote

from index_builder.linting.addressing import Base, key_of, split_address
from index_builder.linting.linted_folder import Folder
from index_builder.linting.linted_page import LintedPage
from index_builder.linting.slugs import words_of, words_of_file
from index_builder.splitting.templates import MASK

Kind = Literal["page", "file", "nothing", "elsewhere", "unknown"]

_MARKDOWN = (".md", ".markdown", ".mdx", ".mkd", ".mkdn", ".mkdown")
_HTML = (".html", ".htm")
_MASKS = (MASK, quote(MASK))
# Pages that generators and their plugins make, and that are in no file.
_MADE = ("tags", "categories", "tag", "category", "feed", "page", "search", "sitemap", "404")
_OTHER_ADDRESSES = ("redirect_from", "aliases", "redirects")  # front matter of further addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What a target opens."""

    kind: Kind
    page: LintedPage | None = None
    fragment: str = ""  # decoded; "" where there is none, or one that only browsers read
    address: str = ""  # below the base, of what is not there
    reason: str = ""  # of what is not there, where more is known than that …
    instead: str = ""  # … and the target that was meant


_UNKNOWN = Opened(kind="unknown")
_ELSEWHERE = Opened(kind="elsewhere")


@dataclass(frozen=True, kw_only=True)
class Resolver:
    """Follows the links of one folder; no slots, as what it looks up in is made once."""

    folder: Folder

    @cached_property
    def addresses(self) -> Mapping[str, LintedPage]:
        """Return the pages by the key of their address; of two the first."""
        found: dict[str, LintedPage] = {}
        for page in self.folder.pages:
            found.setdefault(key_of(page.address), page)
        for page in self.folder.pages:
            for other in _others(page):
                found.setdefault(key_of(other.removeprefix(self.folder.base.path)), page)
        return found

    @cached_property
    def files(self) -> Mapping[str, LintedPage]:
        """Return the pages by their path in the folder."""
        return self.folder.by_path()

    @cached_property
    def unread(self) -> frozenset[tuple[str, ...]]:
        """Return the names, as words, of files that are no pages here."""
        paths = [held.path for held in self.folder.failures]
        paths += [held.path for held in self.folder.left_out if held.path not in self.files]
        return frozenset(map(words_of_file, paths))

    def open(self, target: str, page: LintedPage) -> Opened:
        """Follow a target that stands on a page."""
        split = split_address(target)
        if split is None or any(mask in target for mask in _MASKS) or "{" in target:
            return _UNKNOWN
        if split.scheme not in ("", "http", "https"):
            return _ELSEWHERE
        fragment = unquote(split.fragment).partition(":~:")[0]
        if not split.scheme and not split.netloc and not split.path:
            return Opened(kind="page", page=page, fragment=fragment)
        if not split.scheme and split.path.lower().startswith("www."):
            reason = "the browser takes the host for a page"
            return Opened(kind="nothing", reason=reason, instead=f"https://{target}")
        if split.netloc:
            return self._on_host(split.netloc, unquote(split.path), fragment)
        return self._path(unquote(split.path), fragment, page)

    def _on_host(self, host: str, path: str, fragment: str) -> Opened:
        base = self.folder.base
        own = host.lower() in base.hosts and f"{path}/".startswith(f"{base.path}/")
        if not own:
            return _ELSEWHERE
        inner = path.removeprefix(base.path) or "/"
        # A whole address may be that of a file that somebody put beside the site.
        return self._below(inner, fragment, _UNKNOWN if posixpath.splitext(inner)[1] else None)

    def _path(self, path: str, fragment: str, page: LintedPage) -> Opened:
        if not path.startswith("/"):
            return self._relative(path, fragment, page)
        inner = _without_base(path, self.folder.base)
        if inner is not None:
            return self._below(inner, fragment, None)
        found = self._below(path, fragment, None)
        if found.kind in ("page", "file"):
            base = self.folder.base.path
            reason = f"the site's pages are below {base}/"
            return Opened(kind="nothing", address=path, reason=reason, instead=base + path)
        return _UNKNOWN  # another site on the same host may have it

    def _relative(self, path: str, fragment: str, page: LintedPage) -> Opened:
        beside = posixpath.normpath(posixpath.join("/", posixpath.dirname(page.path), path))
        by_file = self.folder.generator.links_by_file or not page.page.rendered
        if by_file or path.endswith(_MARKDOWN):
            named = self.files.get(beside[1:])
            if named:
                return Opened(kind="page", page=named, fragment=fragment)
            found = self._below(beside, fragment, _UNKNOWN)
            if found.kind != "unknown":
                return found
        folder = page.address if page.address.endswith("/") else posixpath.dirname(page.address)
        climbs = posixpath.normpath(posixpath.join(folder.strip("/"), path)).startswith("..")
        if climbs:
            return _UNKNOWN  # out of the site: what lies beside it is not known here
        address = posixpath.normpath(posixpath.join("/", folder, path))
        address += "/" if path.endswith("/") and address != "/" else ""
        found = self._below(address, fragment, None)
        if found.kind == "unknown" and (self.folder.root / beside[1:]).is_file():
            reason = f"the browser looks for it at {address}, and the file is {beside[1:]}"
            instead = self.folder.base.path + beside
            return Opened(kind="nothing", address=address, reason=reason, instead=instead)
        return found

    def _below(self, address: str, fragment: str, missing: Opened | None) -> Opened:
        """Open an address below the base; `missing` is what stands for one that isn't there."""
        page = self.addresses.get(key_of(address)) or self.files.get(address[1:])
        if page:
            return Opened(kind="page", page=page, fragment=fragment)
        inner = posixpath.normpath(address).lstrip("/")
        if self._is_file(inner):
            return Opened(kind="file")
        if missing or self._may_be_made(address, inner):
            return missing or _UNKNOWN
        return Opened(kind="nothing", address=address)

    def _is_file(self, inner: str) -> bool:
        named = [inner, f"{inner}.html", f"{inner}/index.html"]
        try:
            return any((self.folder.root / name).is_file() for name in named) or (
                inner != "" and self._is_made_of_file(inner.removesuffix(".html"))
            )
        except (OSError, ValueError):  # a name longer than a file's may be, or a null character
            return False

    def _is_made_of_file(self, stem: str) -> bool:
        """Tell whether another engine has a source for this: `page.html.erb`, `page.slim`."""
        folder, name = posixpath.split(stem)
        found = (self.folder.root / folder).glob(f"{escape(name)}.*")
        return any(posixpath.join(folder, held.name) not in self.files for held in found)

    def _may_be_made(self, address: str, inner: str) -> bool:
        """Tell whether something that is no file here may still be at the address."""
        name, suffix = posixpath.splitext(posixpath.basename(inner))
        if words_of(name) in self.unread or inner.partition("/")[0].lower() in _MADE:
            return True
        if suffix and suffix not in (*_HTML, *_MARKDOWN):
            parent = posixpath.dirname(inner)  # a folder that is not here may come with the build
            return not parent or not (self.folder.root / parent).is_dir()
        above = key_of(address) + "/"
        lists = self.folder.generator.lists_folders
        return lists and any(key.startswith(above) for key in self.addresses)


def _without_base(path: str, base: Base) -> str | None:
    """Return a path below the base, None where it is beside it."""
    if not f"{path}/".startswith(f"{base.path}/"):
        return None
    return path.removeprefix(base.path) or "/"


def _others(page: LintedPage) -> Sequence[str]:
    held = [page.page.front_matter.get(key) for key in _OTHER_ADDRESSES]
    several = [one for value in held for one in (value if isinstance(value, list) else [value])]
    return [f"/{one.lstrip('/')}" for one in several if isinstance(one, str)]
