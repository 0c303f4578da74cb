"""On which line of a settings file a setting stands, for messages about it."""

import re
from pathlib import Path


def place_of(file: Path, text: str, *keys: str) -> str:
    """Return "file:line" of a setting, by its key and those it is below; "file" if not found.

    The text is searched, not parsed: a key that is nowhere at the start of an entry is looked for
    as a word.
    """
    at = 0
    for key in keys:
        found = _search(text, key, at)
        if found is None:
            break
        at = found
    else:
        return f"{file}:{text.count(chr(10), 0, at) + 1}" if keys else str(file)
    return f"{file}:{text.count(chr(10), 0, at) + 1}" if at else str(file)


def _search(text: str, key: str, start: int) -> int | None:
    word = re.escape(key)
    entry = re.compile(
        rf"^[ \t]*(?:-[ \t]+)?[\"'\[]*(?:[\w.\"-]+\.)?{word}[\"'\]]*[ \t]*(?:[:=]|\r?$)",
        re.MULTILINE | re.IGNORECASE,
    )
    found = entry.search(text, start) or re.compile(
        rf"(?<![\w-]){word}(?![\w-])", re.IGNORECASE
    ).search(text, start)
    if found is None:
        return None
    return found.end()
