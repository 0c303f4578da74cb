"""The content folder as the rules see it: every page parsed, and those that can't be."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index_builder.generators.headings.anchor_style import AnchorStyle
from index_builder.generators.registration import Generator
from index_builder.generators.registry import BY_NAME
from index_builder.index.errors import PageError
from index_builder.index.passage import LeftOut
from index_builder.linting.addressing import SiteBase, path_below_base, site_base
from index_builder.linting.linted_page import LintedPage, linted_page
from index_builder.reading.glossary import read_glossary_file
from index_builder.reading.pages import Page, read_pages
from index_builder.reading.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class LintedFolder:
    """One site's pages, in the order of paths."""

    root: Path
    above: str  # from the site's folder of pages down to `root`: "policies/", "" if they agree
    generator: Generator
    style: AnchorStyle
    anchors_known: bool  # False: nothing can be said about headings' anchors
    serves: Callable[[str], bool] | None  # whether the site has an address that no page here has
    links_from_pages: bool  # `/a.md` names a file from the site's folder of pages
    base: SiteBase
    pages: tuple[LintedPage, ...]
    failures: tuple[PageError, ...]
    faults: tuple[PageError, ...]  # front matter that pages are published without
    left_out: tuple[LeftOut, ...]
    glossary: tuple[tuple[str, ...], ...]  # rows: the playbook's term, then other names

    def by_path(self) -> Mapping[str, LintedPage]:
        """Return the pages by their path in the folder."""
        return {page.path: page for page in self.pages}


def read_folder(
    site: Site, track: Callable[[Sequence[Page]], Iterable[Page]] = tuple
) -> LintedFolder:
    """Read and parse every page; a failure of one does not stop the others.

    Raises:
        SiteError: the folder has no Markdown file that the site would publish.
    """
    content = read_pages(site)
    outcomes = [_outcome(site, page) for page in track(content.pages)]
    pages = tuple(page for page in outcomes if isinstance(page, LintedPage))
    failures = [*content.failures, *(error for error in outcomes if isinstance(error, PageError))]
    glossary: tuple[tuple[str, ...], ...] = ()
    try:
        glossary = read_glossary_file(site.root)
    except PageError as error:
        failures.append(error)
    return LintedFolder(
        root=site.root,
        above=site.above,
        generator=BY_NAME[site.generator],
        style=site.anchors,
        anchors_known=site.anchors_known,
        serves=site.serves,
        links_from_pages=site.links_from_pages,
        base=site_base(site.base_url, pages),
        pages=pages,
        failures=tuple(sorted(failures, key=lambda error: (error.path, error.line))),
        faults=content.faults,
        left_out=content.left_out,
        glossary=glossary,
    )


def _outcome(site: Site, page: Page) -> LintedPage | PageError:
    try:
        return linted_page(page, path_below_base(page.url, site.base_url), site.anchors)
    except PageError as error:
        return error
