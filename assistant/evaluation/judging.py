"""Which passages satisfy a gold row: by section, or by quote. Pure.

**By section.** A passage satisfies a gold row when it is of that page and of that section. It is
of that section when the anchors are equal and not empty, or the heading paths are the same. Anchors
alone would not do: the gold's are of one site generator, the index's of whichever it was built
for. Heading paths are compared without empty parts (a heading that is only a template tag has no
text) and one may lack outer headings of the other (some tools count the page's title as one). So
a gold row without anchor and heading means the page's top: passages with no heading text above.
A gold section that no passage is of holds no text of its own (a heading directly above another
heading): then the passages of its subsections satisfy it, since they carry its heading line.

**By quote.** A passage satisfies a gold row when it holds at least half of one of its quotes, found
by position in the file and counted in characters that are not white space. A quote that stands
several times in its file is held where any one occurrence is. A quote that three passages share
may be satisfied by none of them.
"""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal, get_args

from assistant.evaluation.page_text import PageText
from assistant.evaluation.question_file import Gold, JudgedQuestion
from assistant.evaluation.scoring import Judged
from index_builder.index.passage import Passage

By = Literal["section", "quote"]
BYS: tuple[By, ...] = get_args(By)


def judge(
    questions: Sequence[JudgedQuestion],
    passages: Sequence[Passage],
    pages: Mapping[str, PageText],
    by: By,
) -> tuple[Judged, ...]:
    """Return for each answerable question the passages that answer it."""
    return tuple(
        Judged(id=question.id, groups=groups_of(question.gold, passages, pages, by))
        for question in questions
        if question.answerable
    )


def groups_of(
    gold: Sequence[Gold], passages: Sequence[Passage], pages: Mapping[str, PageText], by: By
) -> tuple[frozenset[str], ...]:
    """Return the gold's groups in order, each the rows, as text, of satisfying passages."""
    if by == "section":
        return _grouped(gold, lambda row: _by_section(row, passages))
    return _grouped(gold, lambda row: _by_quote(row, passages, pages))


def moved_groups_of(
    gold: Sequence[Gold], passages: Sequence[Passage], pages: Mapping[str, PageText]
) -> tuple[frozenset[str], ...]:
    """Return the groups as `groups_of` does, by quotes that now stand on other pages only.

    A page that was renamed, or a paragraph that moved, is still gold to those who read it there;
    where the page itself is gone, so are the sections of that name on the pages with its quotes.
    """
    return _grouped(gold, lambda row: _by_moved_quote(row, passages, pages))


def _grouped(
    gold: Sequence[Gold], rows_of: Callable[[Gold], Iterable[int]]
) -> tuple[frozenset[str], ...]:
    groups: dict[int, set[int]] = {row.group: set() for row in gold}
    for row in gold:
        groups[row.group].update(rows_of(row))
    return tuple(frozenset(map(str, groups[group])) for group in sorted(groups))


def _by_section(gold: Gold, passages: Sequence[Passage]) -> list[int]:
    of_page = [(row, passage) for row, passage in enumerate(passages) if passage.path == gold.path]
    own = [row for row, passage in of_page if is_of_section(gold, passage)]
    return own or [row for row, passage in of_page if is_of_subsection(gold, passage)]


def is_of_section(gold: Gold, passage: Passage) -> bool:
    """Return whether a passage of the gold's page is of its section."""
    if gold.anchor and gold.anchor == passage.anchor:
        return True
    wanted, found = heading_texts(gold.heading_path), heading_texts(passage.headings)
    if not wanted or not found:
        return wanted == found
    shorter = min(len(wanted), len(found))
    return wanted[-shorter:] == found[-shorter:]


def is_of_subsection(gold: Gold, passage: Passage) -> bool:
    """Return whether a passage of the gold's page is of a section under the gold's."""
    wanted, found = heading_texts(gold.heading_path), heading_texts(passage.headings)
    return bool(wanted) and any(
        found[at : at + len(wanted)] == wanted for at in range(len(found) - len(wanted))
    )


def heading_texts(headings: Iterable[str]) -> tuple[str, ...]:
    """Return headings as they compare: no empty ones; case and runs of white space do not count."""
    texts = (" ".join(unicodedata.normalize("NFKC", text).casefold().split()) for text in headings)
    return tuple(text for text in texts if text)


def _by_quote(gold: Gold, passages: Sequence[Passage], pages: Mapping[str, PageText]) -> list[int]:
    return _holding(gold.quotes, [gold.path], passages, pages)


def _by_moved_quote(
    gold: Gold, passages: Sequence[Passage], pages: Mapping[str, PageText]
) -> list[int]:
    own = pages.get(gold.path)
    moved = [quote for quote in gold.quotes if own is None or not own.places(quote)]
    paths = [path for path, page in pages.items() if any(map(page.places, moved))]
    rows = _holding(moved, paths, passages, pages)
    if own is None:  # the page was renamed: its sections are where their quotes are
        for path in paths:
            rows += _by_section(replace(gold, path=path), passages)
    return rows


def _holding(
    quotes: Sequence[str],
    paths: Collection[str],
    passages: Sequence[Passage],
    pages: Mapping[str, PageText],
) -> list[int]:
    return [
        row
        for row, passage in enumerate(passages)
        if passage.path in paths
        and any(pages[passage.path].holds(passage.span, quote) for quote in quotes)
    ]
