"""PB503: the name of a person that readers should ask, or whose mail address a page gives."""

import re
from collections.abc import Iterator

from index_builder.linting.finding import Fault, LintRule
from index_builder.linting.linted_folder import LintedFolder
from index_builder.linting.named_people import contact_names, personal_addresses


def _check(folder: LintedFolder) -> Iterator[Fault]:
    addresses = personal_addresses(folder)
    names = sorted(contact_names(folder, addresses))
    reported = {(address.page.path, address.line) for address in addresses}
    for page in folder.pages if names else ():
        named = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
        for prose in page.parts.prose:
            for found in named.finditer(prose.text):
                line = prose.line_at(found.start())
                if (page.path, line) not in reported:
                    reported.add((page.path, line))
                    yield Fault(
                        path=page.path,
                        line=line,
                        sentence=f"“{found[0]}” is a person; a role would do",
                        fix="name the role",
                    )


RULE = LintRule(
    code="PB503",
    name="personal-name",
    severity="note",
    summary="A contact person's name instead of the role.",
    check=_check,
)
