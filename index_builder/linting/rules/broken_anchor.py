"""PB102: a link to an anchor that its page does not have."""

from collections.abc import Iterator

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from index_builder.linting.finding import Fault, LintRule
from index_builder.linting.link_targets import LinkTarget, Resolver
from index_builder.linting.linted_folder import LintedFolder
from index_builder.linting.linted_page import LintedPage
from index_builder.linting.print_views import is_print_view

_NEAR = 75  # percent alike: a heading with a word or two changed
# Places that browsers know themselves, and those that layouts and footnotes usually add.
_BUILT_IN = frozenset(
    {"top", "content", "main", "main-content", "toc", "markdown-toc", "footnotes"}
)
_FOOTNOTE = ("fn", "fnref", "user-content-fn")


def _check(folder: LintedFolder) -> Iterator[Fault]:
    resolver = Resolver(folder=folder)
    for page in folder.pages if folder.anchors_known else ():
        for link in page.parts.links:
            opened = resolver.open(link.target, page)
            if (
                opened.page
                and not is_print_view(link.target, opened.page)
                and _misses(opened, folder)
            ):
                yield Fault(
                    path=page.path,
                    line=link.line,
                    sentence=f"No heading of {opened.page.path} has the anchor #{opened.fragment}",
                    fix=_fix(folder, opened),
                )


def _misses(opened: LinkTarget, folder: LintedFolder) -> bool:
    page, fragment = opened.page, opened.fragment
    if page is None or not fragment or not page.page.rendered or page.open_ended:
        return False
    if page.page.syntax.may_be_made(fragment):
        return False
    if fragment == "top" and folder.generator.top_is_no_anchor:
        return fragment not in page.anchors
    built_in = fragment.lower() in _BUILT_IN or fragment.lower().startswith(_FOOTNOTE)
    return not built_in and fragment not in page.anchors


def _fix(folder: LintedFolder, opened: LinkTarget) -> str:
    anchors = opened.page.anchors if opened.page else frozenset()
    near = extractOne(opened.fragment, sorted(anchors), scorer=ratio, score_cutoff=_NEAR)
    if near:
        return f"write #{near[0]}"
    elsewhere = [page for page in folder.pages if opened.fragment in page.anchors]
    if len(elsewhere) == 1:
        return (
            f"write {_address_from_root(folder, elsewhere[0])}#{opened.fragment}, where it is now"
        )
    return "link to a heading that exists, or to the page itself"


def _address_from_root(folder: LintedFolder, page: LintedPage) -> str:
    """Return a page's address from the root of its host."""
    return folder.base.path + page.address


RULE = LintRule(
    code="PB102",
    name="broken-anchor",
    severity="error",
    summary="A link names an anchor that its page does not have.",
    check=_check,
)
