"""PB604: another name for a term that the editors' glossary has."""

import re
from collections.abc import Iterator

from index_builder.linting.finding import Fault, LintRule
from index_builder.linting.linted_folder import LintedFolder
from index_builder.linting.page_parts import Prose
from index_builder.reading.glossary import GLOSSARY_FILE


def _check(folder: LintedFolder) -> Iterator[Fault]:
    rows = folder.glossary
    names = {other.casefold(): row[0] for row in rows for other in row[1:]}
    if not names:
        return
    # Longer names come first, the playbook's terms too: "data requester" is not "requester".
    known = sorted({*names, *(row[0].casefold() for row in rows)}, key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, known))})\b", re.IGNORECASE)
    for page in folder.pages:
        for prose in page.parts.prose:
            for name, line in _used(prose, pattern):
                term = names.get(name.casefold())
                if term:
                    yield Fault(
                        path=page.path,
                        line=line,
                        sentence=f"“{name}” is called “{term}” in {GLOSSARY_FILE}",
                        fix="write the playbook's term",
                    )


def _used(prose: Prose, pattern: re.Pattern[str]) -> Iterator[tuple[str, int]]:
    for found in pattern.finditer(prose.text):
        yield found[0], prose.line_at(found.start())


RULE = LintRule(
    code="PB604",
    name="other-name",
    severity="note",
    summary="A page uses another name for a term in the editors' glossary.",
    check=_check,
)
