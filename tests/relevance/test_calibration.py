"""What is fitted to dumps, leaving handbooks out: orders, probabilities, levels, marks."""

import dataclasses
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from . import made_up
from .calibration import levels, mark_rules, orders, pictures
from .calibration.command import calibration
from .calibration.left_out import by_others, weights
from .calibration.mark_rules import relative, until, whole_lists
from .calibration.numbers import SETS, USED, samples
from .calibration.reliability import bins, expected_error
from .handbooks.asked import Candidate, Dump, Text, dump_json
from .handbooks.deciding import Decided

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def dumps() -> list[Dump]:
    """Four made-up handbooks, whose reader tells hits and answerable questions well."""
    return [made_up.dump(f"book {seed}", seed) for seed in range(4)]


candidates = st.lists(
    st.tuples(st.floats(0, 1), st.floats(-5, 5)), min_size=1, max_size=15, unique=True
).map(
    lambda held: [
        made_up.candidate(row, late, logit)
        for row, (late, logit) in enumerate(sorted(held, reverse=True))
    ]
)


@given(
    held=candidates,
    read=st.sampled_from(orders.READS),
    family=st.sampled_from(list(orders.FAMILIES)),
)
def test_every_order_moves_only_what_was_read(
    held: list[Candidate], read: int, family: str
) -> None:
    """Nothing is lost, and what was not read stays behind, in late interaction's order."""
    made, parameters = orders.FAMILIES[family]
    for parameter in parameters:
        ordered = made(parameter)(held, read)
        assert sorted(one.row for one in ordered) == [one.row for one in held]
        assert list(ordered[read:]) == held[read:]


def test_orders_weigh_both_scores() -> None:
    """From likeness alone to the logit alone."""
    held = [made_up.candidate(0, 0.8, -2.0), made_up.candidate(1, 0.7, 3.0)]
    first = {
        name: made(parameters[-1])(held, 10)[0].row
        for name, (made, parameters) in orders.FAMILIES.items()
    }
    assert first["late alone"] == 0
    assert first["logit alone"] == first["late + w × logit"] == 1
    assert first["late + w × log-sigmoid(logit)"] == first["standardised, late + w × logit"] == 1


def test_nothing_is_chosen_on_the_handbook_it_is_judged_by(dumps: list[Dump]) -> None:
    """Its parameter stays the same whatever its own questions give."""
    other = dataclasses.replace(made_up.dump("another", 99), name=dumps[0].name)
    for family in ("late + w × logit", "reciprocal ranks, k"):
        chosen = orders.choose(dumps, family, 10).chosen[0]
        assert orders.choose([other, *dumps[1:]], family, 10).chosen[0] == chosen


def test_no_probability_comes_from_the_handbook_itself(dumps: list[Dump]) -> None:
    """If its answers are turned round, the probabilities of its questions stay the same."""
    each = {dump.name: samples(dump) for dump in dumps}
    name = dumps[0].name
    turned = [
        dataclasses.replace(one, answerable=not one.answerable, near=not one.near)
        for one in each[name]
    ]
    for names in SETS:
        plain = by_others(each, names)
        changed = by_others({**each, name: turned}, names)
        assert changed[name] == pytest.approx(plain[name])
        assert not np.allclose(changed[dumps[1].name], plain[dumps[1].name])


def test_what_is_not_looked_up_has_no_probability() -> None:
    """Such a question counts in no fit, and no level answers it."""
    plain = made_up.dump("book", 1)
    thanks = made_up.asked("thanks", (), kind="smalltalk", declined="not_a_question")
    after = dataclasses.replace(plain.after, asked=(*plain.after.asked, thanks))
    held = samples(dataclasses.replace(plain, after=after))
    assert not held[-1].fits
    assert by_others({"book": held}, USED)["book"][-1] == -np.inf


def test_handbooks_and_classes_count_alike(dumps: list[Dump]) -> None:
    """However many questions each has."""
    held = [one for dump in dumps for one in samples(dump)][:130]
    found = weights(held)
    for name in {one.handbook for one in held}:
        for answerable in (True, False):
            of = [(one.handbook, one.answerable) == (name, answerable) for one in held]
            assert found[of].sum() == pytest.approx(1 / 8)


@given(
    st.lists(st.floats(0, 1), min_size=1, max_size=40),
    st.lists(st.floats(0, 1), min_size=1, max_size=40),
    st.sampled_from(levels.RULES),
)
def test_a_level_keeps_its_rule(yes: list[float], no: list[float], rule: levels.LevelRule) -> None:
    """The level answers at least, or at most, the share; no level further on would."""
    plain = samples(made_up.dump("book", 1))
    one, other = (next(held for held in plain if held.answerable == kind) for kind in (True, False))
    held, of = [one] * len(yes) + [other] * len(no), np.array([*yes, *no])
    level = rule.level(held, of)
    found = levels.answered(held, of, level)
    if rule.answerable:
        assert found["answerable"] >= rule.share - 1e-6
        above = levels.answered(held, of, float(np.nextafter(level, 2)))
        assert above["answerable"] < rule.share
    else:
        assert found["near-domain"] <= rule.share + 1e-6


