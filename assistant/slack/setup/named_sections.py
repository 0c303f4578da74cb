"""Sections by name: "data/*.md" are pages, "data/sharing.md#terms" is a section and what it holds.

Names are what administrators write; a page's path is relative to the content folder.
"""

import difflib
from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatchcase

from index_builder.index.errors import PlaybookError
from index_builder.index.passage import Passage


class SectionMissing(PlaybookError):
    """Raised when a name stands for no page or section of the index."""


def in_sections(names: Sequence[str], passages: Sequence[Passage]) -> Callable[[Passage], bool]:
    """Return a test of whether a passage is in one of the named sections."""
    held = {
        (found.path, found.headings) for name in names for found in section_passages(name, passages)
    }
    return lambda passage: (passage.path, passage.headings) in held


def section_passages(name: str, passages: Iterable[Passage]) -> list[Passage]:
    """Return the passages of the pages or the section that a name stands for, in order."""
    path, _, anchor = name.partition("#")
    pages = [held for held in passages if fnmatchcase(held.path, path)]
    if not anchor:
        return pages
    tops = {(held.path, held.headings) for held in pages if held.anchor == anchor}
    return [
        held
        for held in pages
        if any(
            (held.path, held.headings[:depth]) in tops for depth in range(len(held.headings) + 1)
        )
    ]


def check_named(name: str, passages: Sequence[Passage], where: str) -> None:
    """Check that a name stands for something; `where` says in the message who wrote it.

    Raises:
        SectionMissing: it doesn't; the message has the nearest names.
    """
    if section_passages(name, passages):
        return
    known = {held.path for held in passages}
    known |= {f"{held.path}#{held.anchor}" for held in passages if held.anchor}
    near = difflib.get_close_matches(name, sorted(known), n=3) or sorted(known)[:3]
    raise SectionMissing(
        f'{where}: found "{name}", wanted a page or section of the index, such as {", ".join(near)}'
    )
