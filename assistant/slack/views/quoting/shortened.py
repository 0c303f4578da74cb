"""A long quote shortened to what answers; the rest of it is behind "Show more".

What answers is never shortened: the limit is for the words around it.
"""

from collections.abc import Iterator, Sequence

from assistant.english.closed_words import leans_back, qualifies
from assistant.slack.views.quoting.passage_parts import Part, joined

MOST_LINES = 8  # of a quote that is shown whole
LINE = 80  # characters of a line, about what Slack shows in a window of usual width


def shown_at(parts: Sequence[Part]) -> list[int]:
    """Return the places of the parts that are shown: all of at most MOST_LINES lines.

    Of more, those that are marked and what these need: a table's header, the items that an item is
    in, the words that introduce its list, the code that words announce, a sentence that another
    leans on or that qualifies it. If nothing is marked, it is the first MOST_LINES lines, cut
    between parts.
    """
    if count_lines(parts) <= MOST_LINES:
        return list(range(len(parts)))
    marked = [at for at, part in enumerate(parts) if part.marked]
    if not marked:
        return list(range(_first_lines(parts)))
    kept = {at for each in marked for at in (each, *_needed(parts, each), *_bound(parts, each))}
    return sorted(kept)


def count_lines(parts: Sequence[Part]) -> int:
    """Return about how many lines parts take; each item and each row takes at least one."""
    return sum(-(-len(line) // LINE) for line in joined(parts).split("\n"))


def _first_lines(parts: Sequence[Part]) -> int:
    """Return how many parts the first lines are: at least one, none that announces what is cut."""
    count = 1
    while count < len(parts) and count_lines(parts[: count + 1]) <= MOST_LINES:
        count += 1
    while 1 < count < len(parts) and parts[count - 1].words.endswith(":"):
        count -= 1
    return count


def _needed(parts: Sequence[Part], at: int) -> Iterator[int]:
    """Yield the parts without which a part may mislead, and the code that it announces."""
    announces = parts[at].words.endswith((":", ";"))
    if announces and at + 1 < len(parts) and parts[at + 1].kind == "code":
        yield at + 1
    if parts[at].kind == "row":
        while at > 0 and parts[at - 1].kind == "row":
            at -= 1
        yield at
    column = parts[at].column
    for before in range(at - 1, -1, -1):
        part = parts[before]
        if part.kind == "item" and part.column < column:
            column = part.column
            yield before
        elif part.kind == "text" and part.column <= column:
            if parts[before + 1].kind != "text" and part.words.endswith(":"):
                yield before
            return


def _bound(parts: Sequence[Part], at: int) -> Iterator[int]:
    """Yield the sentences beside a part without which it says something else, in either direction.

    Those of its own passage are marked with it; these may be of the passages beside it.
    """
    before, after = at, at
    while before > 0 and parts[before].kind == "text" and leans_back(parts[before].words):
        before -= 1
        yield before
    while after + 1 < len(parts) and parts[after + 1].kind == "text":
        after += 1
        if not qualifies(parts[after].words):
            return
        yield after
