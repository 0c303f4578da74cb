"""The editors' list of other names for the playbook's terms: `_glossary.tsv` beside the pages."""

import re
from pathlib import Path

from index_builder.index.errors import PageError
from index_builder.reading.content_files import read_bytes
from index_builder.reading.pages import MAX_PAGE_BYTES

GLOSSARY_FILE = "_glossary.tsv"  # generators leave files with an underscore out of the site
_PLACE = re.compile(r"line (\d+) ")


def read_glossary(text: str) -> tuple[tuple[str, ...], ...]:
    """Return a glossary's rows: the playbook's term, then the other names people have for it.

    Each line is a row, with tabs between names; empty lines and those that start with "#" are not.

    Raises:
        ValueError: a line has no other name.
    """
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        names = tuple(name for cell in line.split("\t") if (name := " ".join(cell.split())))
        if len(names) < 2:
            raise ValueError(
                f"line {number} has one name, {line.strip()!r}; write the playbook's term, a tab, "
                "then the other names with a tab between them"
            )
        rows.append(names)
    return tuple(rows)


def read_glossary_file(root: Path) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a folder's glossary; none if it has no glossary.

    Raises:
        PageError: the file can't be read, or one of its lines is not a row.
    """
    file = root / GLOSSARY_FILE
    if not file.exists():
        return ()
    try:
        return read_glossary(read_bytes(file, GLOSSARY_FILE, MAX_PAGE_BYTES).decode("utf-8-sig"))
    except ValueError as error:
        place = _PLACE.match(str(error))
        raise PageError(GLOSSARY_FILE, int(place[1]) if place else 1, str(error)) from error
