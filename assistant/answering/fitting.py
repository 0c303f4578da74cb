"""The best passages, those first that have what the question's own words ask for. Pure.

Likeness and reader rank passages by what they are about. A question that names a row wants the
passage with that row, and one that asks for a procedure wants its steps, not a list of links to it.
"""

import re
from collections.abc import Sequence

from assistant.answering.headings import section_first
from assistant.answering.lists import is_item, is_row, parts_of
from assistant.answering.named_parts import named_parts
from assistant.answering.names import content_terms, is_asked_whole
from assistant.answering.rereading import READ
from assistant.answering.retrieval import Hit
from assistant.english.wholes import asks_for_procedure
from index_builder.index.passage import Passage, Sentence

# A list item that is a link from end to end.
_LINK_ITEM = re.compile(
    r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])[.:]?[ \t]*$",
    re.MULTILINE,
)
_STEP = re.compile(r"\d{1,9}\. ")


def fitting_first(question: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits, of those that were read the fitting ones first; others keep their order."""
    ordered = _named_first(question, section_first(question, hits))
    if asks_for_procedure(question):
        ordered = _steps_first(ordered)
    return [hit.at(rank) for rank, hit in enumerate(ordered, start=1)]


def _named_first(question: str, hits: Sequence[Hit]) -> list[Hit]:
    """If the best passage's table goes on in one that has the row named, put that one first.

    So with terms, items and bold lines. The whole name must be in the question.
    """
    same = [hit for hit in hits if _place(hit) == _place(hits[0])]
    if len(same) < 2:
        return list(hits)
    run = sorted(same, key=lambda hit: hit.passage.span)
    parts = parts_of([sentence for hit in run for sentence in hit.passage.sentences])
    exact = {parts[at].at for at in named_parts(question, parts).exact}
    named = [hit for hit in same if exact.intersection(_starts(hit.passage))]
    if not named or hits[0] in named:
        return list(hits)
    return [named[0], *(hit for hit in hits if hit is not named[0])]


def _place(hit: Hit) -> tuple[str, tuple[str, ...]]:
    return hit.passage.path, hit.passage.headings


def _starts(passage: Passage) -> set[int]:
    return {sentence.span[0] for sentence in passage.sentences}


def _steps_first(hits: Sequence[Hit]) -> list[Hit]:
    """Put passages with steps before those that are lists of links, of the hits that were read.

    If the best one's steps go on from a passage before, that comes first.
    """
    best = hits[:READ]
    steps = [hit for hit in best if has_steps(hit.passage)]
    if not steps or not (links_mostly(best[0].passage) or best[0] in steps):
        return list(hits)
    first = steps[0]
    for hit in sorted(steps, key=lambda hit: -hit.row):
        if _goes_on(hit.passage, first.passage) and hit.row == first.row - 1:
            first = hit
    others = [hit for hit in hits if hit not in steps]
    return [first, *(hit for hit in steps if hit is not first), *others]


def _goes_on(before: Passage, after: Passage) -> bool:
    """Whether the steps of a passage go on in the next, by their numbers."""
    numbers = [
        [int(held.text.split(".")[0]) for held in one.sentences if _STEP.match(held.text)]
        for one in (before, after)
    ]
    return before.path == after.path and numbers[0][-1] + 1 == numbers[1][0]


def has_steps(passage: Passage) -> bool:
    """Whether it has at least two numbered steps, and they say what to do."""
    steps = [held for held in passage.sentences if _STEP.match(held.text)]
    return len(steps) > 1 and not links_mostly(passage)


def looks_up(question: str, passage: Passage) -> bool:
    """Whether a question names a row of a table and words of its columns, and nothing else.

    "Who is the deputy lead in Utica?": the row begins "Utica", a column is headed "Deputy lead".
    The page's title and its headings may have further words of the question.
    """
    asked = content_terms(question)
    above = content_terms(" ".join((passage.page_title, *passage.headings)))
    return any(_is_looked_up(asked, above, sentence) for sentence in passage.sentences)


def _is_looked_up(asked: frozenset[str], above: frozenset[str], row: Sentence) -> bool:
    headers = [label.text for label in row.labels if is_row(label.text)]
    if not headers or not is_row(row.text):
        return False
    columns = [content_terms(cell) for cell in headers[0].split(" | ")[1:]]
    label = row.text.split(" | ")[0]
    known = content_terms(label) | above
    in_columns = asked.intersection(frozenset().union(*columns)) - known
    named = any(column and column <= asked for column in columns)
    is_told = asked <= known.union(*columns)
    return is_told and is_asked_whole(label, asked) and (named or bool(in_columns))


def links_mostly(passage: Passage) -> bool:
    """Whether it is a table of contents: at least half of its items are links and nothing else."""
    items = sum(is_item(held.text) for held in passage.sentences)
    return items > 1 and 2 * len(_LINK_ITEM.findall(passage.quote)) >= items
