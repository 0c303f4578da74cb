"""Which sentences are marked, by their scores, their words and what they stand under. Pure.

Marks are the answer or there are none. Of a list, table or procedure either one unit is marked, or
the few that the question names, or all; an introduction is never marked without what it introduces.
"""

import math
import re
from collections.abc import Iterable, Sequence, Set

from assistant.answering.lists import Group, Part, groups_of, is_item, lead_in
from assistant.answering.named_parts import Named
from assistant.english.closed_words import leans_back, qualifies
from assistant.english.statements import CONDITIONS, introduces
from assistant.english.wholes import Whole

# A sentence is marked beside the best one if its score is at least this share of the best. On
# judged questions, nine of ten marked passages then have a judged quote in their marks, and one and
# a half sentences are marked on average (DECISIONS.md, "What is marked").
NEARLY = 0.9
# The same share where scores are the reader's masses (DECISIONS.md, "The reader marks").
NEARLY_READ = 0.7
_NOTE = re.compile(r"\[[^\]\s]+\] ")  # how plain text begins a footnote
MOST_NAMED = 6  # sentences; of more under the names, only the best are marked
MOST_LEANT_ON = 8  # sentences of a list that one after it speaks of
NO_NAMES = Named()


def chosen(
    parts: Sequence[Part],
    scores: Sequence[float],
    *,
    was_read: bool,
    whole: Whole = "",
    named: Named = NO_NAMES,
) -> set[int]:
    """Return the places that are marked; none if all that answers is an introduction to nothing.

    `scores` are -inf for what is not compared, such as the sentences of a neighbouring passage.
    `whole` is what the question wants as a whole, `named` what it asks about by name.
    """
    out = named.beside
    share = NEARLY_READ if was_read else NEARLY
    worth = [-math.inf if at in out else score for at, score in enumerate(scores)]
    best = _best(worth)
    groups = groups_of(parts)
    wanted = _wanted(groups, parts, worth, whole, share=share, added=was_read)
    if wanted:
        near = set().union(*(group.places for group in wanted)) - out
        level = max(_worth(group, parts, worth, added=was_read) for group in wanted)
        least = share * max(level, worth[best])
        beside = set() if whole == "procedure" else _outside_lists(groups, parts)
        near |= {at for at in beside if worth[at] >= least}
    else:
        least = min(worth[best], share * worth[best])
        near = {at for at, score in enumerate(worth) if score >= least}
        named_alone = _instead(groups, _best(scores), named)
        near = named_alone or (
            whole_lists(groups, near, best, out) | _by_name(groups, _best(scores), named)
        )
    return with_conditions(parts, introduced(parts, near, worth, out))


def _best(scores: Sequence[float]) -> int:
    return max(range(len(scores)), key=scores.__getitem__)


def _outside_lists(groups: Sequence[Group], parts: Sequence[Part]) -> set[int]:
    return set(range(len(parts))).difference(*(group.places for group in groups if group.is_list))


def _wanted(
    groups: Sequence[Group],
    parts: Sequence[Part],
    scores: Sequence[float],
    whole: Whole,
    *,
    share: float,
    added: bool,
) -> list[Group]:
    """Return the list, table or procedure that a question wants as a whole, if one of them answers.

    It is the one with the best sentence, or one that together is nearly worth as much: seven rows
    share what a sentence such as "There are seven types" has for itself. Who asks for a procedure
    wants its steps in any case. Of steps within steps, the outer ones are wanted.
    """
    lists = [group for group in groups if group.is_list and len(group.units) > 1]
    able = [group for group in lists if whole == "all" or (whole and group.kind == "step")]
    best = _best(scores)
    around = [group for group in able if best in group.places or best == lead_in(group, parts)]
    if around:
        return [around[0] if around[-1].kind == "step" else around[-1]]
    if best not in _outside_lists(groups, parts):
        return []
    worth = [_worth(group, parts, scores, added=added) for group in able]
    if not able or (whole != "procedure" and max(worth) < share * scores[best]):
        return []
    return [able[worth.index(max(worth))]]


def _worth(group: Group, parts: Sequence[Part], scores: Sequence[float], *, added: bool) -> float:
    """Return what a list is worth with its introduction; masses add up, likenesses don't."""
    before = lead_in(group, parts)
    places = [*group.places, *([] if before is None else [before])]
    known = [scores[at] for at in places if scores[at] > -math.inf]
    return (sum(known) if added else max(known)) if known else -math.inf


def _by_name(groups: Sequence[Group], best: int, named: Named) -> set[int]:
    """Return what a question names in the list or the labels where the best sentence is.

    That is more than the best of it if several parts are named, or if the scores don't tell which
    sentence answers, since the best one stood beside what is named.
    """
    around = [group for group in groups if best in group.places]
    for group in reversed(around):
        units = [unit for unit in group.units if named.exact.intersection(unit.places)]
        here = {at for unit in units for at in unit.places} - named.beside
        names = {unit.text.split(" | ")[0] for unit in units}
        if here and (len(names) > 1 or best in named.beside):
            return here if len(here) <= MOST_NAMED else set()
    return set()


def _instead(groups: Sequence[Group], best: int, named: Named) -> set[int]:
    """Return what a question names wholly, if the best sentence only names others of its like."""
    if best not in named.beside or len(named.exact) > MOST_NAMED:
        return set()
    held = [group for group in groups if named.exact.intersection(group.places)]
    is_among = any(best in group.places for group in held)
    return set() if is_among else set(named.exact - named.beside)


