"""PB103: a link to a print view, which has no navigation and none of the page's anchors."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from index_builder.linting.finding import Fault, LintRule
from index_builder.linting.link_targets import Resolver
from index_builder.linting.linted_folder import LintedFolder
from index_builder.linting.print_views import is_print_view


def _check(folder: LintedFolder) -> Iterator[Fault]:
    resolver = Resolver(folder=folder)
    for page in folder.pages:
        for link in page.parts.links:
            opened = resolver.open(link.target, page)
            own = opened.page is page and not urlsplit(link.target).path if opened.page else False
            if not own and is_print_view(link.target, opened.page):
                yield Fault(
                    path=page.path,
                    line=link.line,
                    sentence=f"The link to {link.target} opens a print view",
                    fix=_fix(folder, opened.fragment),
                )


def _fix(folder: LintedFolder, fragment: str) -> str:
    pages = [page for page in folder.pages if fragment and fragment in page.anchors]
    if len(pages) == 1:
        return f"write {folder.base.path}{pages[0].address}#{fragment}"
    return "link to the page itself"


RULE = LintRule(
    code="PB103",
    name="print-view",
    severity="warning",
    summary="A link opens a page's print view instead of the page.",
    check=_check,
)
