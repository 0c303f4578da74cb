"""The figures over several handbooks: what is read, kept, drawn and judged."""

import json
import math
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.confidence import MAY_ANSWER
from assistant.evaluation import abstention
from assistant.evaluation.rows import EvaluationError
from index_builder.index.generation import open_current

from . import made_up
from .handbooks.asked import dump_json, read_dump
from .handbooks.deciding import auroc, decided, figures, near_answered
from .handbooks.dumping import DEEP, asked_of, dump_path, dumped
from .handbooks.marking import COVERED, judged, marked
from .handbooks.report import POOLED, all_scores, lines, report_json, summary
from .handbooks.resampling import Resampled
from .handbooks.sources import Source, handbooks, read_judged
from .handbooks.sources import judged as judged_sources
from .handbooks.systems import by_worth, systems

HAY = "Goats eat hay twice a day."


@pytest.fixture(scope="module")
def dumps():
    """Three made-up handbooks."""
    return [made_up.dump(name, seed) for seed, name in enumerate(("one", "two", "three"))]


def test_a_dump_is_read_back_as_it_was(dumps) -> None:
    """All but the digits after the sixth; a dump of another version is not read."""
    text = dump_json(dumps[0])
    held = read_dump(text)
    assert held is not None
    assert dump_json(held) == text
    assert held.after.asked[0].ranks == dumps[0].after.asked[0].ranks
    assert read_dump(json.dumps({**json.loads(text), "format": -1})) is None


def test_the_reader_reorders_what_it_has_read_and_nothing_else() -> None:
    """Likeness and weighted logit together; what was not read stays behind, as it was."""
    held = [made_up.candidate(row, 0.9 - row / 100, logit=row) for row in range(5)]
    assert [one.row for one in by_worth(held, read=3, weight=1.0)] == [2, 1, 0, 3, 4]
    assert by_worth(held, read=3, weight=0.0) == tuple(held)


def test_each_system_ranks_the_answerable_questions(dumps) -> None:
    """The made-up reader knows the hits; likeness does not."""
    held = systems(dumps[0])
    assert {len(ranks) for ranks in held.values()} == {20}
    firsts = {name: sum(rank == 1 for rank in ranks) for name, ranks in held.items()}
    assert firsts["with the reader"] > firsts["late interaction, trained"]


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1))
def test_the_quick_figures_are_those_of_eval(held: list[tuple[int, bool]]) -> None:
    """AUROC and the share answered at 95 % are those that `playbook eval` prints, ties included."""
    of = np.array([score / 10 for score, _ in held])
    yes = np.array([answerable for _, answerable in held])
    asked = [
        abstention.AskedQuestion(
            id="", type="", answerable=answerable, confidence=score / 10, answered=False,
            right=False,
        )
        for score, answerable in held
    ]  # fmt: skip
    found = abstention.abstention_figures(asked)
    assert auroc(of, yes) == pytest.approx(found.auroc, nan_ok=True)
    if 0 < yes.sum() < len(yes):
        assert near_answered(of, yes) == pytest.approx(found.kept.false_answers.value)


def test_what_is_not_looked_up_is_answered_at_no_level() -> None:
    """Small talk counts as declined, however similar a passage is."""
    (held,) = (
        one
        for one in decided(
            made_up.dump_of(made_up.asked("hi", (made_up.candidate(0, 0.9, 9.0),),
                                          kind="smalltalk", declined="not_a_question"))
        )
    )  # fmt: skip
    assert held.after == -math.inf
    assert figures([held])["smalltalk answered, of 1"]["after"].value == 0


def test_draws_keep_each_stratum_and_repeat() -> None:
    """Every draw has as many of each handbook and class; the interval is the same every time."""
    strata = ["a"] * 10 + ["b"] * 30
    values = [1.0] * 10 + [0.0] * 30
    figure = Resampled(strata).mean(values)
    assert (figure.value, figure.low, figure.high) == (0.25, 0.25, 0.25)
    mixed = [random.Random(at).random() for at in range(40)]  # noqa: S311 no secret
    assert Resampled(strata).mean(mixed) == Resampled(strata).mean(mixed)
    figure = Resampled(strata).figure(lambda rows: float(np.array(mixed)[rows].mean()))
    assert figure.low == pytest.approx(Resampled(strata).mean(mixed).low)


def test_marks_are_right_where_they_cover_half_and_clean_where_they_add_little() -> None:
    """The gold is the first of ten sentences of the passage shown."""
    held = made_up.asked("q", (made_up.candidate(0, 0.9, 1.0, hit=True),))
    text = made_up.text(0)

    def judge(chosen: set[int]) -> tuple[float, bool]:
        found = marked(held, held.candidates[0], text, lambda *_: chosen)
        assert found is not None
        return found.right, found.clean

    assert COVERED == 0.5
    assert judge({0}) == (1, True)
    assert judge({0, 1}) == (1, True)
    assert judge({0, 1, 2}) == (1, False)
    assert judge({1}) == (0, True)


def test_marks_of_a_passage_without_gold_are_not_judged(dumps) -> None:
    """Only first passages that hold a quote count."""
    before, after = judged(dumps[0])
    found = systems(dumps[0])
    assert len(before) == sum(rank == 1 for rank in found["late interaction, published"])
    assert len(after) == sum(rank == 1 for rank in found["with the reader"])


