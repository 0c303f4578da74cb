"""Docusaurus: which Markdown files are published, and at which addresses.

A site is made of parts: each is a folder of Markdown that one plugin publishes below a route of its
own. There can be several instances of the docs plugin, each with versions and translations.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from typing import Literal

from index_builder.generators.addresses import NEVER_CONTENT, PageFile, Unpublished
from index_builder.generators.docusaurus.slugs import doc_slug, page_slug, post_slug
from index_builder.generators.settings_files.globs import Globs, globs

FILES = tuple(f"docusaurus.config.{end}" for end in ("js", "ts", "mjs", "cjs", "mts", "cts"))
# What the plugins pass over unless `exclude` says otherwise (`GlobExcludeDefault`).
_USUALLY_EXCLUDED = globs(("**/_*.{md,mdx}", "**/_*/**", "**/__tests__/**"), dot=True)
USUALLY_INCLUDED = globs(("**/*.{md,mdx}",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A folder of Markdown that one plugin publishes."""

    at: str = ""  # its path in the folder that is read, "" for that folder itself
    route: str = "docs"  # below the site's base, without the slashes at its ends
    kind: Literal["docs", "blog", "pages"] = "docs"
    include: Globs = USUALLY_INCLUDED
    exclude: Globs | None = None  # None: the usual ones
    numbered: bool = True  # numbers at the start of names only order them
    translates: frozenset[str] | None = None  # the originals, of a folder with translations
    translated: frozenset[str] = frozenset()  # files of which the site shows a translation

    def inner(self, path: str) -> str | None:
        """Return a path as seen from this folder, "" for itself, None if it is not in it."""
        if not self.at:
            return path
        if path == self.at:
            return ""
        return path.removeprefix(f"{self.at}/") if path.startswith(f"{self.at}/") else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocusaurusAddresses:
    """The rules of the parts of a site that are read."""

    parts: tuple[Part, ...] = field(default=(Part(),))
    trailing_slash: bool | None = None

    def hides(self, path: str, *, folder: bool) -> bool:
        """Pass over what is in no part, dot names, installed packages and what is usually out."""
        part, inner = self._part(path)
        if part is None or inner is None:
            return not (folder and any(one.at.startswith(f"{path}/") for one in self.parts))
        if inner == "":
            return False
        name = PurePosixPath(path).name
        if name.startswith(".") or (folder and name in NEVER_CONTENT):
            return True
        if part.exclude is not None:
            return False
        # The pattern `**/_*/**` is for folders, of which a walk asks by their names.
        return _USUALLY_EXCLUDED.match(f"{inner}/x" if folder else inner)

    def is_page(self, path: str) -> bool:
        """Take .md and .mdx."""
        return path.endswith((".md", ".mdx"))

    def withheld(self, path: str, pages: frozenset[str]) -> str | None:  # noqa: ARG002
        """Withhold what the settings leave out, and what a translation stands in for."""
        part, inner = self._part(path)
        if part is None or inner is None:
            return None
        folders = [str(folder) for folder in PurePosixPath(inner).parents][:-1]
        if part.exclude is not None and any(map(part.exclude.match, (inner, *folders))):
            return "`exclude` in the site's settings leaves it out"
        if not part.include.match(inner):
            return "no pattern of `include` in the site's settings matches it"
        if part.translates is not None and inner not in part.translates:
            return "a translation whose original is not there, so that the site has no such page"
        if inner in part.translated:
            return "the site shows its translation in its place"
        return None

    def address(self, source: PageFile, now: datetime) -> str | Unpublished:  # noqa: ARG002
        """Return the slug below the part's route."""
        if source.fields.get("draft") is True:
            return Unpublished(reason="a draft: remove draft from its front matter to publish it")
        if source.fields.get("unlisted") is True:
            return Unpublished(
                reason="unlisted: its authors keep it from being found; remove unlisted to list it"
            )
        part, inner = self._part(source.path)
        if part is None or inner is None:
            return Unpublished(reason="no part of the site publishes it")
        slug = _slug(part, source, PurePosixPath(inner))
        return self._ended(re.sub("/+", "/", f"/{part.route}/{slug.lstrip('/')}"))

    def _part(self, path: str) -> tuple[Part | None, str | None]:
        """Return the innermost part that a path is in, and the path as seen from there."""
        inside = [(part, part.inner(path)) for part in self.parts]
        return max(
            ((part, inner) for part, inner in inside if inner is not None),
            key=lambda found: len(found[0].at),
            default=(None, None),
        )

    def _ended(self, path: str) -> str:
        if self.trailing_slash is None or path == "/":
            return path
        return path.rstrip("/") + ("/" if self.trailing_slash else "")


def _slug(part: Part, source: PageFile, file: PurePosixPath) -> str:
    if part.kind == "docs":
        return doc_slug(source, file, numbered=part.numbered)
    return post_slug(source, file) if part.kind == "blog" else page_slug(source, file)
