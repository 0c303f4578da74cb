"""PB201: two pages claim one address, so that the site shows only one of them."""

from collections import defaultdict
from collections.abc import Iterator

from index_builder.linting.addressing import address_key
from index_builder.linting.finding import Fault, LintRule
from index_builder.linting.front_matter_lines import line_of
from index_builder.linting.linted_folder import LintedFolder
from index_builder.linting.linted_page import LintedPage


def _check(folder: LintedFolder) -> Iterator[Fault]:
    claims: defaultdict[str, list[LintedPage]] = defaultdict(list)
    for page in folder.pages:
        claims[address_key(page.address)].append(page)
    for pages in claims.values():
        for page in pages if len(pages) > 1 else ():
            others = ", ".join(other.path for other in pages if other is not page)
            yield Fault(
                path=page.path,
                line=line_of(page, "permalink", "url", "slug"),
                sentence=f"The address {page.address} is also claimed by {others}",
                fix="give each page an address of its own",
            )


RULE = LintRule(
    code="PB201",
    name="shared-address",
    severity="error",
    summary="Two pages claim one address (permalink).",
    check=_check,
)
