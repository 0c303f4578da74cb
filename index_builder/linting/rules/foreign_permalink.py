"""PB203: a page at an address that is another page's title."""

from collections import defaultdict
from collections.abc import Iterator

from index_builder.linting.finding import Fault, LintRule
from index_builder.linting.front_matter_lines import line_of
from index_builder.linting.linted_folder import LintedFolder
from index_builder.linting.linted_page import LintedPage
from index_builder.linting.title_words import address_words, file_name_words, title_words


def _check(folder: LintedFolder) -> Iterator[Fault]:
    owners: defaultdict[tuple[str, ...], list[LintedPage]] = defaultdict(list)
    for page in folder.pages:
        for name in {_title(page), file_name_words(page.path)}:
            owners[name].append(page)
    for page in folder.pages:
        named = address_words(page.address)
        if page.field("permalink") and named and not _shares(named, page):
            for owner in owners[named][:1]:
                yield _fault(page, owner)


def _title(page: LintedPage) -> tuple[str, ...]:
    return title_words(page.page.title or "")


def _shares(named: tuple[str, ...], page: LintedPage) -> bool:
    """Return whether an address has any word of its own page's title or file name."""
    return bool(set(named) & {*_title(page), *file_name_words(page.path)})


def _fault(page: LintedPage, other: LintedPage) -> Fault:
    own = "-".join(file_name_words(page.path))
    return Fault(
        path=page.path,
        line=line_of(page, "permalink"),
        sentence=f"The permalink {page.address} is the name of {other.path} "
        f"(“{other.page.title or other.path}”), not of this page",
        fix=f"give this page an address from its own title, such as /{own}/",
    )


RULE = LintRule(
    code="PB203",
    name="foreign-permalink",
    severity="error",
    summary="A permalink is the name of another page.",
    check=_check,
)
