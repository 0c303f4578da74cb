"""PB503: the name of a person whom readers are to ask, or whose mail address a page gives."""

import re
from collections.abc import Iterator

from index_builder.linting.finding import Fault, Rule
from index_builder.linting.linted_folder import Folder
from index_builder.linting.named_people import contacts, personal_addresses


def _check(folder: Folder) -> Iterator[Fault]:
    addresses = personal_addresses(folder)
    names = sorted(contacts(folder, addresses))
    told = {(held.page.path, held.line) for held in addresses}
    for page in folder.pages if names else ():
        named = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
        for prose in page.parts.prose:
            for found in named.finditer(prose.text):
                line = prose.line_at(found.start())
                if (page.path, line) not in told:
                    told.add((page.path, line))
                    yield Fault(
                        path=page.path,
                        line=line,
                        sentence=f"“{found[0]}” is a person, named where a role would do",
                        mend="name the role",
                    )


RULE = Rule(
    code="PB503",
    name="personal-name",
    severity="note",
    summary="A contact person's name in place of the role.",
    check=_check,
)
