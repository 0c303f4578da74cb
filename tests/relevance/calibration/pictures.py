"""Two plots, as SVG 1.1: how reliable the probability is, and what each level answers."""

import math
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

import numpy as np

from assistant.answering.confidence import MAY_ANSWER
from assistant.evaluation.curve_plot import HEIGHT, LEFT, SIDE, TOP, WIDTH, Line, curve_svg
from assistant.evaluation.logistic import classes_alike

from ..handbooks.deciding import Decided
from .reliability import Bin, bins, expected_error

_BEFORE, _AFTER = "#d55e00", "#000000"  # Okabe and Ito's vermilion, and black


def write(folder: Path, held: Sequence[Decided], how: str) -> None:
    """Write coverage.svg and reliability.svg of some questions."""
    folder.mkdir(parents=True, exist_ok=True)
    coverage = coverage_svg(held, MAY_ANSWER, how)
    (folder / "coverage.svg").write_text(coverage, encoding="utf-8")
    (folder / "reliability.svg").write_text(reliability_svg(held, how), encoding="utf-8")


def coverage_svg(held: Sequence[Decided], level: float, how: str) -> str:
    """Return the share of near-domain questions answered over that of the answerable ones.

    `level` is marked on the line after; `how` says whose probabilities they are.
    """
    used = [one for one in held if one.answerable or one.near]
    yes = [one.after >= level for one in used if one.answerable]
    no = [one.after >= level for one in used if not one.answerable]
    mark = (float(np.mean(yes)), float(np.mean(no)))
    said = (
        f"from {level:g} on: {mark[0]:.1%} of the answerable and {mark[1]:.1%} of the near-domain "
        "questions are answered"
    )
    lines = [
        Line(name="after, with the reader", points=_tradeoff(used, "after")),
        Line(name="before, by likeness", points=_tradeoff(used, "before")),
    ]
    return curve_svg(f"Answered or declined: {how}", said, lines, mark)


def _tradeoff(held: Sequence[Decided], when: str) -> tuple[tuple[float, float], ...]:
    of = np.array([getattr(one, when) for one in held])
    answerable = np.array([one.answerable for one in held], dtype=bool)
    yes, no = of[answerable], of[~answerable]
    levels = sorted({float(one) for one in of if one > -math.inf}, reverse=True)
    points = [(float((yes >= one).mean()), float((no >= one).mean())) for one in levels]
    return ((0.0, 0.0), *points)


def reliability_svg(held: Sequence[Decided], how: str) -> str:
    """Return the observed share of answerable questions over the predicted one, in ten bins."""
    before, after = reliability(held, "before"), reliability(held, "after")
    said = [
        f"{name}: expected calibration error {expected_error(found):.3f}"
        for name, found in (("before, by likeness", before), ("after, with the reader", after))
    ]
    title = f"Predicted and observed: {how}"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'width="{WIDTH}" height="{HEIGHT}" role="img" aria-labelledby="title desc" '
            'font-family="Helvetica, Arial, sans-serif" font-size="12">',
            f'<title id="title">{escape(title, quote=False)}</title>',
            '<desc id="desc">Across: the probability that was given. Up: the share of those '
            f"questions that are answerable. On the diagonal both agree. {'; '.join(said)}.</desc>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
            *_frame(title),
            *_bins(before, _BEFORE, 'stroke-dasharray="7 3"'),
            *_bins(after, _AFTER, ""),
            *_legend(said),
            "</svg>\n",
        ]
    )


def reliability(held: Sequence[Decided], when: str) -> list[Bin]:
    """Return the bins over answerable and near-domain questions, handbooks and classes alike."""
    used = [one for one in held if (one.answerable or one.near) and getattr(one, when) > -math.inf]
    weights = np.zeros(len(used))
    for name in {one.handbook for one in used}:
        rows = [at for at, one in enumerate(used) if one.handbook == name]
        weights[rows] = classes_alike([used[at].answerable for at in rows])
    return bins(
        np.array([getattr(one, when) for one in used], dtype=np.float64),
        [one.answerable for one in used],
        weights,
    )


def _frame(title: str) -> Iterator[str]:
    right, low = LEFT + SIDE, TOP + SIDE
    yield _words(LEFT, TOP - 20, title, 'font-size="15" font-weight="bold"')
    for tenth in range(11):
        x, y = _at(tenth / 10, tenth / 10)
        colour = "#555555" if tenth == 0 else "#dddddd"
        yield f'<path d="M{x} {TOP}V{low}M{LEFT} {y}H{right}" stroke="{colour}" fill="none"/>'
        if tenth % 2 == 0:
            yield _words(x, low + 16, f"{tenth / 10:g}", 'text-anchor="middle"')
            yield _words(LEFT - 6, y + 4, f"{tenth * 10} %", 'text-anchor="end"')
    yield (
        f'<path d="M{LEFT} {low}L{right} {TOP}" stroke="#888888" stroke-dasharray="3 3" '
        'fill="none"/>'
    )
    yield _words(LEFT + SIDE / 2, low + 34, "probability given", 'text-anchor="middle"')
    turned = f'text-anchor="middle" transform="rotate(-90 20 {TOP + SIDE / 2:g})"'
    yield _words(20, TOP + SIDE / 2, "of these, answerable", turned)


def _bins(held: Sequence[Bin], colour: str, dashes: str) -> Iterator[str]:
    """Yield a line through the bins, each a circle whose area is its weight."""
    places = [_at(one.predicted, one.observed) for one in held]
    points = " ".join(f"{x:g},{y:g}" for x, y in places)
    yield f'<polyline points="{points}" stroke="{colour}" {dashes} fill="none"/>'
    for one, (x, y) in zip(held, places, strict=True):
        radius = round(2 + 16 * math.sqrt(one.weight), 1)
        yield f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}" fill-opacity=".5"/>'


def _legend(said: Sequence[str]) -> Iterator[str]:
    x = LEFT + SIDE + 20
    strokes = ((_BEFORE, 'stroke-dasharray="7 3"'), (_AFTER, ""))
    for row, (text, (colour, dashes)) in enumerate(zip(said, strokes, strict=True)):
        name, _, error = text.partition(": ")
        y = TOP + 10 + 44 * row
        yield f'<path d="M{x} {y}h34" stroke="{colour}" stroke-width="2" {dashes}/>'
        yield _words(x + 42, y + 4, name)
        yield _words(x + 42, y + 20, error)


def _at(across: float, up: float) -> tuple[float, float]:
    return round(LEFT + SIDE * across, 1), round(TOP + SIDE * (1 - up), 1)


def _words(x: float, y: float, text: str, attributes: str = "") -> str:
    spaced = f" {attributes}" if attributes else ""
    return f'<text x="{x:g}" y="{y:g}"{spaced}>{escape(text, quote=False)}</text>'
