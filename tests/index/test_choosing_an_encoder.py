"""Any sentence-transformers model on disk can be the encoder; what could run code can't."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from assistant.answer import ask
from assistant.answering.retrieval import retrieve
from index_builder.building.builder import BuildOptions, build
from index_builder.index.errors import EncoderError
from index_builder.index.generation import open_current
from index_builder.models import model_folder
from index_builder.models.encoder import SAME_VECTOR, Encoder
from index_builder.models.trained import weights


@pytest.fixture
def model(small_model: Path, tmp_path: Path) -> Path:
    """A copy of the small model, to spoil."""
    return Path(shutil.copytree(small_model, tmp_path / "model"))


def test_another_model_builds_and_answers_with_its_own_prompts(farm_index: Path, small_model: Path):
    """Queries and documents get the prompts the model was saved with, on both sides."""
    generation = open_current(farm_index)
    encoder = Encoder.find(str(small_model), farm_index / "encoders")
    assert generation.manifest.encoder.name == small_model.name
    assert generation.encoder.query_prompt == "query: "
    assert generation.encoder.document_prompt == "passage: "
    text = "What do goats eat?"
    model = encoder._torch_encoder.model
    theirs = model.encode_query([text], normalize_embeddings=True)[0]
    assert float(theirs @ generation.encoder.embed_query(text).vector) >= SAME_VECTOR
    stored = np.stack([generation.embedding(row).vector for row in range(len(generation.passages))])
    documents = model.encode_document(
        [held.embedded for held in generation.passages], normalize_embeddings=True
    )
    assert (stored * documents).sum(axis=1).min() >= SAME_VECTOR


def test_the_command_takes_a_model_by_its_path(playbook, farm, empty_index, small_model):
    """`index --encoder PATH` builds; `ask` needs no word about the encoder."""
    built = playbook("index", farm, "--index", empty_index, "--encoder", small_model, "--json")
    assert built.returncode == 0, built.stderr.decode()
    assert json.loads(built.stdout)["window_tokens"] == 200
    asked = playbook("ask", "goats eat hay", "--index", empty_index, "--json")
    assert json.loads(asked.stdout)["index"]["encoder"] == small_model.name


@pytest.mark.slow
def test_another_encoder_embeds_everything_anew(
    farm_index: Path, farm: Path, model: Path, tmp_path: Path
):
    """Vectors of one model are never mixed with another's, and both exports stay."""
    index = Path(shutil.copytree(farm_index, tmp_path / "copied"))
    before = {held.name for held in (index / "encoders").iterdir()}
    settings = json.loads((model / "config_sentence_transformers.json").read_text("utf-8"))
    settings["prompts"]["document"] = "a very different prompt: "
    (model / "config_sentence_transformers.json").write_text(json.dumps(settings), "utf-8")
    report = build(BuildOptions(content=farm, index=index, encoder=str(model)))
    assert report.embedded == report.passages
    assert open_current(index).encoder.document_prompt == "a very different prompt: "
    assert before < {held.name for held in (index / "encoders").iterdir()}


def test_a_model_without_safetensors_is_refused(model: Path):
    """Weights in a pickle could run code when they are loaded."""
    (model / "model.safetensors").rename(model / "pytorch_model.bin")
    with pytest.raises(EncoderError, match=r"holds no \.safetensors weights"):
        model_folder.find_model(str(model))


def test_a_layer_whose_weights_are_a_pickle_is_refused(model: Path):
    """One pickle beside safe weights is one too many."""
    (model / "2_Dense").mkdir()
    (model / "2_Dense" / "pytorch_model.bin").write_bytes(b"\x80\x04.")
    with pytest.raises(EncoderError, match=r"2_Dense holds no \.safetensors weights"):
        model_folder.find_model(str(model))


@pytest.mark.parametrize("name", [model_folder.DEFAULT_ENCODER, model_folder.PUBLISHED])
def test_a_package_that_is_not_the_published_model_is_refused(monkeypatch, name: str):
    """The package is a stranger's: its weights must be the ones the model's authors published."""
    monkeypatch.setattr(model_folder, "PUBLISHED_WEIGHTS", "0" * 64)
    with pytest.raises(EncoderError, match=r"the published model\.safetensors"):
        model_folder.find_model(name)


