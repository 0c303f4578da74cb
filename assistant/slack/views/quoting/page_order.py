"""Passages of one section -> their parts in the page's order, as one quote."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.answering.citation import Citation
from assistant.answering.footnotes import defined_note
from assistant.slack.views.quoting.passage_parts import Part, passage_parts
from assistant.slack.views.quoting.site_links import NO_LINKS, SiteLinks
from index_builder.index.passage import Passage

GAP = Part(kind="gap", words="…", joint="\n", column=0, marked=False)


def cited_parts(cited: Sequence[Citation], links: SiteLinks = NO_LINKS) -> list[Part]:
    """Return the parts of the passages that are cited together, as one quote."""
    shown = [one.passage for one in cited]
    return in_page_order(
        (one.row, one.passage, passage_parts(one.passage, one.marks, links, shown)) for one in cited
    )


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
    # Without an empty line between them, both were cut from one block; each footnote begins a line.
    run_on = last.kind == "text" == first.kind and not defined_note(after)
    return " " if run_on else "\n"
