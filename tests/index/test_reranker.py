"""A cross-encoder as an option: exported like the encoder, the same scores on both sides.

No trained cross-encoder can be had offline; a small one of random weights stands in. What it
thinks of a passage means nothing, so these tests say nothing about which order is right.
"""

import json
import math
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from folders import files_of, published_files
from forging import forge
from hypothesis import given
from hypothesis import strategies as st
from surroundings import ROOT

from assistant.reranking import RERANKED, reordered, rerank
from index_builder.builder import BuildOptions, build
from index_builder.errors import EncoderError, IndexRefused
from index_builder.exported_model import TOKENIZER, sealed
from index_builder.exported_reranker import DESCRIPTION, GRAPH, ExportedReranker, read_exported
from index_builder.generation import Generation, open_current
from index_builder.manifest import Manifest
from index_builder.reranker import SAME_LOGIT, _find, _load, export, keep_reranker

PAIRS = (
    ("What do goats eat?", "Goats eat hay twice a day."),
    ("Goats eat hay twice a day.", "What do goats eat?"),
    ("vet", ""),
    ("bees", "When the bees swarm, close the windows. " * 100),
    ("goats and bees " * 200, "Milk the goats at dawn. " * 100),
    ("goats and bees " * 200, "Milk."),
)


def save_cross_encoder(folder: Path, bert: Path, *, labels: int = 1, activation: str = "Sigmoid"):
    """Save a cross-encoder of random weights, large enough that its scores differ."""
    import torch
    from sentence_transformers import CrossEncoder
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    torch.manual_seed(11)
    config = BertConfig.from_pretrained(bert, num_labels=labels, initializer_range=0.3)
    names = ["input_ids", "token_type_ids", "attention_mask"]
    base = folder.with_name(f"{folder.name}-base")
    BertForSequenceClassification(config).save_pretrained(base)
    PreTrainedTokenizerFast.from_pretrained(bert, model_input_names=names).save_pretrained(base)
    CrossEncoder(
        str(base), device="cpu", activation_fn=getattr(torch.nn, activation)()
    ).save_pretrained(str(folder))


