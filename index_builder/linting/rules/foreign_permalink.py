"""PB203: a page at the address that the title of another page stands for."""

from collections import defaultdict
from collections.abc import Iterator

from index_builder.linting.finding import Fault, Rule
from index_builder.linting.front_matter_lines import line_of
from index_builder.linting.linted_folder import Folder
from index_builder.linting.linted_page import LintedPage
from index_builder.linting.slugs import words_of, words_of_address, words_of_file


def _check(folder: Folder) -> Iterator[Fault]:
    owners: defaultdict[tuple[str, ...], list[LintedPage]] = defaultdict(list)
    for page in folder.pages:
        for name in {_title(page), words_of_file(page.path)}:
            owners[name].append(page)
    for page in folder.pages:
        named = words_of_address(page.address)
        if page.field("permalink") and named and not _shares(named, page):
            for owner in owners[named][:1]:
                yield _fault(page, owner)


def _title(page: LintedPage) -> tuple[str, ...]:
    return words_of(page.page.title or "")


def _shares(named: tuple[str, ...], page: LintedPage) -> bool:
    """Tell whether an address has any word of its own page's title or file name."""
    return bool(set(named) & {*_title(page), *words_of_file(page.path)})


def _fault(page: LintedPage, other: LintedPage) -> Fault:
    own = "-".join(words_of_file(page.path))
    return Fault(
        path=page.path,
        line=line_of(page, "permalink"),
        sentence=f"The permalink {page.address} is the name of {other.path} "
        f"(“{other.page.title or other.path}”), not of this page",
        mend=f"give this page an address from its own title, such as /{own}/",
    )


RULE = Rule(
    code="PB203",
    name="foreign-permalink",
    severity="error",
    summary="A permalink is the name of another page.",
    check=_check,
)
