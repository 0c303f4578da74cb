"""Addresses by a pattern that the user gives, for a generator whose settings can't be read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from index_builder.generators.addresses import (
    PageFile,
    PlainAddresses,
    Unpublished,
    without_suffix,
)
from index_builder.index.errors import SiteError

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_KNOWN = ("path", "folder", "name")
WANTED = (
    "a path such as /{path}/ or /{path}.html; {path} is the file's path without its suffix, "
    "{folder} and {name} are its parts"
)


@dataclass(frozen=True, slots=True)
class PatternAddresses(PlainAddresses):
    """A page's address is the pattern filled in; an `index` or a lone README is its folder's."""

    pattern: str = "/{path}.html"

    def address(self, source: PageFile, now: datetime) -> str | Unpublished:  # noqa: ARG002
        """Return the permalink, else the pattern filled in."""
        asked = self.asked(source)
        if asked is not None:
            return asked
        path = without_suffix(source.path, self.suffixes) or source.path
        folder, _, name = path.rpartition("/")
        if name in ("index", "_index") or (name.lower() == "readme" and not _has_index(source)):
            start = self.pattern.partition("{")[0].rpartition("/")[0]  # before what is filled in
            return re.sub("/+", "/", f"{start}/{folder}/")
        parts: Mapping[str, str] = {"path": path, "folder": folder, "name": name}
        filled = _PLACEHOLDER.sub(lambda found: parts[found[1]], self.pattern)
        return re.sub("/+", "/", filled)


def pattern_addresses(pattern: str) -> PatternAddresses:
    """Return the rules of a pattern.

    Raises:
        SiteError: it is not a path, has no place for the page's name, or an unknown one.
    """
    named = _PLACEHOLDER.findall(pattern)
    unknown = [name for name in named if name not in _KNOWN]
    has_name = "path" in named or "name" in named
    if not pattern.startswith("/") or pattern.startswith("//") or unknown or not has_name:
        raise SiteError(f"the address pattern {pattern!r} was found, wanted {WANTED}")
    return PatternAddresses(pattern)


def _has_index(source: PageFile) -> bool:
    here = PurePosixPath(source.path).parent
    return any(str(here / f"index{suffix}") in source.paths for suffix in PlainAddresses.suffixes)
