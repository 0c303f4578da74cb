"""The content folder as the rules see it: every page parsed, and what can't be read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index_builder.generators.headings.anchor_style import AnchorStyle
from index_builder.generators.registration import Generator
from index_builder.generators.registry import BY_NAME
from index_builder.index.errors import PageError
from index_builder.index.passage import LeftOut
from index_builder.linting.addressing import Base, base_of, below
from index_builder.linting.linted_page import LintedPage, linted_page
from index_builder.reading.glossary import read_glossary_file
from index_builder.reading.pages import Page, read_pages
from index_builder.reading.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """One site's pages, in the order of paths."""

    root: Path
    generator: Generator
    style: AnchorStyle
    base: Base
    pages: tuple[LintedPage, ...]
    failures: tuple[PageError, ...]
    left_out: tuple[LeftOut, ...]
    glossary: tuple[tuple[str, ...], ...]  # rows: the playbook's term, then other names

    def by_path(self) -> Mapping[str, LintedPage]:
        """Return the pages by their path in the folder."""
        return {page.path: page for page in self.pages}


def read_folder(site: Site, track: Callable[[Sequence[Page]], Iterable[Page]] = tuple) -> Folder:
    """Read and parse every page; one that can't be is a failure and stops no other.

    Raises:
        SiteError: the folder holds no Markdown file the site would publish.
    """
    content = read_pages(site)
    outcomes = [_outcome(site, page) for page in track(content.pages)]
    pages = tuple(held for held in outcomes if isinstance(held, LintedPage))
    failures = [*content.failures, *(held for held in outcomes if isinstance(held, PageError))]
    glossary: tuple[tuple[str, ...], ...] = ()
    try:
        glossary = read_glossary_file(site.root)
    except PageError as error:
        failures.append(error)
    return Folder(
        root=site.root,
        generator=BY_NAME[site.generator],
        style=site.anchors,
        base=base_of(site.base_url, pages),
        pages=pages,
        failures=tuple(sorted(failures, key=lambda held: (held.path, held.line))),
        left_out=content.left_out,
        glossary=glossary,
    )


def _outcome(site: Site, page: Page) -> LintedPage | PageError:
    try:
        return linted_page(page, below(page.url, site.base_url), site.anchors)
    except PageError as error:
        return error
