"""`playbook eval --calibrate`: an index's own probability, and when it may be used."""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from assistant.answer import ask
from assistant.cli import playbook as command
from assistant.evaluation.calibration_fit import ENOUGH, FOLDS, Evidence, cross_validated
from assistant.evaluation.eval_command import evaluate
from assistant.evaluation.rows import EvaluationError
from index_builder.building.command import index as build_command
from index_builder.index.calibration import (
    CALIBRATION_FILE,
    Calibration,
    calibration_advice,
    read_calibration,
)
from index_builder.index.errors import IndexRefused
from index_builder.index.generation import open_current
from index_builder.index.manifest import (
    PUBLISHED_WEIGHTS,
    EncoderReference,
    Manifest,
    RerankerReference,
)

SAID = "goats eat hay twice a day; the goat needs the vet; milk the goats at dawn never at noon"
UNSAID = "zebras quote jazz vinyl; fjord sphinx quiz; kayak pixel oxygen waltz; vexing zephyr"


def written(folder: Path, answerable: int = ENOUGH + 2, others: int = ENOUGH + 2) -> Path:
    """Write questions in the farm handbook's words, which it answers, and in others."""
    said, unsaid = SAID.split(), UNSAID.split()
    gold = {
        "path": "farm.md", "heading_path": [], "anchor": "", "group": 0, "quotes": ["Goats eat"]
    }  # fmt: skip
    rows = [
        {"id": f"a{at}", "question": " ".join([*said[at % 9 : at % 9 + 4], f"{at}"]),
         "answerable": True, "type": "fact", "gold": [gold]}
        for at in range(answerable)
    ] + [
        {"id": f"u{at}", "question": " ".join([*unsaid[at % 7 : at % 7 + 4], f"{at}"]),
         "answerable": False, "type": "near-domain", "gold": []}
        for at in range(others)
    ] + [
        {"id": "t", "question": "thanks", "answerable": False, "type": "smalltalk", "gold": []}
    ]  # fmt: skip
    path = folder / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def calibrate(questions: Path, index: Path, *options: str) -> Result:
    arguments = [str(questions), "--index", str(index), "--calibrate", *options]
    return CliRunner().invoke(evaluate, arguments, catch_exceptions=False)


def explained(index: Path) -> str:
    arguments = ["ask", "Goats eat hay", "--index", str(index), "--explain"]
    return CliRunner().invoke(command, arguments, catch_exceptions=False).stdout


def test_an_index_by_another_encoder_answers_by_its_own_questions(
    farm_index: Path, farm: Path, small_model: Path, tmp_path: Path
) -> None:
    """Before, it says "not calibrated"; after, the probability is the fit's, and builds keep it."""
    note = "not calibrated for small: run `playbook eval --calibrate QUESTIONS`"
    assert explained(farm_index).splitlines()[-1] == note
    before = ask(open_current(farm_index), "Goats eat hay").confidence
    done = calibrate(written(tmp_path), farm_index)
    assert done.exit_code == 0
    assert done.stdout.startswith(
        f"{ENOUGH + 2} answerable and {ENOUGH + 2} unanswerable questions looked up, 1 passed over"
    )
    assert note not in explained(farm_index)
    held = open_current(farm_index).calibration
    assert held is not None
    after = ask(open_current(farm_index), "Goats eat hay").confidence
    assert before is not None
    assert after is not None
    assert after.evidence == before.evidence
    logit = held.slope * (after.evidence - held.middle)
    assert after.probability == pytest.approx(1 / (1 + np.exp(-logit)))
    (farm / "more.md").write_text("# More\n\nPigs eat acorns.\n", encoding="utf-8")
    arguments = [str(farm), "--index", str(farm_index), "--encoder", str(small_model)]
    assert note not in CliRunner().invoke(build_command, arguments).stdout
    assert open_current(farm_index).calibration == held


def test_a_build_says_so_once(farm: Path, farm_index: Path, small_model: Path) -> None:
    """In its report for people; what programs get is unchanged."""
    arguments = [str(farm), "--index", str(farm_index), "--encoder", str(small_model)]
    text = CliRunner().invoke(build_command, arguments).stdout
    assert text.count("not calibrated for small: run `playbook eval --calibrate QUESTIONS`") == 1
    assert "calibrat" not in CliRunner().invoke(build_command, [*arguments, "--json"]).stdout


def test_the_figures_are_kept_with_the_fit(farm_index: Path, tmp_path: Path) -> None:
    """The file names the models, the numbers of questions, and the cross-validated figures."""
    done = calibrate(written(tmp_path), farm_index, "--json")
    said, held = json.loads(done.stdout), json.loads((farm_index / CALIBRATION_FILE).read_bytes())
    manifest = open_current(farm_index).manifest
    assert (held["encoder"], held["reranker"]) == (manifest.encoder.fingerprint, None)
    assert (held["answerable"], held["unanswerable"], said["passed_over"]) == (22, 22, 1)
    assert said["figures"] == held["figures"]
    assert said["figures"].keys() == said["before"].keys()
    assert held["figures"]["auroc"] > 0.8


