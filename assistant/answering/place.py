"""A passage's place in words: its headings, and its file with lines."""

from index_builder.index.passage import Passage
from index_builder.index.printable import printable


def breadcrumb(passage: Passage) -> str:
    """Return page title and headings, outermost first."""
    return printable(passage.breadcrumb)


def place(passage: Passage) -> str:
    """Return file and lines, as editors and compilers write them."""
    return printable(passage.place)