def test_trained_weights_that_are_not_those_of_this_code_are_refused(tmp_path: Path, monkeypatch):
    """One changed bit makes it another encoder by its fingerprint, and it is not exported."""
    before = model_folder.find_model(model_folder.DEFAULT_ENCODER)
    data = bytearray(weights.WEIGHTS.read_bytes())
    data[-1] ^= 1
    changed = tmp_path / weights.WEIGHTS.name
    changed.write_bytes(data)
    monkeypatch.setattr(weights, "WEIGHTS", changed)
    monkeypatch.setattr(model_folder, "TRAINED", changed)
    assert model_folder.find_model(model_folder.DEFAULT_ENCODER).fingerprint != before.fingerprint
    with pytest.raises(EncoderError, match=r"handbook\.safetensors is damaged.*install again"):
        weights.trained_weights({})
    with pytest.raises(EncoderError, match=r"handbook\.safetensors is damaged"):
        _ = Encoder.find(model_folder.DEFAULT_ENCODER, tmp_path / "encoders").exported
    assert list((tmp_path / "encoders").glob("*")) == []


@pytest.mark.slow
def test_a_folder_called_like_the_default_is_the_model_it_holds(small_model: Path, tmp_path: Path):
    """A model given by its path is taken as it is, whatever the folder's name."""
    folder = shutil.copytree(small_model, tmp_path / model_folder.DEFAULT_ENCODER)
    encoder = Encoder.find(str(folder), tmp_path / "encoders")
    assert encoder.exported.dimension == 32
    assert encoder.exported.reader is None


@pytest.mark.slow
def test_the_published_encoder_has_no_reader_and_ranks_by_late_interaction(
    farm: Path, tmp_path: Path
):
    """`--encoder all-MiniLM-L6-v2` answers, and no reading changes its ranking."""
    index = tmp_path / "index"
    build(BuildOptions(content=farm, index=index, encoder=model_folder.PUBLISHED))
    generation = open_current(index)
    assert generation.encoder.reader is None
    assert generation.manifest.encoder.state_dimension == 0
    assert {held.name for held in generation.encoder.folder.iterdir()} == {
        "encoder.json",
        "encoder.onnx",
        "encoder.onnx.data",
        "tokenizer.json",
    }
    answer = ask(generation, "What do goats eat?")
    assert answer.answered
    assert "Goats eat hay twice a day." in answer.citations[0].passage.quote
    assert {held.reading for held in answer.considered} == {None}
    for question in ("What do goats eat?", "When are goats milked?", "bees swarm"):
        assert retrieve(generation, question, 4) == retrieve(generation, question, 4, "late")


@pytest.mark.slow
def test_the_default_s_package_is_not_imported(index):
    """Its files are found and read; none of its code runs."""
    import sys

    assert model_folder._PACKAGE not in sys.modules


@pytest.mark.parametrize("spoiled", ["modules.json", "config.json", "tokenizer.json"])
def test_a_model_that_cannot_be_loaded_is_named(model: Path, tmp_path: Path, spoiled: str):
    """The error names the model, in one line."""
    (model / spoiled).write_text("{", encoding="utf-8")
    with pytest.raises(EncoderError, match="encoder model: ") as caught:
        _ = Encoder.find(str(model), tmp_path / "encoders").exported
    assert "\n" not in str(caught.value)
    assert list((tmp_path / "encoders").glob("*")) == []


def test_a_change_to_any_file_that_decides_is_another_encoder(model: Path):
    """Fingerprints cover weights, tokenizer and settings; a readme changes nothing."""
    before = model_folder.find_model(str(model)).fingerprint
    (model / "README.md").write_text("new", encoding="utf-8")
    assert model_folder.find_model(str(model)).fingerprint == before
    (model / "1_Pooling" / "config.json").write_text("{}", encoding="utf-8")
    assert model_folder.find_model(str(model)).fingerprint != before