def test_a_probability_that_comes_true_has_no_error() -> None:
    """One of ten at .1, nine of ten at .9: no error. Turned round, it is their distance."""
    given_, so = np.array([0.1] * 10 + [0.9] * 10), [True, *[False] * 10, *[True] * 9]
    found = bins(given_, so, np.ones(20))
    assert [(one.questions, one.observed) for one in found] == [(10, 0.1), (10, 0.9)]
    assert expected_error(found) == pytest.approx(0)
    assert expected_error(bins(1 - given_, so, np.ones(20))) == pytest.approx(0.8)


def text_of(*sentences: str) -> Text:
    spans = tuple((10 * at, 10 * at + 10) for at in range(len(sentences)))
    return Text(path="a.md", span=(0, 10 * len(sentences)), spans=spans, sentences=sentences)


def scored(*scores: float) -> Candidate:
    plain = made_up.candidate(0, 0.9, 1.0)
    return dataclasses.replace(plain, scores=scores, masses=scores, means=scores)


def test_rules_mark_by_share_of_the_best_or_until_a_share_of_all() -> None:
    """The best sentence in any case."""
    held, text = scored(0.5, 0.3, 0.2), text_of("One.", "Two.", "Three.")
    by_late = mark_rules.FAMILIES["late: share of the best"]
    assert by_late["1"](held, text) == {0}
    assert relative(lambda one: one.masses, 0.6)(held, text) == {0, 1}
    assert until(lambda one: one.masses, 0.5)(held, text) == {0}
    assert until(lambda one: one.masses, 0.6)(held, text) == {0, 1}
    assert until(lambda one: one.masses, 1.0)(held, text) == {0, 1, 2}


@pytest.mark.parametrize(
    ("chosen", "wanted"), [({1}, {1}), ({1, 2}, {1, 2, 3}), ({0}, {0}), ({4, 5}, {4, 5})]
)
def test_a_list_is_whole_where_most_of_it_is_marked(chosen: set[int], wanted: set[int]) -> None:
    """An item of three alone stays alone; a table's rows are a list too."""
    text = text_of("Bring:", "- hay", "- water", "- salt", "Hay | 1", "Salt | 2", "That is all.")
    assert whole_lists(lambda *_: chosen)(scored(*[0.1] * 7), text) == wanted


def test_rules_for_marks_are_chosen_on_the_others(dumps: list[Dump]) -> None:
    """The made-up gold is the best sentence: every family finds it."""
    for family in mark_rules.ALL:
        held = mark_rules.choose(dumps[:2], family)
        assert held.pooled
        assert all(one.right == 1 for one in held.pooled)


def decided(before: float, after: float, *, answerable: bool) -> Decided:
    return Decided(
        handbook="a <b>", type="", answerable=answerable, near=not answerable, before=before,
        after=after,
    )  # fmt: skip


def test_the_pictures_are_well_formed_and_named(tmp_path: Path) -> None:
    """role, title and desc as in the other plots; a line for before and after, with the error."""
    held = [decided(0.5, 0.9, answerable=True), decided(0.5, 0.1, answerable=False)] * 3
    pictures.write(tmp_path, held, "a & b")
    for name in ("coverage.svg", "reliability.svg"):
        drawn = ElementTree.parse(tmp_path / name).getroot()
        assert drawn.get("role") == "img"
        assert "a & b" in (drawn.findtext(f"{SVG}title") or "")
        assert len(drawn.findall(f"{SVG}polyline")) == 2
    said = drawn.findtext(f"{SVG}desc") or ""
    assert "before, by likeness: expected calibration error 0.000" in said
    assert "after, with the reader: expected calibration error 0.100" in said


def test_the_command_prints_every_part_and_draws(dumps: list[Dump], tmp_path: Path) -> None:
    """From files alone; a file of another version is named."""
    files = []
    for at, dump in enumerate(dumps[:3]):
        files.append(tmp_path / f"{at}.json")
        files[-1].write_text(dump_json(dump), encoding="utf-8")
    done = CliRunner().invoke(
        calibration, [*map(str, files), "--plot", str(tmp_path)], catch_exceptions=False
    )
    assert done.exit_code == 0
    for part in ("Ranking", "Probability by", "Levels of", "Reliability before", "Marks"):
        assert part in done.stdout
    assert (tmp_path / "reliability.svg").is_file()
    files[0].write_text("{}", encoding="utf-8")
    assert "of another version" in CliRunner().invoke(calibration, [str(files[0])]).stderr
