"""Where a passage stands, in words: its headings, and its file with lines."""

from index_builder.index.passage import Passage
from index_builder.index.printable import printable


def breadcrumb(passage: Passage) -> str:
    """Return page title and headings, outermost first."""
    parts = [part for part in (passage.page_title, *passage.headings) if part]
    return printable(" › ".join(dict.fromkeys(parts)))


def place(passage: Passage) -> str:
    """Return file and lines, as editors and compilers write them."""
    first, last = passage.lines
    return printable(
        f"{passage.path}:{first}" if first == last else f"{passage.path}:{first}-{last}"
    )
