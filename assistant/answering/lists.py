"""The sentences of a passage as parts of lists, tables and labelled text. Pure.

A sentence stands under its labels: a parent item, a term, a bold line that serves as a heading.
Those that stand under the same one and begin with the same kind of mark are units of one group.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from assistant.english.statements import introduces
from index_builder.index.passage import Label, Sentence

Kind = Literal["item", "step", "row", "label", ""]
"""What a unit is: an item, a numbered step, a table's row, a heading that is none, or just text."""

_ITEM = re.compile(r"(?:- |\d{1,9}\. )")  # as plain text writes a list item's marker
_STEP = re.compile(r"\d{1,9}\. ")
_CELLS = " | "
_PLAIN_LEAD = re.compile(r"(?P<name>[A-Z][^:.!?;,]{0,40}):\s+\S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A sentence with what it stands under."""

    text: str  # plain text; a row's empty first cell has the words of the one above
    at: int  # where it begins: what stands under it names this place
    under: tuple[int, ...] = ()  # where its labels begin, outermost first; without header rows
    labels: tuple[str, ...] = ()  # their texts
    is_row: bool = False
    lead: str = ""  # what it names itself: the bold words it begins with, or those before a colon


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An item, row or label, with everything that stands under it."""

    text: str
    places: range  # of its parts; the first is the unit itself, unless that is elsewhere
    is_here: bool = True  # False for a label that stands in a passage before
    lead: str = ""  # as its first part has it


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A list, a table, or labels of the same rank: units of one kind, one after the other."""

    kind: Kind
    units: tuple[Unit, ...]

    @property
    def places(self) -> range:
        """All that it holds."""
        return range(self.units[0].places.start, self.units[-1].places.stop)

    def is_outer(self, parts: Sequence[Part]) -> bool:
        """Whether it stands in no list: under a bold line or a term at most."""
        return not any(map(is_item, parts[self.places.start].labels))

    @property
    def is_list(self) -> bool:
        """Whether it is read as one: a list, a table, or terms with their definitions."""
        if self.kind != "label":
            return True
        return all(unit.text.endswith(":") for unit in self.units)


def parts_of(sentences: Sequence[Sentence]) -> list[Part]:
    """Return the parts that the sentences of a passage, or of neighbours, are."""
    labels = {label.span: label for sentence in sentences for label in sentence.labels}
    return [_part(sentence, list(labels.values())) for sentence in sentences]


def _part(sentence: Sentence, known: Sequence[Label]) -> Part:
    start, end = sentence.span
    own = [label for label in sentence.labels if start <= label.span[0] < end]
    over = tuple(label for label in sentence.labels if label not in own)
    header = next((at for at, label in enumerate(over) if is_row(label.text)), None)
    # A parent item of two sentences is one label: the second one stands under the first.
    around = (
        label for label in known if label.span[0] < start < label.span[1] and label not in over
    )
    labels = (*over[:header], *around)
    above = () if header is None else over[header + 1 :]
    return Part(
        text=f"{_first_cells(above[-1].text) if above else ''}{sentence.text}",
        at=start,
        under=tuple(label.span[0] for label in labels),
        labels=tuple(label.text for label in labels),
        is_row=header is not None or is_row(sentence.text),
        lead=own[-1].text if own else plain_lead(sentence.text),
    )


def plain_lead(text: str) -> str:
    """Return what a sentence names before a colon: "Archive: open by appointment"."""
    found = None if is_item(text) or is_row(text) else _PLAIN_LEAD.match(text)
    return found["name"] if found else ""


def _first_cells(row: str) -> str:
    """Return the cells of a row that name it: the first, and the second after a mere number."""
    first, *others = row.split(_CELLS)
    named = (first, *others[:1]) if first.strip(".)").isdigit() else (first,)
    return "".join(f"{cell}{_CELLS}" for cell in named)


def groups_of(parts: Sequence[Part]) -> list[Group]:
    """Return all groups of at least one unit, each before those inside it."""
    return list(_groups(parts, range(len(parts)), depth=0))


def _groups(parts: Sequence[Part], places: range, depth: int) -> Iterator[Group]:
    units = list(_units(parts, places, depth))
    for kind, run in groupby(units, key=lambda held: held[0]):
        if kind:
            yield Group(kind=kind, units=tuple(unit for _, unit in run))
    for _, unit in units:
        inside = unit.places[1:] if unit.is_here else unit.places
        if inside:
            yield from _groups(parts, inside, depth + 1)


def _units(parts: Sequence[Part], places: range, depth: int) -> Iterator[tuple[Kind, Unit]]:
    at = places.start
    while at < places.stop:
        is_here = len(parts[at].under) <= depth
        key = parts[at].at if is_here else parts[at].under[depth]
        end = at + 1
        while end < places.stop and parts[end].under[depth : depth + 1] == (key,):
            end += 1
        text = parts[at].text if is_here else parts[at].labels[depth]
        row = is_here and parts[at].is_row
        lead = parts[at].lead if is_here else ""
        kind = _kind(text, is_row=row, is_label=not is_here or end > at + 1 or lead != "")
        yield kind, Unit(text=text, places=range(at, end), is_here=is_here, lead=lead)
        at = end


def _kind(text: str, *, is_row: bool, is_label: bool) -> Kind:
    if is_row:
        return "row"
    if is_item(text):
        return "step" if _STEP.match(text) else "item"
    return "label" if is_label else ""


def is_item(text: str) -> bool:
    """Whether a text is a list item, by the marker that plain text gives it."""
    return _ITEM.match(text) is not None


def is_row(text: str) -> bool:
    """Whether a text is a table row, by the bars that plain text puts between its cells."""
    return _CELLS in text


def without_marker(text: str) -> str:
    """Return an item's words."""
    return _ITEM.sub("", text, count=1)


def lead_in(group: Group, parts: Sequence[Part]) -> int | None:
    """Return the place of the sentence that introduces a list or a table."""
    before = group.places.start - 1
    if before < 0 or not introduces(parts[before].text):
        return None
    return before
