"""PB602: a link to “Appendix B” that opens Appendix A, and two pages that are both Appendix B."""

import re
from collections.abc import Iterator

from index_builder.linting.finding import Fault, LintRule
from index_builder.linting.front_matter_lines import line_of
from index_builder.linting.link_targets import LinkTarget, Resolver
from index_builder.linting.linted_folder import LintedFolder
from index_builder.linting.linted_page import LintedPage

_PART = re.compile(
    r"\b(annex|appendix|chapter|part|schedule|step)\s+([A-Z]\b|\d+\b)", re.IGNORECASE
)
_OF_A_WHOLE = ("annex", "appendix")  # a folder has one set of these; steps start again on each page


def _check(folder: LintedFolder) -> Iterator[Fault]:
    yield from _links(folder)
    yield from _titles(folder)


def _links(folder: LintedFolder) -> Iterator[Fault]:
    resolver = Resolver(folder=folder)
    for page in folder.pages:
        for link in page.parts.links:
            link_part = _PART.match(link.text)
            title = _title(resolver.open(link.target, page)) if link_part else ""
            named = _PART.match(title)
            if link_part and named and _is_other(link_part, named):
                yield Fault(
                    path=page.path,
                    line=link.line,
                    sentence=f"The link says “{link.text}” but opens “{title}”",
                    fix=f"write {named[0]}, or link to {link_part[0]}",
                )


def _title(opened: LinkTarget) -> str:
    """Return the title of the heading that a link opens, else of its page."""
    if opened.page is None:
        return ""
    headings = opened.page.document.headings.values()
    at = next((heading.text for heading in headings if heading.anchor == opened.fragment != ""), "")
    return at if _PART.match(at) else opened.page.page.title or ""


def _is_other(link_part: re.Match[str], named: re.Match[str]) -> bool:
    same_kind = link_part[1].casefold() == named[1].casefold()
    return same_kind and link_part[2].casefold() != named[2].casefold()


def _titles(folder: LintedFolder) -> Iterator[Fault]:
    first: dict[tuple[str, str], LintedPage] = {}
    for page in folder.pages:
        named = _PART.match(page.page.title or "")
        if named and named[1].casefold() in _OF_A_WHOLE:
            key = (page.path.rpartition("/")[0], named[0].casefold())
            earlier = first.setdefault(key, page)
            if earlier is not page:
                yield Fault(
                    path=page.path,
                    line=line_of(page, "title"),
                    sentence=f"“{named[0]}” is also the name of {earlier.path}",
                    fix="give each its own letter or number, and check the links to both",
                )


RULE = LintRule(
    code="PB602",
    name="wrong-part-named",
    severity="warning",
    summary="A link names one appendix and opens another, or two pages are the same appendix.",
    check=_check,
)
