"""Files whose text stands in place of a line of a page, found in folders that the site names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index_builder.generators.syntax.syntax import Syntax
from index_builder.index.errors import PageError
from index_builder.reading.content_files import read_bytes

_LINE_END = re.compile(r"\r\n|\r|\n")  # Markdown's line endings
_LINE = re.compile(rf"[^\r\n]*(?:{_LINE_END.pattern})|[^\r\n]+$")
_DEEPEST = 8  # files within files; a file that includes itself would never end
_MOST = 500  # files of one page, those within others counted again


@dataclass(frozen=True, slots=True, kw_only=True)
class IncludedFile:
    """A file that a page includes; `text` is "" if it can't be read, as the site then leaves it."""

    line: int  # of the page, 0-based
    name: str  # as written
    text: str


def included_files(syntax: Syntax, text: str, max_bytes: int) -> tuple[IncludedFile, ...]:
    """Return the files that a page includes, in order, each with what it includes itself."""
    folders = [Path(folder).resolve() for folder in syntax.include_folders]
    if not folders or "8<" not in text:
        return ()
    reading = _Reading(syntax, folders, max_bytes)
    return tuple(
        IncludedFile(line=line, name=name, text="".join(reading.expanded(name, 0)))
        for line, source in enumerate(_LINE_END.split(text))
        for name in syntax.included_files(source)
    )


class _Reading:
    def __init__(self, syntax: Syntax, folders: list[Path], max_bytes: int) -> None:
        self.syntax, self.folders, self.max_bytes = syntax, folders, max_bytes
        self.left, self.room = _MOST, max_bytes

    def expanded(self, name: str, depth: int) -> Iterator[str]:
        """Yield a file's lines, with those of files that it includes in their place."""
        self.left -= 1
        text = self._text(name) if depth < _DEEPEST and self.left > 0 else ""
        self.room -= len(text)
        for line in _LINE.findall(text) if self.room > 0 else ():
            inner = self.syntax.included_files(line)
            if not inner:
                yield line
            for other in inner:
                yield from self.expanded(other, depth + 1)

    def _text(self, name: str) -> str:
        """Return a file's text; only files below one of the folders are read."""
        for folder in self.folders:
            try:
                file = (folder / name).resolve(strict=True)
                if file.is_relative_to(folder) and file.is_file():
                    return read_bytes(file, name, self.max_bytes).decode("utf-8-sig")
            except (OSError, RuntimeError, ValueError, PageError):
                continue
        return ""
