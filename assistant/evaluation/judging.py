"""Which passages satisfy a gold row: by section, or by quote. Pure.

**By section.** A passage satisfies a gold row when it is on the same page and in the same section.
It is in the same section when the anchors are equal and not empty, or the heading paths are the
same. Anchors alone would not do: the gold's come from one site generator, the index's from the one
it was built for. Heading paths are compared without empty parts (a heading that is only a template
tag has no text), and one may lack outer headings of the other (some tools count the page's title as
one). So a gold row without anchor and headings means the page's top: passages with no heading text
above them. If no passage is in a gold section, the section has no text of its own (its heading is
directly above another one). Then the passages of its subsections satisfy it, since they carry its
heading line.

**By quote.** A passage satisfies a gold row when it has at least half of one of the row's quotes,
located by position in the file and counted in characters that are not white space. If a quote is
in its file several times, half of any one occurrence is enough. A quote that is spread over three
passages may be satisfied by none of them.
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
    """Return the gold's groups in order, each as the rows, in text, of passages that satisfy it."""
    if by == "section":
        return _grouped(gold, lambda row: _by_section(row, passages))
    return _grouped(gold, lambda row: _by_quote(row, passages, pages))


def moved_groups_of(
    gold: Sequence[Gold], passages: Sequence[Passage], pages: Mapping[str, PageText]
) -> tuple[frozenset[str], ...]:
    """Return the groups as `groups_of` does, by quotes that are now on other pages only.

    A page that was renamed, or a paragraph that moved, is as good an answer in its new place. If
    the gold's page is gone, sections of the same name on the pages with its quotes are gold too.
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
    """Return whether a passage of the gold's page is in the gold's section."""
    if gold.anchor and gold.anchor == passage.anchor:
        return True
    wanted, found = heading_texts(gold.heading_path), heading_texts(passage.headings)
    if not wanted or not found:
        return wanted == found
    shorter = min(len(wanted), len(found))
    return wanted[-shorter:] == found[-shorter:]


def is_of_subsection(gold: Gold, passage: Passage) -> bool:
    """Return whether a passage of the gold's page is in a section under the gold's."""
    wanted, found = heading_texts(gold.heading_path), heading_texts(passage.headings)
    return bool(wanted) and any(
        found[at : at + len(wanted)] == wanted for at in range(len(found) - len(wanted))
    )


def heading_texts(headings: Iterable[str]) -> tuple[str, ...]:
    """Return headings for comparing: empty ones left out, case and white space evened out."""
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
