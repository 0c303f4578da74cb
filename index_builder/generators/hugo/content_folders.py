"""Which folders hold a Hugo site's pages, in which language, and where they stand in the site.

Source of the rules: "Mounts" and "Multilingual mode" of the Hugo documentation. A mount replaces
the folder of pages; a language may have one of its own; else a file's name tells its language.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath


@dataclass(frozen=True, slots=True, kw_only=True)
class Mount:
    """One folder of pages; paths have no slash at either end, "" is the folder of pages itself."""

    source: str = ""  # from the site's folder of pages
    target: str = ""  # where its pages stand in the site
    language: str | None = None  # of its files whose names have none
    included: tuple[re.Pattern[str], ...] = ()  # of paths below it; none means all
    excluded: tuple[re.Pattern[str], ...] = ()

    def takes(self, inner: str) -> bool:
        """Return whether a file of the mount, by its path below it, is part of the site."""
        wanted = not self.included or any(one.fullmatch(inner) for one in self.included)
        return wanted and not any(one.fullmatch(inner) for one in self.excluded)


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language of a site."""

    prefix: str = ""  # of its addresses: "/fr", or ""
    base: str | None = None  # its own host's address, if each language has one
    disabled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlace:
    """Where a file stands in the site."""

    path: str  # in the site's content, without suffixes: "posts/one/index"
    language: str
    above: str  # the folder of its mount
    suffixed: bool  # whether its name tells the language


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentFolders:
    """All folders of pages."""

    mounts: tuple[Mount, ...] = (Mount(),)
    default: str = "en"
    languages: Mapping[str, Language] = field(default_factory=dict)

    def hides(self, path: str, *, folder: bool) -> bool:
        """Return whether nothing at or below a path is content."""
        for mount in self.mounts:
            if not mount.source or f"{path}/".startswith(f"{mount.source}/"):
                return False
            if folder and mount.source.startswith(f"{path}/"):
                return False
        return True

    def place(self, path: str) -> PagePlace | None:
        """Return where a file stands, None if it is in no folder of pages."""
        inside = [
            mount
            for mount in self.mounts
            if not mount.source or path.startswith(f"{mount.source}/")
        ]
        if not inside:
            return None
        mount = max(inside, key=lambda one: len(one.source))
        inner = path[len(mount.source) + 1 :] if mount.source else path
        if not mount.takes(inner):
            return None
        stem = str(PurePosixPath(inner).with_suffix(""))
        ending = PurePosixPath(stem).suffix.removeprefix(".").lower()
        known = bool(ending) and (ending in self.languages or ending == self.default)
        bare = stem[: -len(ending) - 1] if known else stem
        return PagePlace(
            path=f"{mount.target}/{bare}" if mount.target else bare,
            language=ending if known else mount.language or self.default,
            above=mount.source,
            suffixed=known,
        )

    def of(self, language: str) -> Language:
        """Return what is known of a language."""
        return self.languages.get(language, Language())


def glob_pattern(glob: str) -> re.Pattern[str]:
    """Return the pattern of a glob as Hugo's: `*` is within a name, `**` across, `{a,b}` either."""
    made, depth = "", 0
    parts = re.findall(r"\*\*|\\.|\[[^\]]*\]|.", glob, re.DOTALL)
    for part in parts:
        if part == "**":
            made += ".*"
        elif part == "*":
            made += "[^/]*"
        elif part == "?":
            made += "[^/]"
        elif part == "{":
            made, depth = made + "(?:", depth + 1
        elif part == "}" and depth:
            made, depth = made + ")", depth - 1
        elif part == "," and depth:
            made += "|"
        elif part.startswith("[") and len(part) > 2:
            made += "[" + re.escape(part[1:-1]).replace("\\-", "-").replace("!", "^", 1) + "]"
        else:
            made += re.escape(part.removeprefix("\\") or part)
    return re.compile(made + ")" * depth, re.IGNORECASE)
