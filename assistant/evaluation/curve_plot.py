"""The abstention curve as a picture: false answers over coverage, as SVG 1.1. Pure.

It is accessible as the SVG working group's notes ask: role img, named by title and desc. Lines
differ in their dashes as well as in their colours, which are those of Okabe and Ito ("Color
Universal Design", 2008).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import cycle

from assistant.evaluation.abstention import KEPT, AskedQuestion, Decision, tradeoff
from assistant.evaluation.rows import EvaluationError

WIDTH, HEIGHT = 760, 540
LEFT, TOP, SIDE = 70, 50, 430  # of the square that holds the curve, in user units
_STROKES = (
    ("#0072b2", "7 3"),
    ("#d55e00", "2 2"),
    ("#009e73", "9 3 2 3"),
    ("#cc79a7", "4 4"),
    ("#e69f00", "1 3"),
    ("#56b4e9", "12 4"),
)
# Control characters and others that no XML 1.0 file may hold, not even as references (section 2.2).
_FORBIDDEN = {
    **dict.fromkeys(
        (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF), "\N{REPLACEMENT CHARACTER}"
    ),
    **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the plot; points are shares, 0 to 1, from left to right."""

    name: str
    points: tuple[tuple[float, float], ...]


def abstention_svg(
    name: str, asked: Sequence[AskedQuestion], present: Decision, threshold: float
) -> str:
    """Return the curve of a set of questions; `present` at `threshold` is marked.

    Raises:
        EvaluationError: there are no answerable or no unanswerable questions, and so no curve.
    """
    if not present.coverage.of or not present.false_answers.of:
        raise EvaluationError(
            f"{name}: no curve without answerable and unanswerable questions; leave out --plot"
        )
    kinds = list(present.by_type) if len(present.by_type) > 1 else []
    lines = [
        Line(name="all unanswerable", points=tradeoff(asked)),
        *(Line(name=kind, points=tradeoff(asked, kind)) for kind in kinds),
    ]
    mark = (present.coverage.value, present.false_answers.value)
    said = (
        f"now, from {threshold:g} on: {mark[0]:.1%} of the answerable and {mark[1]:.1%} of the "
        "unanswerable questions are answered"
    )
    return curve_svg(f"Answered or declined: {name}", said, lines, mark)


def curve_svg(title: str, said: str, lines: Sequence[Line], mark: tuple[float, float]) -> str:
    """Return a plot of shares: the first line solid and black, the others dashed, one point marked.

    `said` puts into words what the mark shows.
    """
    strokes = [
        ("#000000", ""),
        *(stroke for stroke, _ in zip(cycle(_STROKES), lines[1:], strict=False)),
    ]
    desc = (
        "Across: the share of answerable questions that are answered. Up: the share of "
        f"unanswerable questions that are answered too. Lower is better. {said}."
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'width="{WIDTH}" height="{HEIGHT}" role="img" aria-labelledby="title desc" '
            'font-family="Helvetica, Arial, sans-serif" font-size="12">',
            f'<title id="title">{_text(title)}</title>',
            f'<desc id="desc">{_text(desc)}</desc>',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
            *_grid(),
            _words(LEFT, TOP - 20, title, 'font-size="15" font-weight="bold"'),
            *(_line(line, *stroke) for line, stroke in zip(lines, strokes, strict=True)),
            *_mark(mark),
            *_legend(lines, strokes),
            _words(LEFT, HEIGHT - 10, said, 'fill="#b00020"'),
            "</svg>\n",
        ]
    )


def _grid() -> Iterator[str]:
    for tenth in range(11):
        x, y = _at(tenth / 10, tenth / 10)
        right, low = LEFT + SIDE, TOP + SIDE
        colour = "#555555" if tenth == 0 else "#dddddd"
        yield f'<path d="M{x} {TOP}V{low}M{LEFT} {y}H{right}" stroke="{colour}" fill="none"/>'
        if tenth % 2 == 0:
            yield _words(x, low + 16, f"{tenth * 10} %", 'text-anchor="middle"')
            yield _words(LEFT - 6, y + 4, f"{tenth * 10} %", 'text-anchor="end"')
    x, _ = _at(KEPT, 0)
    yield f'<path d="M{x} {TOP}V{TOP + SIDE}" stroke="#888888" stroke-dasharray="3 3" fill="none"/>'
    middle = LEFT + SIDE / 2
    yield _words(middle, TOP + SIDE + 34, "answerable questions answered", 'text-anchor="middle"')
    turned = f'text-anchor="middle" transform="rotate(-90 20 {TOP + SIDE / 2:g})"'
    yield _words(20, TOP + SIDE / 2, "unanswerable questions answered", turned)


def _line(line: Line, colour: str, dashes: str) -> str:
    points = " ".join(f"{x:g},{y:g}" for x, y in (_at(*point) for point in line.points))
    return f'<polyline points="{points}" {_stroke(colour, dashes)} stroke-linejoin="round"/>'


def _mark(mark: tuple[float, float]) -> Iterator[str]:
    x, y = _at(*mark)
    guides = f"M{x} {TOP + SIDE}V{y}H{LEFT}"
    yield f'<path d="{guides}" stroke="#b00020" stroke-opacity=".5" fill="none"/>'
    yield f'<circle cx="{x}" cy="{y}" r="5" fill="#b00020" stroke="#ffffff"/>'


def _legend(lines: Sequence[Line], strokes: Sequence[tuple[str, str]]) -> Iterator[str]:
    x = LEFT + SIDE + 20
    for row, (line, stroke) in enumerate(zip(lines, strokes, strict=True)):
        y = TOP + 10 + 20 * row
        yield f'<path d="M{x} {y}h34" {_stroke(*stroke)}/>'
        yield _words(x + 42, y + 4, line.name)
    y = TOP + 10 + 20 * len(lines)
    yield f'<circle cx="{x + 17}" cy="{y}" r="5" fill="#b00020"/>'
    yield _words(x + 42, y + 4, "as it is set now")
    yield f'<path d="M{x} {y + 20}h34" stroke="#888888" stroke-dasharray="3 3"/>'
    yield _words(x + 42, y + 24, f"{KEPT:.0%} of the answerable")


def _stroke(colour: str, dashes: str) -> str:
    dashed = f'stroke-dasharray="{dashes}" ' if dashes else ""
    return f'{dashed}stroke="{colour}" stroke-width="{1.6 if dashes else 2.4}" fill="none"'


def _at(across: float, up: float) -> tuple[float, float]:
    """Return a point of the plot in the picture's user units."""
    return round(LEFT + SIDE * across, 1), round(TOP + SIDE * (1 - up), 1)


def _words(x: float, y: float, text: str, attributes: str = "") -> str:
    spaced = f" {attributes}" if attributes else ""
    return f'<text x="{x:g}" y="{y:g}"{spaced}>{_text(text)}</text>'


def _text(text: str) -> str:
    return escape(text.translate(_FORBIDDEN), quote=False)
