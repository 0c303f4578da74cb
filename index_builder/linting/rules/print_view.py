"""PB103: a link to a view for printing, which has no navigation and none of the page's anchors."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from index_builder.linting.finding import Fault, Rule
from index_builder.linting.linted_folder import Folder
from index_builder.linting.print_views import is_print_view
from index_builder.linting.resolving import Resolver


def _check(folder: Folder) -> Iterator[Fault]:
    resolver = Resolver(folder=folder)
    for page in folder.pages:
        for link in page.parts.links:
            opened = resolver.open(link.target, page)
            own = opened.page is page and not urlsplit(link.target).path if opened.page else False
            if not own and is_print_view(link.target, opened.page):
                yield Fault(
                    path=page.path,
                    line=link.line,
                    sentence=f"The link to {link.target} opens a view for printing",
                    mend=_mend(folder, opened.fragment),
                )


def _mend(folder: Folder, fragment: str) -> str:
    held = [page for page in folder.pages if fragment and fragment in page.anchors]
    if len(held) == 1:
        return f"write {folder.base.path}{held[0].address}#{fragment}"
    return "link to the page itself"


RULE = Rule(
    code="PB103",
    name="print-view",
    severity="warning",
    summary="A link opens a view for printing in place of the page.",
    check=_check,
)