@pytest.fixture(scope="module")
def model(small_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder on disk, with the small model's words; read it, never write it."""
    folder = tmp_path_factory.mktemp("cross") / "judge"
    save_cross_encoder(folder, small_model.with_name("small-bert"))
    return folder


@pytest.fixture(scope="module")
def rerankers(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cross-encoder, exported once for all tests."""
    folder = tmp_path_factory.mktemp("rerankers")
    keep_reranker(str(model), folder)
    return folder


@pytest.fixture
def spare(model: Path, tmp_path: Path) -> Path:
    """A copy of the cross-encoder, to spoil."""
    return Path(shutil.copytree(model, tmp_path / "judge"))


@pytest.fixture
def build_judged(
    farm: Path, empty_index: Path, small_model: Path, model: Path, rerankers: Path
) -> Callable[[], Path]:
    """Build `farm` with the reranker; gives the index."""
    shutil.copytree(rerankers, empty_index / "rerankers")

    def run() -> Path:
        build(
            BuildOptions(
                content=farm, index=empty_index, encoder=str(small_model), reranker=str(model)
            )
        )
        return empty_index

    return run


@pytest.fixture
def judged_index(build_judged: Callable[[], Path]) -> Path:
    return build_judged()


def exported_folder(index: Path) -> Path:
    (folder,) = (index / "rerankers").iterdir()
    return folder


def predicted(model: Path, pairs: Sequence[tuple[str, str]], activation: str) -> np.ndarray:
    """What sentence-transformers itself says of pairs."""
    import torch

    held = _load(_find(str(model)))
    return held.predict(list(pairs), batch_size=1, activation_fn=getattr(torch.nn, activation)())


def test_both_sides_give_the_same_logits(model: Path, rerankers: Path):
    """In either order, empty, and longer than the window: as sentence-transformers reads them."""
    exported = keep_reranker(str(model), rerankers)
    ours = [exported.logit(question, text) for question, text in PAIRS]
    assert np.abs(predicted(model, PAIRS, "Identity") - ours).max() <= SAME_LOGIT
    assert "token_type_ids" in exported.inputs
    assert np.diff(sorted(ours)).min() > 10 * SAME_LOGIT, "equal scores would agree by themselves"


def test_a_score_is_the_logistic_of_the_logit(model: Path, rerankers: Path):
    """From 0 to 1, and what sentence-transformers gives with its Sigmoid."""
    exported = keep_reranker(str(model), rerankers)
    ours = [exported.score(question, text) for question, text in PAIRS]
    assert np.abs(predicted(model, PAIRS, "Sigmoid") - ours).max() <= SAME_LOGIT


def test_a_score_does_not_depend_on_the_activation_a_model_was_saved_with(
    small_model: Path, model: Path, rerankers: Path, tmp_path: Path
):
    """Some models are saved to give logits, some to give 0 to 1: here all give 0 to 1."""
    save_cross_encoder(
        tmp_path / "bare", small_model.with_name("small-bert"), activation="Identity"
    )
    assert float(predicted(tmp_path / "bare", PAIRS[:1], "Identity")[0]) != pytest.approx(0.5)
    bare = keep_reranker(str(tmp_path / "bare"), tmp_path / "rerankers")
    exported = keep_reranker(str(model), rerankers)
    assert bare.fingerprint != exported.fingerprint
    assert [bare.score(*pair) for pair in PAIRS] == [exported.score(*pair) for pair in PAIRS]


@pytest.mark.parametrize("logit", [-1e6, -800.0, -20.0, 0.0, 15.0, 16.0, 800.0])
def test_a_score_stays_within_its_range(model: Path, rerankers: Path, logit: float, monkeypatch):
    """No logit overflows, and two that are good are still told apart."""
    exported = keep_reranker(str(model), rerankers)
    monkeypatch.setattr(ExportedReranker, "logit", lambda *_: logit)
    score = exported.score("", "")
    assert 0 <= score <= 1
    assert score == pytest.approx(1 / (1 + math.exp(-max(logit, -700))), abs=1e-12)
    monkeypatch.setattr(ExportedReranker, "logit", lambda *_: logit + 1)
    assert exported.score("", "") > score or abs(logit) > 700 or logit < -30


def test_an_export_has_the_same_bytes_wherever_the_model_lies(
    spare: Path, rerankers: Path, tmp_path: Path
):
    """Made again, of a copy elsewhere: the same, and nothing in it tells of a folder here."""
    keep_reranker(str(spare), tmp_path / "again")
    assert files_of(tmp_path / "again") == files_of(rerankers)
    for place in (str(spare), str(ROOT), "site-packages"):
        assert all(place.encode() not in data for data in files_of(rerankers).values())


def test_without_the_option_there_is_no_reranker(farm_index: Path):
    """It is off unless it is named, and leaves no trace in the index."""
    generation = open_current(farm_index)
    assert generation.reranker is None
    assert not (farm_index / "rerankers").exists()
    assert b"reranker" not in published_files(farm_index)["manifest.json"]
    rows = range(len(generation.passages))
    assert rerank(generation, "What do goats eat?", rows) == {}


def test_the_command_takes_a_cross_encoder_by_its_path(
    playbook, farm, empty_index, small_model, model, rerankers
):
    """`index --reranker PATH` builds an index that carries it; without it, it is off again."""
    (empty_index / "rerankers").symlink_to(rerankers)
    command = ("index", farm, "--index", empty_index, "--encoder", small_model)
    built = playbook(*command, "--reranker", model)
    assert built.returncode == 0, built.stderr.decode()
    held = open_current(empty_index)
    assert held.reranker
    assert held.manifest.reranker
    assert held.manifest.reranker.name == held.reranker.name == "judge"
    assert playbook("ask", "goats eat hay", "--index", empty_index).returncode in (0, 3)
    assert playbook(*command).returncode == 0
    assert open_current(empty_index).reranker is None


def test_a_manifest_says_the_same_after_reading(judged_index: Path):
    """The reference survives being written and read, and names the generation."""
    manifest = open_current(judged_index).manifest
    assert Manifest.from_bytes(manifest.to_bytes(), "here") == manifest
    assert manifest.reranker
    assert manifest.reranker.fingerprint.startswith(exported_folder(judged_index).name)


def test_a_change_of_reranker_embeds_nothing(farm: Path, farm_index: Path, small_model, model):
    """Passages' vectors are the encoder's alone; the generation is another one."""
    before = open_current(farm_index)
    report = build(
        BuildOptions(content=farm, index=farm_index, encoder=str(small_model), reranker=str(model))
    )
    assert report.embedded == 0
    assert report.generation != before.name


def test_an_export_that_is_there_is_not_made_again(
    build_judged: Callable[[], Path], judged_index: Path
):
    """A second build reads it through and leaves it."""
    files = list(exported_folder(judged_index).iterdir())
    before = [held.stat().st_mtime_ns for held in files]
    build_judged()
    assert [held.stat().st_mtime_ns for held in files] == before


@pytest.mark.parametrize("name", [GRAPH, TOKENIZER])
def test_opening_an_index_does_not_read_the_reranker(judged_index: Path, name: str):
    """Its large files are read when the first pair is scored, and checked then."""
    path = exported_folder(judged_index) / name
    path.write_bytes(path.read_bytes()[:-1])
    opened = open_current(judged_index)
    with pytest.raises(IndexRefused, match=r"is damaged.*run `playbook index`") as caught:
        rerank(opened, "What do goats eat?", [0])
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    "harm",
    {
        "emptied": lambda path: path.write_bytes(b""),
        "cut short": lambda path: path.write_bytes(path.read_bytes()[:-2]),
        "gone": Path.unlink,
        "changed": lambda path: path.write_bytes(path.read_bytes().replace(b"256", b"255")),
        "another version": lambda path: reseal(path, format=99),
        "another model's": lambda path: reseal(path, fingerprint="0" * 64),
        "without a window": lambda path: reseal(path, window=None),
    }.items(),
    ids=lambda held: held[0],
)
def test_a_damaged_description_is_refused(judged_index: Path, harm):
    """Nothing is scored by a model that is not the one the index was built with."""
    folder = exported_folder(judged_index)
    assert b"256" in (folder / DESCRIPTION).read_bytes()
    harm[1](folder / DESCRIPTION)
    with pytest.raises(IndexRefused, match="run `playbook index`") as caught:
        open_current(judged_index)
    assert str(folder) in str(caught.value)


def reseal(path: Path, **changed: object) -> None:
    """Change fields of a description and seal it again."""
    held = json.loads(path.read_bytes())
    del held["sha256"]
    path.write_bytes(sealed({**held, **changed}))


@pytest.mark.parametrize("reference", [{}, {"name": "judge"}, "judge", None, 1])
def test_a_reference_that_is_none_is_refused(judged_index: Path, reference: object):
    """A manifest that says something else about its reranker is not of this version."""
    held = json.loads(open_current(judged_index).manifest.to_bytes())
    with pytest.raises(IndexRefused, match="is not a manifest of this version"):
        Manifest.from_bytes(json.dumps({**held, "reranker": reference}).encode(), "here")


def test_a_rebuild_mends_a_damaged_reranker(
    build_judged: Callable[[], Path], judged_index: Path, rerankers: Path
):
    """What the message says to do helps: it is exported anew, to the same bytes."""
    graph = exported_folder(judged_index) / GRAPH
    graph.write_bytes(graph.read_bytes()[:-1])
    build_judged()
    assert files_of(judged_index / "rerankers") == files_of(rerankers)


def test_a_reranker_of_another_name_still_opens(judged_index: Path):
    """What a model is called is the manifest's to say; what it is, its fingerprint's."""
    import dataclasses

    reference = open_current(judged_index).manifest.reranker
    assert reference
    forge(judged_index, reranker=dataclasses.replace(reference, name="other"))
    held = open_current(judged_index).reranker
    assert held
    assert held.name == "other"


def test_an_encoder_is_no_reranker(small_model: Path, tmp_path: Path):
    """Its scoring layer would be made of random numbers, and nobody told."""
    with pytest.raises(
        EncoderError, match=r"reranker small: found BertModel .* goes with --encoder"
    ):
        keep_reranker(str(small_model), tmp_path / "rerankers")
    assert not (tmp_path / "rerankers").exists()


def test_a_model_of_several_labels_is_refused(small_model: Path, tmp_path: Path):
    """Which of three numbers would be the score?"""
    save_cross_encoder(tmp_path / "three", small_model.with_name("small-bert"), labels=3)
    with pytest.raises(EncoderError, match="of 3 labels, wanted a cross-encoder"):
        keep_reranker(str(tmp_path / "three"), tmp_path / "rerankers")


def test_a_reranker_without_safetensors_is_refused(spare: Path, tmp_path: Path):
    """Weights in a pickle could run code when they are loaded."""
    (spare / "model.safetensors").rename(spare / "pytorch_model.bin")
    with pytest.raises(EncoderError, match=r"reranker: .* holds no \.safetensors weights"):
        keep_reranker(str(spare), tmp_path / "rerankers")


@pytest.mark.parametrize("spoiled", ["modules.json", "config.json", "tokenizer.json"])
def test_a_reranker_that_cannot_be_loaded_is_named(spare: Path, tmp_path: Path, spoiled: str):
    """The error says which model, and is one line; nothing is left behind."""
    (spare / spoiled).write_text("{", encoding="utf-8")
    with pytest.raises(EncoderError, match="reranker judge: ") as caught:
        keep_reranker(str(spare), tmp_path / "rerankers")
    assert "\n" not in str(caught.value)
    assert list(tmp_path.glob("rerankers/*")) == []


@pytest.mark.parametrize("wrong", [math.nan, 1e4])
def test_an_export_of_other_scores_is_refused(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: float
):
    """Not a number compares with nothing: it must not pass for agreement."""
    found = _find(str(model))
    monkeypatch.setattr(ExportedReranker, "logit", lambda *_: wrong)
    with pytest.raises(EncoderError, match="its export gives other scores"):
        export(_load(found), found, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def herds(farm: Path, build_judged: Callable[[], Path]) -> Generation:
    """A generation of more passages than are reranked."""
    sections = (f"## Herd {at}\n\nHerd {at} eats {'hay ' * at}.\n" for at in range(RERANKED + 4))
    (farm / "herds.md").write_text("\n".join(sections), encoding="utf-8")
    return open_current(build_judged())


def test_the_best_are_scored_and_the_others_keep_their_places(herds: Generation):
    """Ten pairs at the most; each score is the pair's own, whatever stands beside it."""
    rows = list(range(len(herds.passages)))[::-1]
    assert len(rows) > RERANKED
    scores = rerank(herds, "hay", rows)
    assert list(scores) == rows[:RERANKED]
    assert herds.reranker
    for row in rows[:RERANKED]:
        alone = herds.reranker.score("hay", herds.passages[row].embedded)
        assert scores[row] == alone == rerank(herds, "hay", [row])[row]
    ordered = reordered(rows, scores)
    assert ordered[RERANKED:] == rows[RERANKED:]
    assert ordered[:RERANKED] != rows[:RERANKED]


@given(
    rows=st.lists(st.integers(0, 50), unique=True),
    scores=st.dictionaries(st.integers(0, 50), st.sampled_from([0.0, 0.25, 0.5, 1.0])),
)
def test_reordering_loses_nothing_and_is_stable(rows: list[int], scores: dict[int, float]):
    """Scored rows come first, better before worse; equals and the others keep their order."""
    ordered = reordered(rows, scores)
    assert sorted(ordered) == sorted(rows)
    places = [(-scores[row] if row in scores else 1.0, rows.index(row)) for row in ordered]
    assert places == sorted(places)


def test_a_description_names_no_place(rerankers: Path):
    """What was exported can be moved to another machine with its index."""
    (folder,) = rerankers.iterdir()
    held = read_exported(folder, "judge")
    assert held.files.keys() == {GRAPH, TOKENIZER}
    assert all("/" not in name for name in held.files)
