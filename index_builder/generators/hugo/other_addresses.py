"""What a Hugo site serves besides the pages that are read: its home, lists of sections and terms.

Hugo makes a list for each folder at the top of the content, though it has no _index.md, and
although its pages may have addresses elsewhere: "Sections" of the Hugo documentation.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class HugoServes:
    """Whether one site has an address, by its decoded path below the base."""

    root: Path  # the site's folder of pages
    mounts: tuple[tuple[str, str], ...]  # folder of pages, where it stands in the site
    prefixes: frozenset[str]  # of languages: "/fr", or ""
    lists: bool  # whether sections have lists
    terms: frozenset[str]  # folders of terms, such as "tags"
    urlized: Callable[[str], str]  # a folder's name as it is in addresses

    def __call__(self, path: str) -> bool:
        """Return whether the address is of a home page, of a section's list, or of a term's."""
        inner = f"/{path.strip('/')}".removesuffix("/index.html").removesuffix(".html").rstrip("/")
        found = inner == ""  # the home page, or what leads to the default language's
        for prefix in self.prefixes:
            if f"{inner}/".startswith(f"{prefix}/"):
                found = found or self._is_list(inner.removeprefix(prefix).strip("/"))
        return found

    def _is_list(self, name: str) -> bool:
        if not name or name.partition("/")[0] in self.terms:
            return True
        return self.lists and "/" not in name and name in self._sections()

    def _sections(self) -> set[str]:
        sections: set[str] = set()
        for source, target in self.mounts:
            folder = self.root / source
            names = [target.partition("/")[0]] if target else _folders(folder)
            sections.update(map(self.urlized, names))
        return sections


def _folders(folder: Path) -> list[str]:
    try:
        return [one.name for one in folder.iterdir() if one.is_dir()]
    except OSError:
        return []
