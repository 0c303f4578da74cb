"""PB102: a link to a place on a page that the page does not have."""

from collections.abc import Iterator

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from index_builder.linting.finding import Fault, Rule
from index_builder.linting.linted_folder import Folder
from index_builder.linting.linted_page import LintedPage
from index_builder.linting.print_views import is_print_view
from index_builder.linting.resolving import Opened, Resolver

_NEAR = 75  # percent of two anchors: a heading reworded by a word or two
# Places that a browser knows by itself, and those that layouts and footnotes usually bring.
_GIVEN = frozenset({"top", "content", "main", "main-content", "toc", "markdown-toc", "footnotes"})
_FOOTNOTE = ("fn", "fnref", "user-content-fn")


def _check(folder: Folder) -> Iterator[Fault]:
    resolver = Resolver(folder=folder)
    for page in folder.pages:
        for link in page.parts.links:
            opened = resolver.open(link.target, page)
            if opened.page and not is_print_view(link.target, opened.page) and _misses(opened):
                yield Fault(
                    path=page.path,
                    line=link.line,
                    sentence=f"No heading of {opened.page.path} has the anchor #{opened.fragment}",
                    mend=_mend(folder, opened),
                )


def _misses(opened: Opened) -> bool:
    page, fragment = opened.page, opened.fragment
    if page is None or not fragment or not page.page.rendered or page.open_ended:
        return False
    given = fragment.lower() in _GIVEN or fragment.lower().startswith(_FOOTNOTE)
    return not given and fragment not in page.anchors


def _mend(folder: Folder, opened: Opened) -> str:
    held = opened.page.anchors if opened.page else frozenset()
    near = extractOne(opened.fragment, sorted(held), scorer=ratio, score_cutoff=_NEAR)
    if near:
        return f"write #{near[0]}"
    elsewhere = [page for page in folder.pages if opened.fragment in page.anchors]
    if len(elsewhere) == 1:
        return f"write {place_of(folder, elsewhere[0])}#{opened.fragment}, where it stands now"
    return "link to a heading that is there, or to the page itself"


def place_of(folder: Folder, page: LintedPage) -> str:
    """Return a page's address from the root of its host."""
    return folder.base.path + page.address


RULE = Rule(
    code="PB102",
    name="broken-anchor",
    severity="error",
    summary="A link names an anchor that its page does not have.",
    check=_check,
)
