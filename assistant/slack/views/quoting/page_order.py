"""Passages of one section -> their parts in the page's order, as one quote."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.slack.views.quoting.passage_parts import Part
from index_builder.index.passage import Passage

GAP = Part(kind="gap", words="…", joint="\n", column=0, marked=False)


def in_page_order(passages: Iterable[tuple[int, Passage, Sequence[Part]]]) -> list[Part]:
    """Return the parts of passages, each given with its row in the index, in the page's order.

    Between passages that are no neighbours there is a gap.
    """
    found: list[Part] = []
    last: tuple[int, Passage] | None = None
    for row, passage, parts in sorted(passages, key=lambda each: each[0]):
        if not parts:
            continue
        first, *others = parts
        if last:
            found += [GAP] if row - last[0] > 1 else []
            first = replace(first, joint=_joint(last[1], passage, found[-1], first))
        found += [first, *others]
        last = row, passage
    return found


def _joint(before: Passage, after: Passage, last: Part, first: Part) -> str:
    """Return what separates two passages, as the page's readers see it."""
    if after.lines[0] - before.lines[1] > 1:
        return "\n\n"
    # Without an empty line between them, both were cut from one block.
    return " " if last.kind == "text" == first.kind else "\n"
