"""Passages made by hand, with as much as comparing looks at."""

import hashlib
from dataclasses import replace

from index_builder.index.passage import Passage


def passage(
    words: str,
    *,
    path: str = "farm.md",
    headings: tuple[str, ...] = ("Goats",),
    title: str = "Farm",
    line: int = 1,
    site: str = "",
) -> Passage:
    """Return a passage that says `words` in the section with these headings."""
    anchor = headings[-1].lower() if headings else ""
    return Passage(
        id=hashlib.sha256(words.encode()).hexdigest()[:16],
        path=path,
        lines=(line, line),
        span=(0, len(words)),
        page_title=title,
        headings=headings,
        anchor=anchor,
        url=f"{site}/{path.removesuffix('.md')}/#{anchor}",
        content_hash=hashlib.sha256(words.encode()).hexdigest(),
        quote=words,
        text=words,
        embedded=words,
        tokens=len(words.split()),
    )


def saying(held: Passage, quote: str) -> Passage:
    """Return a passage with other words in the same place."""
    return replace(held, quote=quote, text=quote)
