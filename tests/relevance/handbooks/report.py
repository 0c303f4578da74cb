"""Dumps -> figures, as text and as JSON. Pure."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import isnan
from typing import Any

from .asked import Dump
from .deciding import (
    AT_KEPT,
    NEAR,
    NEAR_SURE,
    TOLD_APART,
    WHENS,
    YES,
    YES_SURE,
    ByWhen,
    decided,
    figures,
)
from .marking import judged
from .resampling import Figure, Resampled, short
from .systems import CUTOFFS, systems

POOLED = "pooled"
RIGHT, CLEAN, SENTENCES = "marks right", "marks clean", "marked sentences, mean"
SHOWN = "first passages that hold a gold quote, whose marks these are"
# The figures of the summary, by their heads.
_HEADS = {
    TOLD_APART: "AUROC",
    AT_KEPT: "near @95 %",
    NEAR: "near",
    NEAR_SURE: "near surely",
    YES: "answerable",
    YES_SURE: "surely",
    RIGHT: "marks right",
    CLEAN: "marks clean",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The figures of one handbook, or of all of them."""

    name: str
    answerable: int
    near: int
    lost: int  # gold quotes that no page holds
    success: Mapping[str, Mapping[int, Figure]]  # by system and cutoff
    answers: Mapping[str, ByWhen]
    marks: Mapping[str, ByWhen]


def all_scores(dumps: Sequence[Dump]) -> list[Scores]:
    """Return the figures of each handbook, and last of all pooled, each question counting alike."""
    each = [scores(dump.name, [dump]) for dump in dumps]
    return [*each, scores(POOLED, dumps)] if len(dumps) > 1 else each


def scores(name: str, dumps: Sequence[Dump]) -> Scores:
    """Return the figures of some handbooks' questions together."""
    asked = [(dump.name, held) for dump in dumps for held in dump.after.asked]
    return Scores(
        name=name,
        answerable=sum(held.answerable for _, held in asked),
        near=sum(held.is_near for _, held in asked),
        lost=sum(dump.lost for dump in dumps),
        success=_success(dumps),
        answers=figures([held for dump in dumps for held in decided(dump)]),
        marks=_marks(dumps),
    )


def _success(dumps: Sequence[Dump]) -> dict[str, dict[int, Figure]]:
    found = [(dump.name, systems(dump)) for dump in dumps]
    strata = [name for name, held in found for _ in held["BM25"]]
    resampled = Resampled(strata)
    return {
        system: {
            most: resampled.mean(
                [rank is not None and rank <= most for _, held in found for rank in held[system]]
            )
            for most in CUTOFFS
        }
        for system in found[0][1]
    }


def _marks(dumps: Sequence[Dump]) -> dict[str, ByWhen]:
    found = [(dump.name, judged(dump)) for dump in dumps]
    held = {
        when: [(name, one) for name, both in found for one in both[at]]
        for at, when in enumerate(WHENS)
    }
    resampled = {when: Resampled([name for name, _ in of]) for when, of in held.items()}
    return {
        name: {
            when: resampled[when].mean([float(getattr(one, what)) for _, one in held[when]])
            for when in WHENS
        }
        for name, what in ((RIGHT, "right"), (CLEAN, "clean"), (SENTENCES, "sentences"))
    } | {SHOWN: {when: _count(len(held[when])) for when in WHENS}}


def _count(number: int) -> Figure:
    return Figure(value=number, low=number, high=number)


def lines(held: Scores) -> Iterator[str]:
    """Yield the figures of a handbook as text."""
    yield f"{held.name}: {held.answerable} answerable, {held.near} near-domain questions"
    if held.lost:
        yield f"  {held.lost} gold quotes are on no page, and count as missed"
    if held.answerable:
        yield "  " + "  ".join(f"{f'@{most}':<16}" for most in CUTOFFS) + "  a right passage within"
    for system, found in held.success.items() if held.answerable else ():
        columns = "  ".join(f"{found[most]!s:<16}" for most in CUTOFFS)
        yield f"  {columns}  {system}"
    yield "  " + "  ".join(f"{when:<18}" for when in WHENS)
    for name, by_when in (*held.answers.items(), *held.marks.items()):
        yield "  " + "  ".join(f"{_text(name, by_when[when]):<18}" for when in WHENS) + f"  {name}"
    yield ""


def _text(name: str, figure: Figure) -> str:
    if name == SHOWN:
        return f"{figure.value:g}"
    if name == SENTENCES:
        return f"{figure.value:.2f} [{figure.low:.2f} {figure.high:.2f}]"
    return str(figure)


def summary(all_of: Sequence[Scores]) -> Iterator[str]:
    """Yield two tables with a line a handbook: who comes first, and the answer or the no."""
    width = max(len(held.name) for held in all_of)
    yield f"{'right passage first':<{width + 4}}{'   '.join(all_of[0].success)}"
    for held in all_of:
        columns = (
            f"{short(found[CUTOFFS[0]].value):<{len(system) + 3}}"
            for system, found in held.success.items()
        )
        yield f"{held.name:<{width + 4}}{''.join(columns)}".rstrip()
    yield ""
    yield f"{'before → after':<{width + 4}}{'   '.join(f'{head:<11}' for head in _HEADS.values())}"
    for held in all_of:
        both = {**held.answers, **held.marks}
        columns = (
            " → ".join(f"{short(both[name][when].value):<4}" for when in WHENS) for name in _HEADS
        )
        yield f"{held.name:<{width + 4}}{'   '.join(columns)}".rstrip()
    yield ""


def report_json(all_of: Sequence[Scores]) -> str:
    """Return all figures as JSON: value and interval each; null where there is none."""
    return json.dumps([_plain(asdict(held)) for held in all_of], indent=2, ensure_ascii=False)


def _plain(held: Any) -> Any:
    if isinstance(held, dict):
        return {str(key): _plain(value) for key, value in held.items()}
    return None if isinstance(held, float) and isnan(held) else held
