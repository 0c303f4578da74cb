"""A quote's parts with the labels that they need: what a part is under, where that is not shown.

A row says little without its table's header, an item without the item that it is in. If the quote
leaves these out, they are put before the part, in the page's own words and never marked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.slack.views.quoting.page_order import GAP
from assistant.slack.views.quoting.passage_parts import MARKER, Part
from assistant.slack.views.quoting.tables import Span, header_span, overlap
from index_builder.index.passage import Label

# Characters between a label and what is right below it: a line's end, indentation, a marker.
_NEAR = 16


def labelled(parts: Sequence[Part]) -> list[Part]:
    """Return the parts with the labels of marked ones, and the headers of tables, before them.

    A label stands before the first part that is under it.
    """
    needed = {label.span for part in parts for label in _needed(part)}
    shown = [part.span for part in parts if part.kind != "gap"]
    found: list[Part] = []
    for part in parts:
        labels = [label for label in part.labels if label.span in needed]
        missing = [one for one in labels if not any(overlap(one.span, at) for at in shown)]
        if not missing:
            found.append(part)
            continue
        shown += [label.span for label in missing]
        found += _labels(missing, part)
        joint = "\n\n" if part.joint == "\n\n" and part.kind == "text" else "\n"
        found.append(replace(part, joint=joint))
    return found


def _needed(part: Part) -> Sequence[Label]:
    if part.marked:
        return part.labels
    header = header_span(part) if part.kind == "row" else None
    return [label for label in part.labels if label.span == header]


def _labels(labels: Sequence[Label], part: Part) -> Iterator[Part]:
    """Yield labels as parts, with a gap where the page has something else before the next."""
    following: list[Span] = [*(label.span for label in labels[1:]), part.span]
    for depth, (label, after) in enumerate(zip(labels, following, strict=True)):
        yield _label(label, depth, part)
        is_row = " | " in label.text and part.kind == "row"
        if after[0] - label.span[1] > _NEAR and not is_row:
            yield GAP


def _label(label: Label, depth: int, part: Part) -> Part:
    shared = Part(
        kind="text",
        words=label.text,
        joint="\n",
        column=min(2 * depth, max(part.column - 1, 0)),
        marked=False,
        span=label.span,
    )
    if " | " in label.text and part.kind == "row":
        return replace(shared, kind="row", cells=_cells(label.text))
    return replace(shared, kind="item") if MARKER.match(label.text) else shared


def _cells(words: str) -> tuple[Span, ...]:
    """Return the cells of a row's plain text; empty ones at its start or end are not known."""
    found: list[Span] = []
    at = 0
    for cell in words.split(" | "):
        inner = cell.strip()
        start = at + cell.find(inner)
        found.append((start, start + len(inner)) if inner else (0, 0))
        at += len(cell) + 3
    return tuple(found)
