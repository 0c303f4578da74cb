"""A difference -> the lines that a person reads. Pure."""

from collections.abc import Iterator

from assistant.diffing.difference import KINDS, Difference
from assistant.evaluation.check_text import check_lines
from index_builder.index.change_fields import breadcrumb, move, places
from index_builder.index.changes import Change, passage_differences
from index_builder.index.marked_words import marked, shortened
from index_builder.index.printable import printable

_SHOWN = 100  # characters of a passage that was added or removed


def difference_lines(held: Difference, *, coloured: bool) -> Iterator[str]:
    """Yield the lines: the sums, each changed passage, then each question that changed."""
    yield f"{held.before} → {held.after}: {sums(held)}"
    for kind in KINDS:
        changes = held.of_kind(kind)
        if changes:
            yield ""
            yield f"{kind} ({len(changes)})"
        for change in changes:
            yield from _change(change, coloured=coloured)
    if held.check:
        yield ""
        yield from map(printable, check_lines(held.check, failing=False))
        yield from map(printable, _on_edited_words(held))


def sums(held: Difference) -> str:
    """Return how many passages of each kind there are, in words."""
    counts = held.counts
    return ", ".join(f"{counts[kind]} {kind}" for kind in (*KINDS, "unchanged"))


def _change(held: Change, *, coloured: bool) -> Iterator[str]:
    before, after = held.before, held.after
    side = after or before
    if side is None:
        return
    yield printable(f"  {places(held)}  {breadcrumb(side)}")
    if held.kind == "edited" and before and after:
        runs = shortened(passage_differences(before, after))
        yield f"    {marked(runs, coloured=coloured)}"
    elif held.kind == "moved" and before and after:
        yield from [printable(f"    {line}") for line in [move(before, after)] if line]
    else:
        yield printable(f"    {start_of(side.text)}")


def start_of(text: str) -> str:
    """Return the first words of a text, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rpartition(' ')[0]} …"


def _on_edited_words(held: Difference) -> Iterator[str]:
    questions = held.on_edited_words
    if questions:
        yield ""
        yield f"answered as before, from a passage that was edited ({len(questions)})"
    yield from (f"  {one.question.id}  {start_of(one.question.text)!r}" for one in questions)
