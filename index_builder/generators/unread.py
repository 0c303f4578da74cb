"""Site generators that are recognised by a file of theirs, but whose settings are not read.

Their settings are programs, or decide addresses in more ways than are worth following. The user
is told which one was found and which options say what its addresses are.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import Path

from index_builder.generators.addresses import (
    AddressRules,
    Elsewhere,
    PageFile,
    ServedAsIs,
    Unpublished,
)
from index_builder.generators.settings_files.site_folder import existing_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadGenerator:
    """A generator that is only recognised."""

    title: str
    files: tuple[str, ...]  # one of them lies in the site's folder; a pattern of `Path.glob`
    says: tuple[str, ...] = ()  # one of these is in it, if other tools have a file of that name
    pattern: str  # what its addresses are unless the site says otherwise
    pages: tuple[str, ...] = (".",)  # where its pages may lie, as seen from its file; () unknown
    pages_setting: str = ""  # a regular expression: in its file, group 1 says where they lie
    no_pages: tuple[str, ...] = ()  # patterns of names, of files or folders, it makes no pages of


UNREAD: tuple[UnreadGenerator, ...] = (
    UnreadGenerator(title="VuePress", files=(".vuepress/config.*",), pattern="/{path}.html",
                    pages=()),
    UnreadGenerator(title="mdBook", files=("book.toml",), pattern="/{path}.html", pages=("src",),
                    pages_setting=r"""^\s*src\s*=\s*["'](.+?)["']""", no_pages=("SUMMARY.md",)),
    UnreadGenerator(title="HonKit", files=("book.json", "book.js"), pattern="/{path}.html",
                    pages_setting=r'"root"\s*:\s*"(.+?)"', no_pages=("SUMMARY.md",)),
    UnreadGenerator(title="GitBook", files=(".gitbook.yaml", ".gitbook.yml"), pattern="/{path}",
                    pages_setting=r"""^root:\s*["']?([^"'#\s]+)""", no_pages=("SUMMARY.md",)),
    UnreadGenerator(title="Quarto", files=("_quarto.yml", "_quarto.yaml"), pattern="/{path}.html",
                    no_pages=("_*", "README.md", "README.qmd")),
    UnreadGenerator(title="bookdown", files=("_bookdown.yml",), pattern="/{name}.html",
                    no_pages=("_*",)),
    UnreadGenerator(title="Jupyter Book", files=("_toc.yml",), pattern="/{path}.html"),
    UnreadGenerator(title="MyST", files=("myst.yml", "myst.yaml"), pattern="/{name}"),
    UnreadGenerator(title="Sphinx", files=("conf.py",), pattern="/{path}.html"),
    UnreadGenerator(title="Astro", files=("astro.config.*",), pattern="/{path}/",
                    pages=("src/content/docs", "src/pages")),
    UnreadGenerator(title="Nextra", files=("theme.config.*", "next.config.*"), says=("nextra",),
                    pattern="/{path}", pages=("content", "src/content", "pages", "src/pages")),
    UnreadGenerator(title="Hexo", files=("_config.yml",), says=("public_dir:", "source_dir:"),
                    pattern="/{path}.html", pages=("source",),
                    pages_setting=r"""^source_dir:\s*["']?([^"'#\s]+)""", no_pages=("_drafts",)),
    UnreadGenerator(title="Zola", files=("config.toml",), says=("base_url",), pattern="/{path}/",
                    pages=("content",)),
    UnreadGenerator(title="Gatsby", files=("gatsby-config.*",), pattern="/{path}/", pages=()),
    UnreadGenerator(title="Antora", files=("antora.yml",), pattern="/{path}.html", pages=()),
    UnreadGenerator(title="DocFX", files=("docfx.json",), pattern="/{path}.html", pages=()),
    UnreadGenerator(title="Retype", files=("retype.yml",), pattern="/{path}/", pages=()),
    UnreadGenerator(title="Pelican", files=("pelicanconf.py",), pattern="/{name}.html",
                    pages=("content",)),
)  # fmt: skip
_MAX_BYTES = 100_000  # of a file that is searched for what it says


def recognised(folder: Path) -> tuple[UnreadGenerator, Path] | None:
    """Return the generator one of whose files lies in `folder`, with the file."""
    for generator in UNREAD:
        for pattern in generator.files:
            try:
                file = next(iter(sorted(folder.glob(pattern))), None)
                if file is not None and file.is_file() and _is_of(generator, file):
                    return generator, file
            except OSError:  # the folder may not be read; reading the pages will say so
                return None
    return None


def folder_of_pages(generator: UnreadGenerator, file: Path) -> Path | None:
    """Return the folder that a site's pages lie in, resolved; None if that is not known."""
    said = generator.pages_setting and re.search(generator.pages_setting, _text(file), re.MULTILINE)
    here = file.parent.resolve()
    for name in (said[1],) if said else generator.pages:
        folder = existing_folder(here, name)
        if folder and folder.is_relative_to(here):
            return folder
    return None


@dataclass(frozen=True, slots=True)
class PagesOfUnread:
    """Addresses as `rules` make them, of those files that the generator makes pages of."""

    rules: AddressRules
    generator: UnreadGenerator

    def hides(self, path: str, *, folder: bool) -> bool:
        """Hide what the rules hide."""
        return self.rules.hides(path, folder=folder)

    def is_page(self, path: str) -> bool:
        """Take what the rules take."""
        return self.rules.is_page(path)

    def withheld(self, path: str, pages: frozenset[str]) -> str | None:
        """Withhold what the generator makes no page of, such as the file of a book's contents."""
        for part in path.split("/"):
            if any(fnmatchcase(part, name) for name in self.generator.no_pages):
                return f"{self.generator.title} makes no page of {part}: rename it to index it"
        return self.rules.withheld(path, pages)

    def address(
        self, source: PageFile, now: datetime
    ) -> str | ServedAsIs | Elsewhere | Unpublished:
        """Return what the rules say."""
        return self.rules.address(source, now)


def _is_of(generator: UnreadGenerator, file: Path) -> bool:
    """Return whether a file is the generator's own, not another tool's of the same name."""
    return not generator.says or any(word in _text(file) for word in generator.says)


def _text(file: Path) -> str:
    with file.open("rb") as opened:
        return opened.read(_MAX_BYTES).decode("utf-8", "replace")