def whole_lists(
    groups: Sequence[Group], near: Set[int], best: int, out: frozenset[int] = frozenset()
) -> set[int]:
    """Return the chosen places, changed so that no list or table is half marked.

    If more than half of a list's items or a table's rows were chosen, it answers as a whole and all
    of them are marked. Otherwise they are dropped, except the best one; a single one stays.
    """
    settled = set(near)
    for group in reversed(groups):
        units = [set(unit.places) for unit in group.units if not out.issuperset(unit.places)]
        held = [unit for unit in units if settled & unit]
        if len(held) < 2 or not group.is_list:
            continue
        if 2 * len(held) > len(units):
            settled |= set().union(*units) - out
        else:
            dropped = [unit for unit in held if best not in unit]
            settled -= set().union(*dropped)
    return settled


def introduced(
    parts: Sequence[Part],
    chosen: Set[int],
    scores: Sequence[float] = (),
    out: frozenset[int] = frozenset(),
) -> set[int]:
    """Return the chosen places, with what follows each introduction or label chosen alone.

    A list follows as a whole; of the text under a term or a bold line, the best sentence. An
    introduction that nothing follows is dropped.
    """
    whole = set(chosen)
    for at in sorted(chosen):
        below = _introduced(parts, at)
        if below and out.issuperset(below):  # what is named is further on
            below = _after(parts, at)
        if below and whole.isdisjoint(below):
            is_text = parts[at].at in parts[below[0]].under and not _is_listed(parts[below[0]])
            best = max(below, key=lambda one: scores[one]) if scores else below[0]
            whole |= ({best} if is_text else set(below)) - out
        elif not below and parts[at].text.endswith(":"):
            whole.discard(at)
    return whole


def _introduced(parts: Sequence[Part], at: int) -> Sequence[int]:
    """Return the places of what a part introduces: what is under it, or comes after its colon."""
    groups = groups_of(parts)
    for group in groups:
        for unit in group.units:
            under = unit.places[1:]
            # A paragraph under an item is more of it, not what it is about.
            if unit.is_here and unit.places[0] == at and under:
                # Nor is what follows in a paragraph that begins with bold words.
                is_label = (group.kind == "label" and not unit.lead) or _is_listed(parts[under[0]])
                return under if is_label or parts[at].text.endswith(":") else ()
    after = [group for group in groups if group.places.start == at + 1 and group.is_list]
    if after and introduces(parts[at].text):
        return after[0].places
    return (at + 1,) if parts[at].text.endswith(":") and at + 1 < len(parts) else ()


def _after(parts: Sequence[Part], at: int) -> Sequence[int]:
    """Return the places of the group that begins right after a sentence."""
    return next((group.places for group in groups_of(parts) if group.places.start == at + 1), ())


def _is_listed(part: Part) -> bool:
    return part.is_row or is_item(part.text)


def with_conditions(parts: Sequence[Part], chosen: Iterable[int]) -> set[int]:
    """Return the chosen places plus those without which they would say something else.

    A sentence that leans on the one before it ("Unless …", "This …") brings that one along, or the
    list that ends there ("These rules …"); one that is qualified by the next ("However, …") brings
    the next, and a question that the page asks itself brings the answer; an item brings what it
    stands under and the sentence that introduces its list; a rule whose conditions are a list
    brings all of them; a footnote brings what cites it. Each sentence brought along brings others
    in the same way.
    """
    groups = groups_of(parts)
    whole: set[int] = set()
    waiting = set(chosen)
    while waiting:
        at = waiting.pop()
        whole.add(at)
        waiting |= _needed(parts, groups, at) - whole
    return whole


def _needed(parts: Sequence[Part], groups: Sequence[Group], at: int) -> set[int]:
    """Return the places that place `at` can't be quoted without."""
    needed = {one for one in range(at) if parts[one].at in parts[at].under}
    if note := _NOTE.match(parts[at].text):
        needed |= {one for one in range(at) if note[0].strip() in parts[one].text}
    if at and leans_back(parts[at].text) and _is_beside(parts[at - 1], parts[at]):
        needed |= _leant_on(groups, at)
    if at + 1 < len(parts) and _goes_on(*parts[at : at + 2]) and _is_beside(*parts[at : at + 2]):
        needed.add(at + 1)
    for group in groups:
        if group.kind in ("item", "step"):
            before = lead_in(group, parts)
            if before is not None and at in group.places:
                needed.add(before)
            if group.places.start == at + 1 and CONDITIONS.search(parts[at].text):
                needed |= set(group.places)
    return needed


def _leant_on(groups: Sequence[Group], at: int) -> set[int]:
    """Return the place before `at`, or those of the list that ends there, as no part of it will do.

    Of a long one, nothing: all of it would bury the answer.
    """
    ended = [group for group in groups if group.is_list and group.places.stop == at]
    if not ended:
        return {at - 1}
    whole = set(ended[0].places)
    return whole if len(whole) <= MOST_LEANT_ON else set()


def _goes_on(sentence: Part, next_: Part) -> bool:
    """Whether a sentence is nothing without the next: a narrower rule, or the answer to it."""
    if qualifies(next_.text):
        return True
    is_asked = sentence.text.endswith("?") and not _is_listed(sentence)
    return is_asked and not next_.text.endswith("?") and not _is_listed(next_)


def _is_beside(first: Part, second: Part) -> bool:
    """Whether a sentence may speak of the one before it: they don't stand under other labels."""
    return first.under[: len(second.under)] == second.under or first.at in second.under
