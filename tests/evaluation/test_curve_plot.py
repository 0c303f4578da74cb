"""The abstention curve as numbers and as a picture."""

import math
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.abstention import AskedQuestion, abstention_figures, tradeoff
from assistant.evaluation.curve_plot import LEFT, SIDE, TOP, Line, abstention_svg, curve_svg
from assistant.evaluation.rows import EvaluationError

SVG = "{http://www.w3.org/2000/svg}"


def asked(confidence: float, kind: str = "") -> AskedQuestion:
    """Return an unanswerable question of a kind, or an answerable one; answered from 0.5 on."""
    return AskedQuestion(
        id="",
        type=kind or "fact",
        answerable=not kind,
        confidence=confidence,
        answered=confidence >= 0.5,
        right=not kind,
    )


ASKED = [asked(0.9), asked(0.6), asked(0.3), asked(0.1), asked(0.7, "near"), asked(0.2, "far")]


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)


def test_the_curve_has_a_point_for_each_threshold() -> None:
    """From nothing answered to all; a threshold counts those that reach it."""
    assert tradeoff(ASKED) == (
        (0, 0), (0.25, 0), (0.25, 0.5), (0.5, 0.5), (0.75, 0.5), (0.75, 1), (1, 1)
    )  # fmt: skip
    assert tradeoff(ASKED, "far")[-3:] == ((0.75, 0), (0.75, 1), (1, 1))


def test_what_was_not_looked_up_is_on_no_curve() -> None:
    """No threshold answers it, so the curve ends below."""
    assert tradeoff([asked(0.5), asked(0.4, "near"), asked(-math.inf, "near")])[-1] == (1, 0.5)


@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from(["", "near", "far"])), min_size=1))
def test_the_curve_never_falls(held: list[tuple[float, str]]) -> None:
    """A lower threshold answers no fewer questions of either kind."""
    points = tradeoff([asked(0.5), asked(0.5, "near"), *(asked(*one) for one in held)])
    assert list(points) == sorted(points)
    assert [up for _, up in points] == sorted(up for _, up in points)


def test_types_are_counted_apart() -> None:
    """Coverage is split by type as well: by the types of the answerable questions."""
    present = abstention_figures(ASKED).present
    (fact,) = present.covered_by_type.values()
    assert (fact.count, fact.of) == (2, 4)
    assert {kind: share.count for kind, share in present.by_type.items()} == {"far": 0, "near": 1}


def test_the_picture_marks_the_present_threshold() -> None:
    """Half of the answerable and half of the others are answered: the middle of the square."""
    drawn = parsed(abstention_svg("q.jsonl", ASKED, abstention_figures(ASKED).present, 0.5))
    mark = drawn.find(f"{SVG}circle")
    assert mark is not None
    middle = (str(LEFT + SIDE / 2), str(TOP + SIDE / 2))
    assert (mark.get("cx"), mark.get("cy")) == middle
    said = "now, from 0.5 on: 50.0% of the answerable and 50.0% of the unanswerable"
    assert said in (drawn.findtext(f"{SVG}desc") or "")
    assert any(said in (held.text or "") for held in drawn.iter(f"{SVG}text"))


def test_the_picture_has_a_line_for_all_and_for_each_type() -> None:
    """Each has its name in the legend, and dashes of its own, so that no colour is needed."""
    drawn = parsed(abstention_svg("q.jsonl", ASKED, abstention_figures(ASKED).present, 0.5))
    lines = drawn.findall(f"{SVG}polyline")
    assert [held.get("stroke-dasharray") is None for held in lines] == [True, False, False]
    assert len({held.get("stroke-dasharray") for held in lines}) == 3
    words = [held.text for held in drawn.iter(f"{SVG}text")]
    for name in (
        "all unanswerable",
        "far",
        "near",
        "0 %",
        "100 %",
        "answerable questions answered",
    ):
        assert name in words


def test_the_picture_is_named_for_those_who_do_not_see_it() -> None:
    """role, title and desc, tied together by aria-labelledby."""
    drawn = parsed(curve_svg("A title", "a mark", [Line(name="x", points=((0, 0),))], (0, 0)))
    assert drawn.get("role") == "img"
    named = (drawn.get("aria-labelledby") or "").split()
    assert [held.get("id") for held in drawn if held.tag in (f"{SVG}title", f"{SVG}desc")] == named


def test_the_first_and_last_points_are_the_corners() -> None:
    """Nothing answered is at the lower left, everything at the upper right."""
    drawn = parsed(curve_svg("", "", [Line(name="x", points=((0, 0), (1, 1)))], (0, 0)))
    line = drawn.find(f"{SVG}polyline")
    assert line is not None
    assert line.get("points") == f"{LEFT},{TOP + SIDE} {LEFT + SIDE},{TOP}"


@given(st.text(), st.lists(st.text(), min_size=1, max_size=12))
def test_any_names_give_well_formed_xml(title: str, names: list[str]) -> None:
    """Markup is escaped, and what XML can't hold is replaced, lone surrogates too."""
    lines = [Line(name=name, points=((0, 0), (1, 1))) for name in names]
    text = curve_svg(f"<&\"'\x00\ud800{title}", "a & b", lines, (0.5, 0.5))
    drawn = parsed(text)
    assert (drawn.findtext(f"{SVG}title") or "").startswith("<&\"'\ufffd\ufffd")
    assert len(drawn.findall(f"{SVG}polyline")) == len(names)


@pytest.mark.parametrize("held", [ASKED[:4], ASKED[4:]])
def test_one_kind_of_question_has_no_curve(held: list[AskedQuestion]) -> None:
    """There is no other kind to weigh it against."""
    with pytest.raises(EvaluationError, match="no curve without"):
        abstention_svg("q.jsonl", held, abstention_figures(held).present, 0.5)
