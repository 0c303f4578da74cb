"""What a Docusaurus site serves besides the pages that are read: files, a blog, its home page."""

import posixpath
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index_builder.generators.settings_files.site_folder import files_below

_PAGE_ENDS = ("js", "jsx", "ts", "tsx", "md", "mdx")
_LISTS = ("tags", "category")  # pages that the docs plugin makes below a route
_SIDEBARS = ("sidebars.js", "sidebars.ts", "sidebars.json", "sidebars.cjs", "sidebars.mjs")
_MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DocusaurusServes:
    """Says whether an address may be served though no page that is read has it."""

    folder: Path  # the site's
    statics: tuple[str, ...]
    read: tuple[str, ...]  # routes of the parts that are read
    unread: tuple[tuple[str, str], ...]  # kind and route of the others
    has_other_plugins: bool

    def __call__(self, path: str) -> bool:
        """Return it for a decoded path below the site's base, which starts with "/"."""
        inner = posixpath.normpath(path).strip("/")
        if inner in ("", "."):
            inner = ""
        return (
            self.has_other_plugins
            or any((self.folder / static / inner).is_file() for static in self.statics)
            or any(self._is_below(inner, kind, route) for kind, route in self.unread)
            or any(self._is_list(inner, route) for route in self.read)
            or self._is_source(inner)
        )

    def _is_below(self, inner: str, kind: str, route: str) -> bool:
        # The pages beside the docs usually lie at the root: they are looked for one by one.
        return bool(route) and kind != "pages" and f"{inner}/".startswith(f"{route}/")

    def _is_list(self, inner: str, route: str) -> bool:
        if not f"{inner}/".startswith(f"{route}/" if route else ""):
            return False
        below = inner.removeprefix(route).strip("/")
        return below.partition("/")[0] in _LISTS or self._is_in_sidebars(below)

    def _is_in_sidebars(self, below: str) -> bool:
        """Return whether a sidebar, or a category's file, names this as an address of its own."""
        name = below.rpartition("/")[2]
        return bool(name) and name in _lines_with_addresses(self.folder)

    def _is_source(self, inner: str) -> bool:
        base = self.folder / "src" / "pages"
        names = [f"{inner}.{end}" for end in _PAGE_ENDS] if inner else []
        names += [f"{inner}/index.{end}".lstrip("/") for end in _PAGE_ENDS]
        return any((base / name).is_file() for name in names)


@lru_cache(maxsize=8)
def _lines_with_addresses(folder: Path) -> str:
    """Return the lines of a site's sidebars and categories that may set an address."""
    files = [folder / sidebar for sidebar in _SIDEBARS]
    files += [file for file in files_below(folder) if file.name.startswith("_category_.")]
    return "\n".join(map(_slugs, files))


def _slugs(file: Path) -> str:
    """Return the lines of a file that set an address."""
    try:
        if not file.is_file() or file.stat().st_size > _MAX_BYTES:
            return ""
        lines = file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    return "\n".join(line for line in lines if "slug" in line or "link" in line)
