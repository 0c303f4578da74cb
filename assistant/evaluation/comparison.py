"""Two sets of figures over the same questions -> what differs, and by how much. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.evaluation.intervals import bootstrap
from assistant.evaluation.rows import EvaluationError
from assistant.evaluation.scoring import MEASURES


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """What one question's ranking is worth."""

    rank: int | None  # of the first hit that answers, from 1
    values: Mapping[str, float]  # by the names in MEASURES


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedAnswer:
    """What `ask` made of one question."""

    question: str
    answerable: bool
    answered: bool
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a comparison: its figures by method and way of judging, then by question."""

    name: str
    figures: Mapping[tuple[str, str], Mapping[str, Ranked]]
    asked: Mapping[str, RecordedAnswer]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanDifference:
    """A mean on both sides; `interval` is of second minus first, 95 %, by paired bootstrap."""

    name: str
    first: float
    second: float
    difference: float
    interval: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A question whose first right hit stands at another rank."""

    id: str
    question: str
    first: int | None
    second: int | None

    @property
    def better(self) -> bool:
        """Whether it stands higher on the second side."""
        return _deep(self.second) < _deep(self.first)


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresCompared:
    """One method against another, or against itself, judged in one way."""

    by: str
    methods: tuple[str, str]
    questions: int  # judged on both sides
    differences: tuple[MeanDifference, ...]
    moved: tuple[Moved, ...]  # in the order of the first side's questions


@dataclass(frozen=True, slots=True, kw_only=True)
class Flipped:
    """A question that `ask` answers on one side only; `answered` says if it is the second."""

    id: str
    question: str
    answerable: bool
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All that differs between two sides."""

    names: tuple[str, str]
    alone: int  # questions that only one side has, and that are left out
    figures: tuple[FiguresCompared, ...]
    answering: tuple[MeanDifference, ...]  # share answered: of the answerable, of the others
    flipped: tuple[Flipped, ...]


def compare_sides(first: Side, second: Side) -> Comparison:
    """Compare two sides on the questions that both have.

    Raises:
        EvaluationError: they have no question, or no figures, in common.
    """
    shared = [name for name in first.asked if name in second.asked]
    pairs = list(_pairs(first, second))
    if not shared or not pairs:
        what = "method and way of judging" if shared else "question"
        raise EvaluationError(
            f"{first.name} and {second.name} have no {what} in common: "
            "name two reports of the same questions"
        )
    return Comparison(
        names=(first.name, second.name),
        alone=len(first.asked.keys() ^ second.asked.keys()),
        figures=tuple(_compared(first, second, *pair) for pair in pairs),
        answering=tuple(_answering(first, second, shared)),
        flipped=tuple(_flipped(first, second, shared)),
    )


def _pairs(first: Side, second: Side) -> Iterator[tuple[str, str, str]]:
    """Yield what to compare: a way of judging, and a method of each side.

    Both methods have the same name; or, if each side has only one, they are those two.
    """
    one, other = ({method for method, _ in side.figures} for side in (first, second))
    for method, by in first.figures:
        against = method if method in other else next(iter(other), "")
        if (method in other or len(one) == len(other) == 1) and (against, by) in second.figures:
            yield by, method, against


def _compared(first: Side, second: Side, by: str, method: str, against: str) -> FiguresCompared:
    one, other = first.figures[method, by], second.figures[against, by]
    shared = [name for name in one if name in other]
    return FiguresCompared(
        by=by,
        methods=(method, against),
        questions=len(shared),
        differences=tuple(
            _difference(
                name,
                [one[question].values[name] for question in shared],
                [other[question].values[name] for question in shared],
            )
            for name in MEASURES
            if shared
        ),
        moved=tuple(
            Moved(
                id=name,
                question=first.asked[name].question,
                first=one[name].rank,
                second=other[name].rank,
            )
            for name in shared
            if one[name].rank != other[name].rank
        ),
    )


def _answering(first: Side, second: Side, shared: Sequence[str]) -> Iterator[MeanDifference]:
    for label, answerable in (("answerable answered", True), ("unanswerable answered", False)):
        kept = [name for name in shared if first.asked[name].answerable is answerable]
        if kept:
            yield _difference(label, _answered(first, kept), _answered(second, kept))


def _answered(side: Side, names: Sequence[str]) -> list[float]:
    return [float(side.asked[name].answered) for name in names]


def _difference(name: str, first: Sequence[float], second: Sequence[float]) -> MeanDifference:
    differences = [after - before for before, after in zip(first, second, strict=True)]
    return MeanDifference(
        name=name,
        first=sum(first) / len(first),
        second=sum(second) / len(second),
        difference=sum(differences) / len(differences),
        interval=bootstrap(differences),
    )


def _flipped(first: Side, second: Side, shared: Sequence[str]) -> Iterator[Flipped]:
    for name in shared:
        before, after = first.asked[name], second.asked[name]
        if before.answered != after.answered:
            yield Flipped(
                id=name,
                question=before.question,
                answerable=before.answerable,
                answered=after.answered,
            )


def _deep(rank: int | None) -> float:
    return float("inf") if rank is None else rank
