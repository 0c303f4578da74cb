"""VitePress: published files and addresses, as version 1 builds them (`resolvePages`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from index_builder.generators.addresses import (
    NEVER_CONTENT,
    PageFile,
    Unpublished,
    withheld_by_its_fields,
)
from index_builder.generators.settings_files.globs import Globs

_DYNAMIC = re.compile(r"\[[^\]/]+\]")


@dataclass(frozen=True, slots=True)
class Rewrite:
    """One entry of `rewrites`: a pattern of paths, and the path in its place."""

    matches: re.Pattern[str]
    path: str  # with `{name}` for what the pattern found


@dataclass(frozen=True, slots=True, kw_only=True)
class VitepressAddresses:
    """One VitePress site's rules."""

    clean: bool = False  # cleanUrls: no .html at the end
    exclude: Globs = field(default_factory=Globs)  # srcExclude
    rewrites: tuple[Rewrite, ...] = ()

    def hides(self, path: str, *, folder: bool) -> bool:
        """Pass over dot names, installed packages and built sites."""
        name = PurePosixPath(path).name
        return name.startswith(".") or (folder and name in NEVER_CONTENT | {"dist"})

    def is_page(self, path: str) -> bool:
        """Take .md."""
        return path.endswith(".md")

    def withheld(self, path: str, pages: frozenset[str]) -> str | None:  # noqa: ARG002
        """Withhold what `srcExclude` names, and pages whose addresses a program makes."""
        folders = [str(folder) for folder in PurePosixPath(path).parents][:-1]
        if any(map(self.exclude.match, (path, *folders))):
            return "`srcExclude` in the site's settings leaves it out"
        if _DYNAMIC.search(path):
            return "a dynamic route: a program makes its pages and their addresses"
        return None

    def address(self, source: PageFile, now: datetime) -> str | Unpublished:  # noqa: ARG002
        """Return the rewritten path; an `index` has its folder's address."""
        held = withheld_by_its_fields(source.fields)
        if held:
            return Unpublished(reason=held)
        path = self._rewritten(source.path).removesuffix(".md")
        folder, _, name = f"/{path}".rpartition("/")
        if name == "index":
            return f"{folder}/"
        return f"{folder}/{name}" if self.clean else f"{folder}/{name}.html"

    def _rewritten(self, path: str) -> str:
        for rewrite in self.rewrites:
            found = rewrite.matches.fullmatch(path)
            if found:
                return re.sub("/+", "/", _filled(rewrite.path, found.groupdict(""))).strip("/")
        return path


def _filled(path: str, names: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: names.get(found[1], ""), path)