def test_the_report_has_each_handbook_and_all_of_them(dumps) -> None:
    """Pooled last; every figure lies in its interval; the JSON holds no NaN."""
    scored = all_scores(dumps)
    assert [held.name for held in scored] == ["one", "two", "three", POOLED]
    assert scored[-1].answerable == sum(held.answerable for held in scored[:-1])
    for held in scored:
        for by_when in (*held.answers.values(), *held.marks.values()):
            assert all(one.low <= one.value <= one.high for one in by_when.values())
    assert f"near-domain answered (from {MAY_ANSWER:g})" in "\n".join(lines(scored[0]))
    assert [line.split()[0] for line in summary(scored) if line][1:5] == [
        "one",
        "two",
        "three",
        POOLED,
    ]
    loaded = json.loads(report_json(scored), parse_constant=pytest.fail)
    assert loaded[0]["success"]["BM25"]["1"]["value"] == scored[0].success["BM25"][1].value


@pytest.fixture
def data(tmp_path: Path, farm: Path) -> Path:
    """A folder of one handbook with a page that is not an .md file."""
    folder = tmp_path / "data"
    (folder / "questions").mkdir(parents=True)
    (folder / "corpora").mkdir()
    (farm / "bees.md").rename(farm / "bees.qmd")
    farm.rename(folder / "corpora" / "farm")
    gold = [
        {"path": "farm.md", "group": 0, "quotes": [HAY, "not in it"]},
        {"path": "bees.qmd", "group": 1, "quotes": ["close the windows and call the beekeeper."]},
    ]
    rows = [
        {"id": "a", "question": "What do goats eat?", "answerable": True, "type": "fact"},
        {"id": "b", "question": "What do pigs eat?", "answerable": False, "type": "near-domain"},
        {"id": "c", "question": "thanks", "answerable": False, "type": "smalltalk"},
    ]
    held = [json.dumps({**row, "gold": gold if row["answerable"] else []}) for row in rows]
    (folder / "questions" / "farm.jsonl").write_text("\n".join(held), encoding="utf-8")
    return folder


def test_handbooks_are_found_by_name(data: Path) -> None:
    """All of them if none is named; a name that is not there is refused."""
    assert [held.name for held in handbooks(data, [])] == ["farm"]
    with pytest.raises(EvaluationError, match=r"no barn\.jsonl; there are \['farm'\]"):
        handbooks(data, ["barn"])
    (held,) = judged_sources([data / "_questions.jsonl", data])
    assert held.name == "data"


def test_a_handbook_is_asked_once_and_kept(
    data: Path, small_model: Path, small_encoders: Path, tmp_path: Path, monkeypatch
) -> None:
    """Pages with other endings are found; a second run asks nothing, unless questions changed."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".playbook" / "relevance").mkdir(parents=True)
    (tmp_path / ".playbook" / "relevance" / "encoders").symlink_to(small_encoders)
    (source,) = handbooks(data, [])
    said: list[str] = []
    encoders = (str(small_model), str(small_model))
    held = dumped(source, said.append, encoders=encoders)
    assert held.lost == 1
    asked = {one.id: one for one in held.after.asked}
    assert {one.path for one in asked["a"].gold} == {"farm.md", "bees.qmd.md"}
    assert asked["c"].declined == "not_a_question"
    assert asked["a"].ranks["sparse"] == 1
    assert sum(one.hit for one in asked["a"].candidates) == 2
    span = next(one.span for one in asked["a"].gold if one.path == "farm.md")
    assert span[1] - span[0] == len("".join(HAY.split()))
    kept, count = dump_path(source).read_bytes(), len(said)
    assert dump_json(dumped(source, said.append, encoders=encoders)).encode() == kept
    assert len(said) == count
    source.questions.write_text(source.questions.read_text().replace("pigs", "hens"))
    assert "hens" in dumped(source, said.append, encoders=encoders).after.asked[1].text


def test_the_reader_is_asked_of_the_best(index: Path, tmp_path: Path) -> None:
    """Each of the best ten has its logit, and its sentences' masses sum to at most 1."""
    file = tmp_path / "q.jsonl"
    row = {"id": "a", "question": "What is an E-MOU?", "answerable": False, "type": "x", "gold": []}
    file.write_text(json.dumps(row), encoding="utf-8")
    held = asked_of(
        open_current(index), read_judged(file, tmp_path), {}, made_up.pages_of(open_current(index))
    )
    (asked,) = held.asked
    assert all(one.logit is not None for one in asked.candidates[:DEEP])
    assert all(one.logit is None for one in asked.candidates[DEEP:])
    for one in asked.candidates[:DEEP]:
        assert 0 <= sum(one.masses) <= 1 + 1e-6
        assert len(one.masses) == len(one.scores) == len(held.texts[one.row].sentences)


def test_a_source_names_what_it_is_read_from() -> None:
    """The dump of a handbook lies under its name."""
    source = Source(name="farm", questions=Path("q.jsonl"), pages=Path("pages"))
    assert dump_path(source).name == "farm.json"