@pytest.mark.parametrize(("answerable", "others"), [(ENOUGH - 1, 30), (30, ENOUGH - 1)])
def test_too_few_questions_are_refused(
    farm_index: Path, tmp_path: Path, answerable: int, others: int
) -> None:
    """Of either class; the message names both counts, and nothing is kept."""
    found = f"{answerable} answerable and {others} unanswerable questions to look up found, 20 of"
    with pytest.raises(EvaluationError, match=found):
        calibrate(written(tmp_path, answerable, others), farm_index)
    assert not (farm_index / CALIBRATION_FILE).exists()


def test_evidence_the_wrong_way_round_is_refused(farm_index: Path, tmp_path: Path) -> None:
    """Questions about something else: a negative slope would answer what is least similar."""
    path = written(tmp_path)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for row in rows[:-1]:
        row["question"] = "Zebras quote jazz?" if row["answerable"] else "Goats eat hay twice a day"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with pytest.raises(EvaluationError, match="no more evidence than the others"):
        calibrate(path, farm_index)
    assert not (farm_index / CALIBRATION_FILE).exists()


def test_another_encoders_calibration_is_not_used(farm_index: Path, tmp_path: Path) -> None:
    """It belongs to the models it was fitted with."""
    calibrate(written(tmp_path), farm_index)
    held = read_calibration(farm_index)
    assert held is not None
    other = dataclasses.replace(held, encoder="0" * 64)
    (farm_index / CALIBRATION_FILE).write_bytes(other.to_bytes())
    assert open_current(farm_index).calibration is None
    assert "not calibrated for small" in explained(farm_index)
    (farm_index / CALIBRATION_FILE).write_bytes(
        dataclasses.replace(held, reranker="0" * 64).to_bytes()
    )
    assert open_current(farm_index).calibration is None


HARMS: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda _: b"",
    "cut short": lambda data: data[:-5],
    "another version": lambda data: data.replace(b'"format": 1', b'"format": 9'),
    "a slope of nought": lambda data: json.dumps({**json.loads(data), "slope": 0}).encode(),
    "no number": lambda data: json.dumps({**json.loads(data), "middle": "x"}).encode(),
    "a list": lambda _: b"[]",
}


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_calibration_is_refused(farm_index: Path, harm: str) -> None:
    """Nothing is answered by levels that may be wrong; the message says what to do."""
    path = farm_index / CALIBRATION_FILE
    path.write_bytes(HARMS[harm](calibration().to_bytes()))
    with pytest.raises(IndexRefused, match=r"calibration\.json can.t be read .*remove it"):
        open_current(farm_index)


def test_a_calibration_is_read_as_it_was_kept(tmp_path: Path) -> None:
    """Every number to its last digit; where there is none, none is read."""
    assert read_calibration(tmp_path) is None
    held = calibration(reranker="1" * 64)
    (tmp_path / CALIBRATION_FILE).write_bytes(held.to_bytes())
    assert read_calibration(tmp_path) == held


def calibration(reranker: str | None = None) -> Calibration:
    return Calibration(
        encoder="0" * 64, reranker=reranker, slope=1 / 3, middle=-0.1, answerable=30,
        unanswerable=20, figures={"auroc": 0.7},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("states", "weights", "reranker", "named"),
    [
        (384, "a", False, None),
        (0, PUBLISHED_WEIGHTS, False, None),
        (0, "a", False, "other"),
        (384, "a", True, "other with judge"),
    ],
)
def test_the_shipped_encoder_needs_none(
    farm_index: Path, states: int, weights: str, reranker: bool, named: str | None
) -> None:
    """Nor does the one that it was trained from; with a reranker, it needs one."""
    manifest = dataclasses.replace(
        open_current(farm_index).manifest,
        encoder=EncoderReference(
            name="other", weights_sha256=weights, fingerprint="f", dimension=1, token_dimension=1,
            state_dimension=states, window=1,
        ),
        reranker=RerankerReference(name="judge", weights_sha256="w", fingerprint="r")
        if reranker
        else None,
    )  # fmt: skip
    assert isinstance(manifest, Manifest)
    wanted = f"not calibrated for {named}: run `playbook eval --calibrate QUESTIONS`"
    assert calibration_advice(manifest, None) == (wanted if named else None)
    assert calibration_advice(manifest, calibration()) is None


def test_no_question_is_judged_by_a_fit_that_saw_it() -> None:
    """Its own evidence changes neither the fit that judges it nor that of others in its fold."""
    held = [
        Evidence(answerable=at % 2 == 0, evidence=at % 3 + at % 2, probability=0.5)
        for at in range(4 * FOLDS)
    ]
    changed = [dataclasses.replace(held[0], evidence=9.0), *held[1:]]
    beside = [2 * FOLDS * turn + of for turn in (0, 1) for of in (0, 1)]
    plain, other = cross_validated(held), cross_validated(changed)
    assert other[beside[1:]] == pytest.approx(plain[beside[1:]], abs=1e-12)
    assert not np.allclose(np.delete(other, beside), np.delete(plain, beside))


@pytest.mark.parametrize("option", [("--plot", "a.svg"), ("--by-question",), ("--method", "all")])
def test_calibrating_is_all_it_does(farm_index: Path, tmp_path: Path, option) -> None:
    """With options that ask for figures it is wrong usage."""
    done = calibrate(written(tmp_path), farm_index, *option)
    assert done.exit_code == 2
    assert "--calibrate takes QUESTIONS" in done.stderr
