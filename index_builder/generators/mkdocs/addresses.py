"""MkDocs: settings, published files and addresses, as version 1.6 builds them.

Source of the rules: mkdocs/structure/files.py and the "Configuration" page of the user guide.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from index_builder.generators.addresses import NEVER_CONTENT, Source, Unpublished
from index_builder.generators.settings_files.globs import gitignored
from index_builder.generators.settings_files.settings_file import Settings, text_of

FILES = ("mkdocs.yml", "mkdocs.yaml")
_SUFFIXES = (".markdown", ".mdown", ".mkdn", ".mkd", ".md")
_INDEX_STEMS = ("index", "README")


@dataclass(frozen=True, slots=True, kw_only=True)
class MkdocsRules:
    """One MkDocs site's rules."""

    directory_urls: bool = True
    excluded: tuple[str, ...] = ()  # gitignore patterns
    drafts: tuple[str, ...] = ()  # gitignore patterns

    def hides(self, path: str, *, folder: bool) -> bool:
        """Pass over dot names and the top `templates` folder, unless exclude_docs lets them in."""
        name = PurePosixPath(path).name
        if folder and name in NEVER_CONTENT | {".git"}:
            return True
        let_in = any(pattern.startswith("!") for pattern in self.excluded)
        return not let_in and (name.startswith(".") or (folder and path == "templates"))

    def is_page(self, path: str) -> bool:
        """Take the suffixes MkDocs takes as Markdown, in lower case."""
        return path.endswith(_SUFFIXES)

    def withheld(self, path: str, pages: frozenset[str]) -> str | None:
        """Return why the settings, or an index beside it, keep a page out."""
        if gitignored(path, (".*", "/templates/", *self.excluded)):
            return "left out by exclude_docs in mkdocs.yml: remove the pattern to publish it"
        if gitignored(path, self.drafts):
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

    def address(self, source: Source, now: datetime) -> str | Unpublished:  # noqa: ARG002
        """Return the folder address, or the file with .html when directory URLs are off."""
        file = PurePosixPath(source.path)
        folder = "/" if len(file.parts) == 1 else f"/{file.parent}/"
        name = "index" if file.stem in _INDEX_STEMS else file.stem
        if not self.directory_urls:
            return f"{folder}{name}.html"
        return folder if name == "index" else f"{folder}{name}/"


def mkdocs_rules(settings: Settings) -> MkdocsRules:
    """Take the settings that decide on pages and addresses."""
    return MkdocsRules(
        directory_urls=settings.get("use_directory_urls") is not False,
        excluded=_patterns(settings, "exclude_docs"),
        drafts=_patterns(settings, "draft_docs"),
    )


def _patterns(settings: Settings, key: str) -> tuple[str, ...]:
    lines = (line.strip() for line in text_of(settings, key).splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))
