"""A difference -> the lines that a person reads. Pure."""

from collections.abc import Iterator

from assistant.diffing.difference import KINDS, Difference
from assistant.evaluation.check_text import check_lines
from index_builder.index.change_display import change_place, marked_runs, move_text, shortened_runs
from index_builder.index.changes import Change, passage_differences
from index_builder.index.printable import printable

_SHOWN = 100  # characters of a passage that was added or removed


def difference_lines(difference: Difference, *, coloured: bool) -> Iterator[str]:
    """Yield the lines: the sums, each changed passage, then each question that changed."""
    yield f"{difference.before} → {difference.after}: {sums(difference)}"
    for kind in KINDS:
        changes = difference.of_kind(kind)
        if changes:
            yield ""
            yield f"{kind} ({len(changes)})"
        for change in changes:
            yield from _change(change, coloured=coloured)
    if difference.check:
        yield ""
        yield from map(printable, check_lines(difference.check, failing=False))
        yield from map(printable, _on_edited_words(difference))


def sums(difference: Difference) -> str:
    """Return how many passages of each kind there are, in words."""
    counts = difference.counts
    return ", ".join(f"{counts[kind]} {kind}" for kind in (*KINDS, "unchanged"))


def _change(change: Change, *, coloured: bool) -> Iterator[str]:
    before, after = change.before, change.after
    side = after or before
    if side is None:
        return
    yield printable(f"  {change_place(change)}  {side.breadcrumb}")
    if change.kind == "edited" and before and after:
        runs = shortened_runs(passage_differences(before, after))
        yield f"    {marked_runs(runs, coloured=coloured)}"
    elif change.kind == "moved" and before and after:
        yield from [printable(f"    {line}") for line in [move_text(before, after)] if line]
    else:
        yield printable(f"    {start_of(side.text)}")


def start_of(text: str) -> str:
    """Return the first words of a text, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rpartition(' ')[0]} …"


def _on_edited_words(difference: Difference) -> Iterator[str]:
    questions = difference.on_edited_words
    if questions:
        yield ""
        yield f"answered as before, from a passage that was edited ({len(questions)})"
    yield from (f"  {one.question.id}  {start_of(one.question.text)!r}" for one in questions)
