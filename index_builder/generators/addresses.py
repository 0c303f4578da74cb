"""Page path and front matter -> address: what all site generators' rules have in common.

Address rules deal in decoded paths below the site's base ("/a b/é/"); `page_url` encodes them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from typing import ClassVar, Protocol
from urllib.parse import quote, unquote

from index_builder.index.errors import PageError

# Installed packages and built sites: never anybody's content.
NEVER_CONTENT = frozenset({"node_modules", "_site", "site-packages", "bower_components"})
_PATH_CHARACTERS = "/:@!$&'()*+,;=~"  # besides letters, digits, "-._": RFC 3986, 3.3 (pchar)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFile:
    """A page file as the address rules see it."""

    path: str  # relative to the content folder, "/" between folders
    fields: Mapping[str, object]  # of the front matter
    has_front_matter: bool
    is_broken: bool = False  # it has front matter that the generator can't read either
    paths: frozenset[str] = frozenset()  # of every page file of the folder
    others: Mapping[str, Mapping[str, object]] = field(default_factory=dict)  # front matter by path
    body: str = ""  # the text after the front matter

    def text(self, key: str) -> str | None:
        """Return a field that must be text or absent.

        Raises:
            PageError: it is a list, a mapping, a boolean or empty: no address can be made from it.
        """
        value = self.fields.get(key)
        if value is None:
            return None
        if isinstance(value, list | dict | bool) or value == "":
            raise PageError(
                self.path, 1, f"front matter: `{key}: {value}` found, one text wanted: correct it"
            )
        return str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpublished:
    """The site does not publish this page; `reason` says why and what would change that."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedAsIs:
    """The site serves this file as it is: it has an address, `path`, but no anchors."""

    path: str  # decoded, below the base, starting with "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """The site publishes this page on another host than most: `path` is below `base`."""

    base: str  # never ends with "/"
    path: str


class AddressRules(Protocol):
    """How one site generator, as this site configures it, turns files into pages."""

    def hides(self, path: str, *, folder: bool) -> bool:
        """Return whether the generator ignores this file or folder because it is not content."""
        ...

    def is_page(self, path: str) -> bool:
        """Return whether a file's name is that of a Markdown page."""
        ...

    def withheld(self, path: str, pages: frozenset[str]) -> str | None:
        """Return why a page is unpublished whatever it says, else None; `pages` has all paths."""
        ...

    def address(
        self, source: PageFile, now: datetime
    ) -> str | ServedAsIs | Elsewhere | Unpublished:
        """Return the decoded path of the page below the base, starting with "/".

        Raises:
            PageError: the front matter asks for an impossible address.
        """
        ...


def page_url(base_url: str, path: str) -> str:
    """Join the site's base and a decoded path into an address that can be clicked."""
    return base_url + quote(path, safe=_PATH_CHARACTERS)


def without_suffix(name: str, suffixes: tuple[str, ...]) -> str | None:
    """Return a file name without the first of `suffixes` that it ends with, None if it has none."""
    suffix = next((suffix for suffix in suffixes if name.lower().endswith(suffix)), None)
    return name[: -len(suffix)] if suffix else None


def withheld_by_its_fields(fields: Mapping[str, object]) -> str | None:
    """Return why a page's own front matter keeps it from readers under any generator, else None."""
    if fields.get("draft") is True:
        return "a draft: remove draft from its front matter to publish it"
    if fields.get("published") is False:
        return "front matter says published: false: remove it to publish"
    return None


def clean_permalink(path: str) -> str:
    """Turn a permalink into a path from the root, without double slashes or `..`."""
    return (
        "/"
        + "/".join(
            part
            for part in unquote(path).replace("\\", "/").split("/")
            if part not in ("", ".", "..")
        )
        + ("/" if path.endswith("/") and path.strip("/") else "")
    )


@dataclass(frozen=True, slots=True)
class PlainAddresses:
    """A folder without settings: every Markdown file is a page, at its path with .html.

    Names with `.html` or `.erb` in them are understood too (`a.html.md.erb` is `/a.html`).
    """

    suffixes: ClassVar[tuple[str, ...]] = (
        ".markdown.erb", ".markdown", ".md.erb", ".md", ".mdx", ".qmd", ".rmd",
    )  # fmt: skip

    def hides(self, path: str, *, folder: bool) -> bool:
        """Ignore dot files and folders, installed packages and built sites."""
        name = PurePosixPath(path).name
        return name.startswith(".") or (folder and name in NEVER_CONTENT | {"dist"})

    def is_page(self, path: str) -> bool:
        """Take every Markdown file."""
        return without_suffix(path, self.suffixes) is not None

    def withheld(self, path: str, pages: frozenset[str]) -> str | None:  # noqa: ARG002
        """Withhold nothing."""
        return None

    def address(self, source: PageFile, now: datetime) -> str | Unpublished:  # noqa: ARG002
        """Return the permalink, else the path with .html; an `index` has its folder's address."""
        asked = self.asked(source)
        if asked is not None:
            return asked
        bare = (without_suffix(source.path, self.suffixes) or source.path).removesuffix(".html")
        folder, _, name = ("/" + bare).rpartition("/")
        return f"{folder}/" if name == "index" else f"{folder}/{name}.html"

    def asked(self, source: PageFile) -> str | Unpublished | None:
        """Return what the page's front matter says of its address, None if it says nothing."""
        held = withheld_by_its_fields(source.fields)
        if held:
            return Unpublished(reason=held)
        permalink = source.text("permalink")
        return None if permalink is None else clean_permalink(permalink)
