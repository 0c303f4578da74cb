"""MkDocs: settings, published files and addresses, as version 1.6 builds them.

Source of the rules: mkdocs/structure/files.py and the "Configuration" page of the user guide.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath

from pathspec import GitIgnoreSpec

from index_builder.generators.addresses import NEVER_CONTENT, PageFile, Unpublished
from index_builder.generators.settings_files.settings_file import Settings, text_of
from index_builder.index.errors import SiteError

FILES = ("mkdocs.yml", "mkdocs.yaml")
_SUFFIXES = (".markdown", ".mdown", ".mkdn", ".mkd", ".md")
_INDEX_STEMS = ("index", "README")
_ALWAYS_EXCLUDED = (".*", "/templates/")


@dataclass(frozen=True, slots=True, kw_only=True)
class MkdocsAddresses:
    """One MkDocs site's rules."""

    directory_urls: bool = True
    excluded: GitIgnoreSpec = field(default_factory=lambda: _spec(_ALWAYS_EXCLUDED))
    drafts: GitIgnoreSpec = field(default_factory=lambda: _spec(()))
    lets_in: bool = False  # exclude_docs has exceptions, "!pattern"

    def hides(self, path: str, *, folder: bool) -> bool:
        """Pass over dot names and the top `templates` folder, unless exclude_docs lets them in."""
        name = PurePosixPath(path).name
        if folder and name in NEVER_CONTENT | {".git"}:
            return True
        return not self.lets_in and (name.startswith(".") or (folder and path == "templates"))

    def is_page(self, path: str) -> bool:
        """Take the suffixes MkDocs takes as Markdown, in lower case only."""
        return path.endswith(_SUFFIXES)

    def withheld(self, path: str, pages: frozenset[str]) -> str | None:
        """Return why the settings, or an index beside it, keep a page out."""
        if self.excluded.match_file(path):
            return "left out by exclude_docs in mkdocs.yml: remove the pattern to publish it"
        if self.drafts.match_file(path):
            return "a draft by draft_docs in mkdocs.yml: remove the pattern to publish it"
        return self._beside_index(path, pages)

    def _beside_index(self, path: str, pages: frozenset[str]) -> str | None:
        """MkDocs drops a README that has an index beside it: both would have one address."""
        file = PurePosixPath(path)
        others = (str(file.with_name("index" + suffix)) for suffix in _SUFFIXES)
        rival = next((other for other in others if other in pages), None)
        if file.stem != "README" or rival is None:
            return None
        return f"MkDocs leaves it out, as {rival} has the same address: rename one of them"

    def address(self, source: PageFile, now: datetime) -> str | Unpublished:  # noqa: ARG002
        """Return the folder address, or the file with .html when directory URLs are off."""
        file = PurePosixPath(source.path)
        folder = "/" if len(file.parts) == 1 else f"/{file.parent}/"
        name = "index" if file.stem in _INDEX_STEMS else file.stem
        if not self.directory_urls:
            return f"{folder}{name}.html"
        return folder if name == "index" else f"{folder}{name}/"


def mkdocs_addresses(file: Path, settings: Settings) -> MkdocsAddresses:
    """Take the settings that decide on pages and addresses.

    Raises:
        SiteError: a pattern in `file` is not one that gitignore(5) knows.
    """
    excluded = text_of(settings, "exclude_docs").splitlines()
    return MkdocsAddresses(
        directory_urls=settings.get("use_directory_urls") is not False,
        excluded=_patterns([*_ALWAYS_EXCLUDED, *excluded], f"exclude_docs in {file}"),
        drafts=_patterns(text_of(settings, "draft_docs").splitlines(), f"draft_docs in {file}"),
        lets_in=any(line.startswith("!") for line in excluded),
    )


def _patterns(lines: Iterable[str], setting: str) -> GitIgnoreSpec:
    try:
        return _spec(lines)
    except ValueError as error:
        raise SiteError(f"{setting}: {error}: correct the pattern") from error


def _spec(lines: Iterable[str]) -> GitIgnoreSpec:
    return GitIgnoreSpec.from_lines(lines)
