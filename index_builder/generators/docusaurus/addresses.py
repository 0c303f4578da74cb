"""Docusaurus: published files and addresses of its docs plugin, as version 3 builds them.

Its settings are a JavaScript program, which is never run: only literals in it are
taken (`javascript.py`). Source of the rules: "Create a doc", "Routing" and the docs
plugin's reference in the Docusaurus documentation, checked against the plugin's own functions.
"""

import posixpath
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from index_builder.generators.addresses import NEVER_CONTENT, PageFile, Unpublished
from index_builder.index.errors import PageError

FILES = tuple(f"docusaurus.config.{end}" for end in ("js", "ts", "mjs", "cjs"))
_DATE_OR_VERSION = re.compile(r"\d+[-_.]\d+", re.ASCII)
_NUMBERED = re.compile(r"\d+\s*[-_.]+\s*([^-_.\s].*)", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocusaurusAddresses:
    """One Docusaurus site's rules for its docs."""

    route: str = "docs"  # routeBasePath: the folder of the docs in addresses; "" for the root
    trailing_slash: bool | None = None

    def hides(self, path: str, *, folder: bool) -> bool:
        """Pass over dot and underscore names, tests and installed packages."""
        name = PurePosixPath(path).name
        return name.startswith((".", "_")) or (folder and name in NEVER_CONTENT | {"__tests__"})

    def is_page(self, path: str) -> bool:
        """Take .md and .mdx."""
        return path.endswith((".md", ".mdx"))

    def withheld(self, path: str, pages: frozenset[str]) -> str | None:  # noqa: ARG002
        """Withhold nothing by its place."""
        return None

    def address(self, source: PageFile, now: datetime) -> str | Unpublished:  # noqa: ARG002
        """Return the slug below the docs' route."""
        if source.fields.get("draft") is True:
            return Unpublished(reason="a draft: remove draft from its front matter to publish it")
        if source.fields.get("unlisted") is True:
            return Unpublished(
                reason="unlisted: its authors keep it from being found; remove unlisted to list it"
            )
        joined = re.sub("/+", "/", f"/{self.route}/{self._slug(source).lstrip('/')}")
        return self._ended(joined)

    def _slug(self, source: PageFile) -> str:
        file = PurePosixPath(source.path)
        numbered = source.fields.get("parse_number_prefixes") is not False
        folders = [without_number(part) if numbered else part for part in file.parts[:-1]]
        folder = "/" + "".join(f"{part}/" for part in folders)
        slug = source.text("slug")
        if slug is None and is_index(file):
            return folder
        name = source.text("id") or (without_number(file.stem) if numbered else file.stem)
        if "/" in name:
            raise PageError(source.path, 1, f"id: {name!r} has a slash: use `slug` for the address")
        resolved = _resolved(slug or name, folder)
        if any(sign in resolved for sign in ("#", "?", "//")) or "/../" in resolved:
            raise PageError(
                source.path, 1, f"Docusaurus takes no address {resolved!r}: set another `slug`"
            )
        return resolved

    def _ended(self, path: str) -> str:
        if self.trailing_slash is None or path == "/":
            return path
        return path.rstrip("/") + ("/" if self.trailing_slash else "")


def is_index(file: PurePosixPath) -> bool:
    """Return whether a file is its folder's page: index, readme, or the folder's own name."""
    named = {"index", "readme"} | {part.lower() for part in file.parts[-2:-1]}
    return file.stem.lower() in named


def without_number(name: str) -> str:
    """Drop the number that orders a file or folder, unless it looks like a date or a version."""
    found = None if _DATE_OR_VERSION.match(name) else _NUMBERED.fullmatch(name)
    return found[1] if found else name


def _resolved(slug: str, folder: str) -> str:
    if slug.startswith("/"):
        return slug
    ended = "/" if slug.endswith(("/", "/.", "/..")) or slug in (".", "..") else ""
    path = posixpath.normpath(folder + slug)
    return path if path.endswith("/") else path + ended
