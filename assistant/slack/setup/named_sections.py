"""Sections by name: "data/*.md" names pages, "data/sharing.md#terms" a section with all inside it.

Administrators write these names; a page's path is relative to the content folder.
"""

import difflib
from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatchcase

from assistant.slack.setup.settings import Settings
from index_builder.index.errors import PlaybookError
from index_builder.index.passage import Passage


class SectionMissing(PlaybookError):
    """Raised when a name matches no page or section of the index."""


def in_sections(names: Sequence[str], passages: Sequence[Passage]) -> Callable[[Passage], bool]:
    """Return a test of whether a passage is in one of the named sections."""
    sections = {
        (passage.path, passage.headings)
        for name in names
        for passage in section_passages(name, passages)
    }
    return lambda passage: (passage.path, passage.headings) in sections


def section_passages(name: str, passages: Iterable[Passage]) -> list[Passage]:
    """Return the passages of the pages or the section that a name matches, in order."""
    path, _, anchor = name.partition("#")
    pages = [passage for passage in passages if fnmatchcase(passage.path, path)]
    if not anchor:
        return pages
    tops = {(passage.path, passage.headings) for passage in pages if passage.anchor == anchor}
    return [
        passage
        for passage in pages
        if any(
            (passage.path, passage.headings[:depth]) in tops
            for depth in range(len(passage.headings) + 1)
        )
    ]


def section_titles(names: Sequence[str], passages: Sequence[Passage]) -> tuple[str, ...]:
    """Return the titles of the named sections, pages by their own, each once."""
    titles = [
        first.headings[-1] if "#" in name and first.headings else first.page_title
        for name in names
        for first in section_passages(name, passages)[:1]
    ]
    return tuple(dict.fromkeys(titles))


def check_sections(settings: Settings, passages: Sequence[Passage]) -> None:
    """Check that each section the settings name is in the index.

    Raises:
        SectionMissing: one isn't.
    """
    for key, name in settings.named_sections.items():
        check_named(name, passages, f"the settings' {key}")


def check_named(name: str, passages: Sequence[Passage], where: str) -> None:
    """Check that a name matches something; `where` tells the message where the name is written.

    Raises:
        SectionMissing: it matches nothing; the message has the closest names.
    """
    if section_passages(name, passages):
        return
    known = {passage.path for passage in passages}
    known |= {f"{passage.path}#{passage.anchor}" for passage in passages if passage.anchor}
    near = difflib.get_close_matches(name, sorted(known), n=3) or sorted(known)[:3]
    raise SectionMissing(
        f'{where}: found "{name}", wanted a page or section of the index, such as {", ".join(near)}'
    )
