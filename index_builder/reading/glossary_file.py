"""The glossary of a content folder, read as its pages are."""

import re
from pathlib import Path

from index_builder.index.errors import PageError
from index_builder.reading.content_files import read_bytes
from index_builder.reading.glossary import NAME, read_glossary
from index_builder.reading.pages import MAX_PAGE_BYTES

_PLACE = re.compile(r"line (\d+) ")


def read_glossary_file(root: Path) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a folder's glossary; none where it has none.

    Raises:
        PageError: the file can't be read, or a line of it is no row.
    """
    file = root / NAME
    if not file.exists():
        return ()
    try:
        return read_glossary(read_bytes(file, NAME, MAX_PAGE_BYTES).decode("utf-8-sig"))
    except ValueError as error:
        place = _PLACE.match(str(error))
        raise PageError(NAME, int(place[1]) if place else 1, str(error)) from error
