"""PB502: the mail address of one person, which is wrong the day that person leaves."""

from collections.abc import Iterator

from index_builder.linting.finding import Fault, Rule
from index_builder.linting.linted_folder import Folder
from index_builder.linting.named_people import personal_addresses


def _check(folder: Folder) -> Iterator[Fault]:
    for held in personal_addresses(folder):
        whose = f" ({held.name})" if held.name else ""
        yield Fault(
            path=held.page.path,
            line=held.line,
            sentence=f"{held.address} is the address of one person{whose}",
            mend="name the role, with an address that stays when people change",
        )


RULE = Rule(
    code="PB502",
    name="personal-address",
    severity="warning",
    summary="A person's mail address in place of a role's.",
    check=_check,
)
