"""A cross-encoder as an option: exported like the encoder, the same scores on both sides.

No trained cross-encoder can be had offline; a small one with random weights stands in for one. Its
scores mean nothing, so these tests say nothing about which order is right.
"""

import math
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from folders import files_of
from small_cross_encoder import save_cross_encoder
from surroundings import ROOT

from index_builder.index.errors import EncoderError
from index_builder.index.exported_reranker import ExportedReranker
from index_builder.models.onnx_export import export_graph
from index_builder.models.reranker import (
    SAME_LOGIT,
    _load_reranker,
    export_reranker,
    find_reranker,
    keep_reranker,
)

pytestmark = pytest.mark.slow


PAIRS = (
    ("What do goats eat?", "Goats eat hay twice a day."),
    ("Goats eat hay twice a day.", "What do goats eat?"),
    ("vet", ""),
    ("bees", "When the bees swarm, close the windows. " * 100),
    ("goats and bees " * 200, "Milk the goats at dawn. " * 100),
    ("goats and bees " * 200, "Milk."),
)


@pytest.fixture
def spare(cross_encoder: Path, tmp_path: Path) -> Path:
    """A copy of the cross-encoder, to spoil."""
    return Path(shutil.copytree(cross_encoder, tmp_path / "judge"))


def predicted(cross_encoder: Path, pairs: Sequence[tuple[str, str]], activation: str) -> np.ndarray:
    """The scores that sentence-transformers itself gives pairs."""
    held = _load_reranker(find_reranker(str(cross_encoder)))
    return held.predict(list(pairs), batch_size=1, activation_fn=getattr(torch.nn, activation)())


def test_both_sides_give_the_same_logits(cross_encoder: Path, rerankers: Path):
    """In either order, empty, and longer than the window: as sentence-transformers reads them."""
    exported = keep_reranker(str(cross_encoder), rerankers)
    ours = [exported.logit(question, text) for question, text in PAIRS]
    assert np.abs(predicted(cross_encoder, PAIRS, "Identity") - ours).max() <= SAME_LOGIT
    assert "token_type_ids" in exported.inputs
    assert np.diff(sorted(ours)).min() > 10 * SAME_LOGIT, "equal scores would agree by themselves"


def test_a_score_is_the_logistic_of_the_logit(cross_encoder: Path, rerankers: Path):
    """It is from 0 to 1, and the same as sentence-transformers gives with its Sigmoid."""
    exported = keep_reranker(str(cross_encoder), rerankers)
    ours = [exported.score(question, text) for question, text in PAIRS]
    assert np.abs(predicted(cross_encoder, PAIRS, "Sigmoid") - ours).max() <= SAME_LOGIT


def test_a_score_does_not_depend_on_the_activation_a_model_was_saved_with(
    small_model: Path, cross_encoder: Path, rerankers: Path, tmp_path: Path
):
    """Some models are saved to give logits, some to give 0 to 1: here all give 0 to 1."""
    save_cross_encoder(
        tmp_path / "bare", small_model.with_name("small-bert"), activation="Identity"
    )
    assert float(predicted(tmp_path / "bare", PAIRS[:1], "Identity")[0]) != pytest.approx(0.5)
    bare = keep_reranker(str(tmp_path / "bare"), tmp_path / "rerankers")
    exported = keep_reranker(str(cross_encoder), rerankers)
    assert bare.fingerprint != exported.fingerprint
    assert [bare.score(*pair) for pair in PAIRS] == [exported.score(*pair) for pair in PAIRS]


