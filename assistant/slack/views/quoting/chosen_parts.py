"""Which parts of a quote are shown if there is no room for all: what answers, then what is near."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from assistant.slack.views.quoting.labelled import labelled
from assistant.slack.views.quoting.page_order import GAP
from assistant.slack.views.quoting.passage_parts import Part

_ANNOUNCED = frozenset(("item", "row", "code", "gap"))


def chosen(
    parts: Sequence[Part],
    held: Sequence[int],
    start: int,
    fits: Callable[[Sequence[Part]], bool],
) -> tuple[Part, ...]:
    """Return as many of the parts `held` as fit, in order, "…" where some are left out between.

    Marked ones take precedence, then those nearest to them; without marks, those nearest to the
    part at `start`. Parts are whole, and none announces with a colon what is left out. The labels
    that they need are added.
    """
    marked = [at for at in held if parts[at].marked and fits(assembled(parts, [at]))]
    ends = marked or [start]
    others = sorted(
        (at for at in held if not parts[at].marked),
        key=lambda at: (min(abs(at - end) for end in ends), at < ends[0], at),
    )
    order = [*marked, *others]
    count = bisect_right(
        range(1, len(order) + 1),
        0,
        key=lambda count: not fits(assembled(parts, sorted(order[:count]))),
    )
    kept = _without_announcements(parts, order[:count])
    while kept and not fits(assembled(parts, kept)):  # longer without what a gap stands for
        count -= 1
        kept = _without_announcements(parts, order[:count])
    return assembled(parts, kept)


def assembled(parts: Sequence[Part], kept: Sequence[int]) -> tuple[Part, ...]:
    """Return the kept parts in order, gaps between those that are no neighbours, and labels."""
    found: list[Part] = []
    for at, each in enumerate(kept):
        part = parts[each]
        if at and each - kept[at - 1] > 1:
            run_on = found[-1].kind == "text" == part.kind and "\n" not in part.joint
            joint = " " if run_on else "\n"
            found += [replace(GAP, joint=joint), replace(part, joint=joint)]
        else:
            found.append(part)
    return tuple(labelled(found))


def with_announced(parts: Sequence[Part], kept: Sequence[int]) -> list[int]:
    """Return kept parts, with what the marked ones announce.

    Without it, an unmarked announcement is left out, unless it is all there is.
    """
    found = set(kept)
    for at, next_ in zip(kept, [*kept[1:], len(parts)], strict=False):
        if _is_empty(parts, at, next_):
            if parts[at].marked:
                found.update(_announced(parts, at))
            else:
                found.discard(at)
    return sorted(found) or list(kept)


def _announced(parts: Sequence[Part], at: int) -> Iterator[int]:
    """Yield the parts of the list, table or code below a part, or the part after it."""
    inner = parts[at].kind == "item"
    for after in range(at + 1, len(parts)):
        part = parts[after]
        is_below = part.kind in _ANNOUNCED and not (inner and part.column <= parts[at].column)
        if is_below or (after == at + 1 and part.kind == "text"):
            yield after
        if not is_below:
            return


def _without_announcements(parts: Sequence[Part], chosen: Collection[int]) -> list[int]:
    """Return the chosen parts in order, without those that announce what is left out."""
    kept = sorted(chosen)
    while True:
        after = [*kept[1:], len(parts)] if kept else []
        whole = [
            at for at, next_ in zip(kept, after, strict=True) if not _is_empty(parts, at, next_)
        ]
        if whole == kept:
            return kept
        kept = whole


def _is_empty(parts: Sequence[Part], at: int, next_: int) -> bool:
    """Return whether a part announces something of which nothing is shown after it."""
    if not parts[at].words.endswith(":") or next_ == at + 1:
        return False
    if next_ == len(parts):
        return True
    between = parts[at + 1 : next_ + 1]
    inner = parts[at].kind != "item" or parts[next_].column > parts[at].column
    return not (inner and all(part.kind in _ANNOUNCED for part in between))
