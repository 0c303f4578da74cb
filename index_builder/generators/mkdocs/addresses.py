"""MkDocs: settings, published files and addresses, as version 1.6 builds them.

Source of the rules: mkdocs/structure/files.py and the "Configuration" page of the user guide.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import translate
from pathlib import Path, PurePosixPath

from pathspec import GitIgnoreSpec

from index_builder.generators.addresses import NEVER_CONTENT, PageFile, Unpublished
from index_builder.generators.mkdocs.blog import Blog
from index_builder.generators.mkdocs.plugins import Plugin
from index_builder.generators.mkdocs.translations import Languages, languages_of
from index_builder.generators.settings_files.settings_file import Settings, text_of, texts_of
from index_builder.index.errors import PageError, SiteError

FILES = (
    *("zensical.toml", "properdocs.yml", "properdocs.yaml", "mkdocs.yml", "mkdocs.yaml"),
    *(".config/mkdocs.yml", ".config/mkdocs.yaml", "config/mkdocs.yml", "config/mkdocs.yaml"),
)
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
    unlisted: tuple[re.Pattern[str], ...] = ()  # the exclude plugin's patterns
    site_dir: str | None = None  # the built site, if it is among the pages
    blogs: tuple[Blog, ...] = ()
    languages: Languages | None = None
    strict: bool = False  # a page with broken front matter stops the build

    def hides(self, path: str, *, folder: bool) -> bool:
        """Pass over dot names and the top `templates` folder, unless exclude_docs lets them in."""
        name = PurePosixPath(path).name
        if folder and (name in NEVER_CONTENT | {".git"} or path == self.site_dir):
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
        if any(pattern.match(path) for pattern in self.unlisted):
            return "left out by the exclude plugin in mkdocs.yml: remove the pattern to publish it"
        rival = self.languages.rival(path, pages) if self.languages else None
        if rival:
            return f"{rival} is published at its address: rename one of them"
        return self._beside_index(path, pages)

    def _beside_index(self, path: str, pages: frozenset[str]) -> str | None:
        """MkDocs drops a README that has an index beside it: both would have one address."""
        file = PurePosixPath(path)
        others = (str(file.with_name("index" + suffix)) for suffix in _SUFFIXES)
        rival = next((other for other in others if other in pages), None)
        if file.stem != "README" or rival is None:
            return None
        return f"MkDocs leaves it out, as {rival} has the same address: rename one of them"

    def address(self, source: PageFile, now: datetime) -> str | Unpublished:
        """Return the folder address, or the file with .html when directory URLs are off.

        Raises:
            PageError: the site is not built, or a post's address can't be made.
        """
        if self.strict and source.is_broken:
            reason = "front matter that is no YAML, so that Zensical builds no site: correct it"
            raise PageError(source.path, 1, reason)
        blog = next((blog for blog in self.blogs if blog.has(source.path)), None)
        if blog is not None:
            held = blog.held_back(source, now)
            return Unpublished(reason=held) if held else self.of_file(blog.source_path(source))
        path = self.languages.source_path(source.path) if self.languages else source.path
        if path is None:
            return Unpublished(
                reason="its language is not among those that mkdocs.yml builds: add it to"
                " `languages` of the i18n plugin to publish it"
            )
        return self.of_file(path)

    def of_file(self, path: str) -> str:
        """Return the address of a Markdown file."""
        file = PurePosixPath(path)
        folder = "/" if len(file.parts) == 1 else f"/{file.parent}/"
        name = "index" if file.stem in _INDEX_STEMS else file.stem
        if not self.directory_urls:
            return f"{folder}{name}.html"
        return folder if name == "index" else f"{folder}{name}/"


def mkdocs_addresses(
    file: Path,
    root: Path,
    settings: Settings,
    plugins: tuple[Plugin, ...] = (),
    blogs: tuple[Blog, ...] = (),
) -> MkdocsAddresses:
    """Take the settings that decide on pages and addresses; `root` is the folder of pages.

    Raises:
        SiteError: a pattern in `file` is not one that gitignore(5) knows.
    """
    excluded = text_of(settings, "exclude_docs").splitlines()
    built = file.parent / text_of(settings, "site_dir", "site")
    return MkdocsAddresses(
        directory_urls=settings.get("use_directory_urls") is not False
        and not any(plugin.name == "offline" for plugin in plugins),
        excluded=_patterns([*_ALWAYS_EXCLUDED, *excluded], f"exclude_docs in {file}"),
        drafts=_patterns(text_of(settings, "draft_docs").splitlines(), f"draft_docs in {file}"),
        lets_in=any(line.startswith("!") for line in excluded),
        unlisted=tuple(
            pattern
            for plugin in plugins
            if plugin.name == "exclude"
            for pattern in _unlisted(plugin.options, file)
        ),
        site_dir=built.relative_to(root).as_posix() if built.is_relative_to(root) else None,
        blogs=blogs,
        languages=languages_of(plugins),
        strict=file.suffix == ".toml",
    )


def _unlisted(options: Settings, file: Path) -> Iterator[re.Pattern[str]]:
    for glob in texts_of(options, "glob"):
        yield re.compile(translate(glob))
    for written in texts_of(options, "regex"):
        try:
            yield re.compile(written)
        except re.error as error:
            raise SiteError(
                f"the exclude plugin's regex {written!r} in {file}: {error}: correct it"
            ) from error


def _patterns(lines: Iterable[str], setting: str) -> GitIgnoreSpec:
    try:
        return _spec(lines)
    except ValueError as error:
        raise SiteError(f"{setting}: {error}: correct the pattern") from error


def _spec(lines: Iterable[str]) -> GitIgnoreSpec:
    return GitIgnoreSpec.from_lines(lines)
