"""Eleventy: published Markdown and addresses, as version 3 writes them.

Source of the rules: "Permalinks", "Ignore Template Files" and "Configuration" in its documentation,
checked against built sites.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from pathspec import PathSpec

from index_builder.generators.addresses import (
    NEVER_CONTENT,
    PageFile,
    Unpublished,
    clean_permalink,
    withheld_by_its_fields,
)
from index_builder.index.errors import PageError

_TAGS = ("{{", "{%", "<%")
_NUMBER = re.compile(r"/index\.html?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class EleventyAddresses:
    """One Eleventy site's rules."""

    folders: tuple[str, ...] = ("_includes", "_data", "_site")  # of the site's own files
    ignored: "PathSpec[Any] | None" = field(default=None, compare=False)  # of .eleventyignore
    data_files: Mapping[str, str] = field(default_factory=dict)
    """Folder of pages, or page -> the data file that sets the permalinks in it, or its own."""

    def hides(self, path: str, *, folder: bool) -> bool:
        """Pass over dot names, installed packages, the site's own folders, what is ignored."""
        name = PurePosixPath(path).name
        is_own = folder and (name in NEVER_CONTENT or path in self.folders)
        if name.startswith(".") or is_own:
            return True
        return self.ignored is not None and self.ignored.match_file(path + "/" * folder)

    def is_page(self, path: str) -> bool:
        """Take .md."""
        return path.endswith(".md")

    def withheld(self, path: str, pages: frozenset[str]) -> str | None:  # noqa: ARG002
        """Withhold nothing by its place."""
        return None

    def address(self, source: PageFile, now: datetime) -> str | Unpublished:  # noqa: ARG002
        """Return the permalink, else the file's path as a folder.

        Raises:
            PageError: the permalink is a template or comes from a data file, so that only a build
                knows it.
        """
        held = withheld_by_its_fields(source.fields)
        if held:
            return Unpublished(reason=held)
        given = source.fields.get("permalink")
        if isinstance(given, Mapping):
            given = given.get("build")
        if given is False:
            return Unpublished(reason="front matter says permalink: false: remove it to publish")
        if given is not None:
            return _written(source, given)
        file = PurePosixPath(source.path)
        computed = source.fields.get("eleventyComputed")
        if isinstance(computed, Mapping) and "permalink" in computed:
            return _written(source, computed["permalink"])
        places = (str(place) for place in (file, *file.parents))
        set_by = next((self.data_files[one] for one in places if one in self.data_files), "")
        if set_by:
            raise PageError(
                source.path,
                1,
                f"{set_by} sets its permalink, which only a build knows: write the permalink into"
                " the page's front matter, or leave the page out of the content",
            )
        stem = file.name.removesuffix(".md")
        if stem in ("index", file.parent.name):
            return "/" if str(file.parent) == "." else f"/{file.parent}/"
        return "/" + str(file.parent / stem) + "/"


def _written(source: PageFile, given: object) -> str:
    if not isinstance(given, str) or not given.strip():
        reason = f"front matter: `permalink: {given}` found, a path wanted: correct it"
        raise PageError(source.path, 1, reason)
    if any(tag in given for tag in _TAGS):
        raise PageError(
            source.path,
            1,
            f"the permalink {given!r} is a template, whose value only a build knows: write the"
            " address out, or leave the page out of the content",
        )
    return clean_permalink(_NUMBER.sub("/", f"/{given}"))
