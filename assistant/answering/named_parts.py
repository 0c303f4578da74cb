"""Which parts of a passage a question asks about by name. Pure.

"Can I e-mail SECRET data?" asks for the rule under "SECRET", however much the rule under
"OFFICIAL" looks like an answer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.lists import Group, Part, Unit, groups_of, lead_in, without_marker
from assistant.english.closed_words import content_words
from index_builder.index.lexical import terms

_STEP_NUMBER = re.compile(r"\bsteps? (\d{1,3})\b", re.IGNORECASE)
_LEAD = re.compile(r"(?P<name>[^:.]{1,60}):\s")  # "- OneDrive: up to 100 GB"
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a question asks about by name."""

    beside: frozenset[int] = frozenset()  # places of what stands beside a part that is named
    exact: frozenset[int] = frozenset()  # of parts all of whose name is in the question


def named_parts(question: str, parts: Sequence[Part]) -> Named:
    """Return which places of a passage, and of its neighbours, a question names.

    Rows are named by words of their first cell. Terms, bold lines, items with items under them, and
    what other items have before a colon, which can be long, are named by all of their words. Steps
    are named by their number, and a procedure among several by words that introduce it.
    """
    asked = content_terms(question)
    numbers = set(_STEP_NUMBER.findall(question))
    groups = groups_of(parts)
    beside: set[int] = set()
    exact: set[int] = set()
    for group in groups:
        labels = [_label(group, unit) for unit in group.units]
        if group.kind == "step":
            named = [unit.text.split(". ")[0] in numbers for unit in group.units]
        else:
            named = _named(labels, asked, by_some=group.kind == "row")
        known = asked | _shared(labels)
        for unit, label, is_named in zip(group.units, labels, named, strict=True):
            beside |= set(unit.places) if any(named) and not is_named else set()
            exact |= set(unit.places) if is_named and is_asked_whole(label, known) else set()
    beside |= _other_procedures(groups, parts, asked)
    return Named(beside=frozenset(beside), exact=frozenset(exact))


def _other_procedures(
    groups: Sequence[Group], parts: Sequence[Part], asked: frozenset[str]
) -> set[int]:
    """Return the places of the procedures whose introduction is not the one that is named."""
    leads = [(lead_in(group, parts), group) for group in groups if group.kind == "step"]
    held = [(at, group) for at, group in leads if at is not None]
    leading = [parts[at].text for at, _ in held]
    named = _named(leading, asked, by_some=True) if len(held) > 1 else []
    return {
        one
        for (at, group), is_named in zip(held, named, strict=False)
        if any(named) and not is_named
        for one in (at, *group.places)
    }


def _named(labels: Sequence[str], asked: frozenset[str], *, by_some: bool) -> list[bool]:
    """Return which labels of a group are named; one without a label is, if any other is.

    A word that every label has tells none from the others; nor does one that most labels have,
    such as "agreement", unless the question has all the words of a label. Of two labels that share
    the words asked for, the one that has no other word is meant: "SECRET" before "TOP SECRET". If
    not `by_some` of its words, a label is named by all of them.
    """
    held = [content_terms(label) for label in labels if label]
    common = {one for one in asked if 2 * sum(one in words for words in held) > len(held)}
    shared = _shared(labels)
    exact = [is_asked_whole(label, asked | shared) for label in labels]
    told = [
        (content_terms(label) & asked) - (shared if is_exact else common)
        if is_exact or by_some
        else frozenset[str]()
        for label, is_exact in zip(labels, exact, strict=True)
    ]
    most = max(map(len, told))

    def is_meant(at: int) -> bool:
        if not told[at] or any(told[at] < other for other in told):
            return False
        as_exact = any(told[at] == told[other] for other in range(len(told)) if exact[other])
        return exact[at] or (len(told[at]) == most and not as_exact)

    meant = [is_meant(at) for at in range(len(labels))]
    return [any(meant) and (one or not label) for one, label in zip(meant, labels, strict=True)]


def _shared(labels: Sequence[str]) -> frozenset[str]:
    """Return the terms that all labels of several have."""
    held = [content_terms(label) for label in labels if label]
    return frozenset.intersection(*held) if len(held) > 1 else frozenset()


def is_asked_whole(label: str, asked: frozenset[str]) -> bool:
    """Whether a question has all of a label's words, or all of one of its two names."""
    names = [_IN_BRACKETS.sub(" ", label), *_IN_BRACKETS.findall(label)]
    return any(held and held <= asked for held in map(content_terms, names))


def content_terms(text: str) -> frozenset[str]:
    """Return the terms of the words that may name something."""
    return frozenset(term for word in content_words(text) for term in terms(word))


def _label(group: Group, unit: Unit) -> str:
    """Return what names a unit: "" if nothing does."""
    if group.kind == "row":
        return unit.text.split(" | ")[0]
    if group.kind == "item" and len(unit.places) == 1 and unit.is_here:
        lead = _LEAD.match(without_marker(unit.text))
        return lead["name"] if lead else ""
    return without_marker(unit.text)
