"""Which parts of a passage a question asks about by name. Pure.

"Can I e-mail SECRET data?" asks for the rule under "SECRET", however much the rule under
"OFFICIAL" looks like an answer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.lists import Group, Part, Unit, groups_of, lead_in, without_marker
from assistant.answering.names import asked_terms, asked_wholly, content_terms, named, names_of

_STEP_NUMBER = re.compile(r"\bsteps? (\d{1,3})\b", re.IGNORECASE)
# "- OneDrive: up to 100 GB", "- OneDrive – up to 100 GB"
_LEAD = re.compile(r"(?P<name>[^:.–—]{1,60}?)(?::\s| [–—-] )")
_COUNT = re.compile(r"(\d{1,3})[.)]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a question asks about by name."""

    beside: frozenset[int] = frozenset()  # places of what stands beside a part that is named
    exact: frozenset[int] = frozenset()  # of parts all of whose name is in the question


def named_parts(question: str, parts: Sequence[Part]) -> Named:
    """Return which places of a passage, and of its neighbours, a question names.

    Rows are named by words of their first cell, or of the second if the first only counts them.
    Terms, bold lines, items with items under them, and what others have before a colon or a dash
    or begin with in bold, which can be long, are named by all of their words. Steps are named by
    their number too, and a procedure among several by words that introduce it. Where a question
    names one part wholly, sentences that name others of its like stand beside it.
    """
    asked = asked_terms(question)
    numbers = set(_STEP_NUMBER.findall(question))
    groups = groups_of(parts)
    beside: set[int] = set()
    exact: set[int] = set()
    naming: set[int] = set()
    for group in groups:
        labels = _labels(group)
        if group.kind == "step" and numbers:
            told = [unit.text.split(". ")[0] in numbers for unit in group.units]
        else:
            told = named(labels, asked, by_some=group.kind == "row")
        if group.kind == "row":
            told = _by_second_cell(group, labels, told, asked)
        wholly = asked_wholly(labels, asked)
        whole = [is_told and is_all for is_told, is_all in zip(told, wholly, strict=True)]
        for unit, is_told, is_whole in zip(group.units, told, whole, strict=True):
            beside |= set(unit.places) if any(told) and not is_told else set()
            exact |= set(unit.places) if is_whole else set()
        if any(whole):
            around = set(range(len(parts))) - set(group.places)
            naming |= {at for at in around if _names_another(parts[at], labels, told)}
    for kind in ("step", "item"):
        lists = [group for group in groups if group.kind == kind and group.is_outer(parts)]
        others, named_list = _by_lead_in(lists, parts, asked, by_some=kind == "step")
        beside |= others
        exact |= named_list
    beside |= naming - exact
    return Named(beside=frozenset(beside), exact=frozenset(exact))


def _names_another(part: Part, labels: Sequence[str], told: Sequence[bool]) -> bool:
    """Whether a sentence has all words of a label that the question doesn't name."""
    meant = [
        name
        for label, is_told in zip(labels, told, strict=True)
        if is_told
        for name in names_of(label)
    ]
    others = [
        name
        for label, is_told in zip(labels, told, strict=True)
        if not is_told
        for name in names_of(label)
        if name and not any(name <= one for one in meant)
    ]
    said = content_terms(part.text)
    return not part.is_row and any(name <= said for name in others)


def _by_lead_in(
    lists: Sequence[Group], parts: Sequence[Part], asked: frozenset[str], *, by_some: bool
) -> tuple[set[int], set[int]]:
    """Return the places of lists whose introduction is not the one named, and of those named.

    An item list is named by all words of its introduction ("Interns:"), and only if another is not.
    """
    leads = [(lead_in(group, parts), group) for group in lists]
    held = [(at, group) for at, group in leads if at is not None]
    leading = [parts[at].text for at, _ in held]
    told = named(leading, asked, by_some=by_some) if len(held) > 1 else [False] * len(held)
    places = [{at, *group.places} for at, group in held]
    beside = [held for held, is_told in zip(places, told, strict=True) if any(told) and not is_told]
    exact = [held for held, is_told in zip(places, told, strict=True) if is_told and not by_some]
    return set().union(*beside), set().union(*exact)


def _by_second_cell(
    group: Group, labels: Sequence[str], told: Sequence[bool], asked: frozenset[str]
) -> list[bool]:
    """Return which rows are meant: of several with one name, those whose second cell is asked for.

    "Silver | Parking" and "Silver | Repairs" are both named by "Silver".
    """
    meant = list(told)
    cells = [unit.text.split(" | ") for unit in group.units]
    for name in {label for label, is_told in zip(labels, told, strict=True) if is_told and label}:
        same = [at for at, label in enumerate(labels) if label == name]
        seconds = [cells[at][cells[at].index(name) + 1 :] for at in same]
        second = [row[0] if len(row) > 1 else "" for row in seconds]
        if len(same) > 1 and any(second):
            found = named(second, asked - content_terms(name), by_some=False)
            if any(found):
                meant = [is_told and at not in same for at, is_told in enumerate(meant)]
                for at, is_found in zip(same, found, strict=True):
                    meant[at] = is_found
    return meant


def _labels(group: Group) -> list[str]:
    """Return what names each unit of a group: "" if nothing does."""
    if group.kind != "row":
        return [_label(group, unit) for unit in group.units]
    cells = [unit.text.split(" | ") for unit in group.units]
    counts = [_COUNT.fullmatch(row[0].strip()) for row in cells]
    numbers = list(dict.fromkeys(int(found[1]) for found in counts if found))
    first = numbers[0] if numbers else 0
    is_counted = all(counts) and numbers == list(range(first, first + len(numbers)))
    column = 1 if is_counted and all(len(row) > 2 for row in cells) else 0
    return [row[column] for row in cells]


def _label(group: Group, unit: Unit) -> str:
    if unit.lead:
        return unit.lead
    if group.kind in ("item", "step") and len(unit.places) == 1 and unit.is_here:
        lead = _LEAD.match(without_marker(unit.text))
        return lead["name"] if lead else ""
    return without_marker(unit.text)
