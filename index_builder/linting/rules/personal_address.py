"""PB502: the mail address of one person, which is wrong the day that person leaves."""

from collections.abc import Iterator

from index_builder.linting.finding import Fault, LintRule
from index_builder.linting.linted_folder import LintedFolder
from index_builder.linting.named_people import personal_addresses


def _check(folder: LintedFolder) -> Iterator[Fault]:
    for personal in personal_addresses(folder):
        whose = f" ({personal.name})" if personal.name else ""
        yield Fault(
            path=personal.page.path,
            line=personal.line,
            sentence=f"{personal.address} is the address of one person{whose}",
            fix="name the role, with an address that stays when people change",
        )


RULE = LintRule(
    code="PB502",
    name="personal-address",
    severity="warning",
    summary="A person's mail address instead of a role's.",
    check=_check,
)