@pytest.mark.parametrize("logit", [-1e6, -800.0, -20.0, 0.0, 15.0, 16.0, 800.0])
def test_a_score_stays_within_its_range(
    cross_encoder: Path, rerankers: Path, logit: float, monkeypatch
):
    """No logit overflows, and two that are good are still told apart."""
    exported = keep_reranker(str(cross_encoder), rerankers)
    monkeypatch.setattr(ExportedReranker, "logit", lambda *_: logit)
    score = exported.score("", "")
    assert 0 <= score <= 1
    assert score == pytest.approx(1 / (1 + math.exp(-max(logit, -700))), abs=1e-12)
    monkeypatch.setattr(ExportedReranker, "logit", lambda *_: logit + 1)
    assert exported.score("", "") > score or abs(logit) > 700 or logit < -30


def test_an_export_has_the_same_bytes_wherever_the_model_lies(
    spare: Path, rerankers: Path, tmp_path: Path
):
    """Made again from a copy elsewhere, it is the same, and it names no folder of this machine."""
    keep_reranker(str(spare), tmp_path / "again")
    assert files_of(tmp_path / "again") == files_of(rerankers)
    for place in (str(spare), str(ROOT), "site-packages"):
        assert all(place.encode() not in data for data in files_of(rerankers).values())


def test_an_encoder_is_no_reranker(small_model: Path, tmp_path: Path):
    """Its scoring layer would be random numbers, and nobody would be told."""
    with pytest.raises(
        EncoderError, match=r"reranker small: found BertModel .* goes with --encoder"
    ):
        keep_reranker(str(small_model), tmp_path / "rerankers")
    assert not (tmp_path / "rerankers").exists()


def test_a_model_of_several_labels_is_refused(small_model: Path, tmp_path: Path):
    """Nobody could say which of the three numbers is the score."""
    save_cross_encoder(tmp_path / "three", small_model.with_name("small-bert"), labels=3)
    with pytest.raises(EncoderError, match="of 3 labels, wanted a cross-encoder"):
        keep_reranker(str(tmp_path / "three"), tmp_path / "rerankers")


def test_a_reranker_without_safetensors_is_refused(spare: Path, tmp_path: Path):
    """Weights in a pickle could run code when they are loaded."""
    (spare / "model.safetensors").rename(spare / "pytorch_model.bin")
    with pytest.raises(EncoderError, match=r"^reranker .*judge: .* holds no \.safetensors weights"):
        keep_reranker(str(spare), tmp_path / "rerankers")


@pytest.mark.parametrize("spoiled", ["modules.json", "config.json", "tokenizer.json"])
def test_a_reranker_that_cannot_be_loaded_is_named(spare: Path, tmp_path: Path, spoiled: str):
    """The error names the model, in one line; nothing is left behind."""
    (spare / spoiled).write_text("{", encoding="utf-8")
    with pytest.raises(EncoderError, match="reranker judge: ") as caught:
        keep_reranker(str(spare), tmp_path / "rerankers")
    assert "\n" not in str(caught.value)
    assert list(tmp_path.glob("rerankers/*")) == []


@pytest.mark.parametrize("wrong", [math.nan, 1e4])
def test_an_export_of_other_scores_is_refused(
    cross_encoder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: float
):
    """Not a number compares with nothing: it must not pass for agreement."""
    found = find_reranker(str(cross_encoder))
    monkeypatch.setattr(ExportedReranker, "logit", lambda *_: wrong)
    with pytest.raises(EncoderError, match="its export gives other scores"):
        export_reranker(_load_reranker(found), found, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


class Turning(torch.nn.Module):
    """Takes another path for another text, which no graph can express."""

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return ids if ids.sum() > 3 else -ids


@pytest.mark.parametrize("name", ["input_ids", "bbox"])
def test_what_has_no_graph_or_reads_more_than_text_is_refused(tmp_path: Path, name: str):
    """In one line that says why; not as a defect of ours."""
    expected = {"input_ids": "torch can't export the model", "bbox": "the model reads bbox"}
    features = {name: torch.ones((2, 3), dtype=torch.int64)}
    with pytest.raises(EncoderError, match=expected[name]) as caught:
        export_graph(Turning(), features, ["logit"], tmp_path / "reranker.onnx")
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []
