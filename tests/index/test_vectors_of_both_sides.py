"""The index's vectors are those the model gives in torch, each in its passage's row."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from relevance.exports import cosines, embedded_by, logits_apart, ranking, with_embeddings
from small_reader import encoder_with_reader
from surroundings import CONTENT

from assistant.evaluation.question_file import read_questions
from index_builder.index.embedding import Embedding, QueryEmbedding
from index_builder.index.errors import EncoderError
from index_builder.index.exported_encoder import ExportedEncoder
from index_builder.index.exported_reader import ExportedReader, Reading
from index_builder.index.generation import Generation, open_current
from index_builder.models.encoder import (
    SAME_LOGIT,
    SAME_TOKEN,
    SAME_VECTOR,
    Encoder,
    _check_same_reading,
    _check_same_vectors,
)
from index_builder.models.model_folder import DEFAULT_ENCODER, find_model
from index_builder.models.torch_models import TorchEncoder
from index_builder.verifying.integrity import SAME_STATE

# Eight bits move a token's logit further than a passage's: by 1.8 at most over content/, .45 on
# average for the worst token of a pair.
SAME_TOKEN_LOGIT = 2.5


@pytest.fixture(scope="module")
def generation(index) -> Generation:
    return open_current(index)


def stored(generation: Generation) -> np.ndarray:
    return np.stack([generation.embedding(row).vector for row in range(len(generation.passages))])


def test_vectors_have_length_one(generation: Generation):
    """The inner product of two of them is their cosine."""
    lengths = np.linalg.norm(stored(generation), axis=1)
    assert np.abs(lengths - 1).max() < 1e-6


def test_row_i_is_passage_i(generation: Generation, encoders):
    """Every passage, embedded again by itself, gives its own row, to the last bit."""
    texts = [passage.embedded for passage in generation.passages]
    assert len(set(texts)) == len(texts)
    again = list(Encoder.find(DEFAULT_ENCODER, encoders).embed(texts))
    assert np.array_equal(np.stack([held.vector for held in again]), stored(generation))
    for row, held in enumerate(again):
        assert np.array_equal(held.tokens, generation.embedding(row).tokens)
        assert np.array_equal(held.states, generation.embedding(row).states)


@pytest.fixture(scope="module")
def torch_encoder(encoders) -> TorchEncoder:
    return Encoder.find(DEFAULT_ENCODER, encoders)._torch_encoder


@pytest.fixture(scope="module")
def by_torch(generation: Generation, torch_encoder: TorchEncoder) -> list[Embedding]:
    return [embedded_by(torch_encoder, held.embedded) for held in generation.passages]


@pytest.mark.slow
def test_the_export_gives_every_passage_the_model_s_vectors(
    generation: Generation, by_torch: list[Embedding]
):
    """By onnxruntime and by torch: one vector each, and one for each token."""
    passage, token = cosines(generation, by_torch)
    assert passage >= SAME_VECTOR
    assert token >= SAME_TOKEN
    assert [len(held.tokens) for held in by_torch] == [held.tokens for held in generation.passages]


@pytest.mark.slow
def test_the_export_gives_every_passage_the_model_s_states(
    generation: Generation, by_torch: list[Embedding]
):
    """Within one step of the eight bits: both sides round sums that differ in the last digits."""
    for row, held in enumerate(by_torch):
        ours = generation.embedding(row).states
        assert ours.shape == held.states.shape == (len(held.tokens), 384)
        assert np.abs(ours.astype(int) - held.states).max() <= SAME_STATE


@pytest.mark.slow
def test_the_reader_s_export_gives_its_logits(generation: Generation, torch_encoder: TorchEncoder):
    """The same by onnxruntime and by torch for each pair: one for the passage, one per token."""
    questions = [held.text for held in read_questions(CONTENT / "_questions.jsonl")[::20]]
    apart = list(logits_apart(generation, torch_encoder, questions, every=20))
    assert max(passage for passage, _ in apart) <= SAME_LOGIT
    assert max(token for _, token in apart) <= SAME_TOKEN_LOGIT


@pytest.mark.slow
def test_the_export_changes_no_ranking(generation: Generation, by_torch: list[Embedding]):
    """Over both sides' vectors a question finds the same ten passages in the same order.

    This holds for late interaction; in the reader, a state's last digit can change a logit by .1.
    """
    theirs = with_embeddings(generation, by_torch)
    for question in read_questions(CONTENT / "_questions.jsonl")[::10]:
        assert ranking(generation, question.text) == ranking(theirs, question.text)


@pytest.mark.slow
def test_both_sides_cut_a_long_text_at_the_window(encoders, torch_encoder: TorchEncoder):
    """A text longer than the window has the vector of its beginning, on both sides."""
    encoder = Encoder.find(DEFAULT_ENCODER, encoders)
    text = "Agencies may share data when the law allows it. " * 100
    assert encoder.count_tokens(text) > encoder.exported.window
    written = embedded_by(torch_encoder, text).vector
    assert float(written @ encoder.exported.embed_document(text).vector) >= SAME_VECTOR
    assert float(written @ encoder.exported.embed_query(text).vector) >= SAME_VECTOR


def test_no_passage_is_longer_than_the_window(generation: Generation, encoders):
    """Tokens are counted as the encoder counts them, and none is cut off unseen."""
    encoder = Encoder.find(DEFAULT_ENCODER, encoders)
    for passage in generation.passages:
        assert passage.tokens == encoder.count_tokens(passage.embedded)
        assert passage.tokens <= encoder.exported.window


def test_similarity_is_the_cosine_with_each_row(generation: Generation):
    """`similarities` stands in passage order, whatever order faiss found them in."""
    vector = generation.encoder.embed_query("Who signs the agreement?").vector
    assert np.allclose(generation.similarities(vector), stored(generation) @ vector, atol=1e-6)


@pytest.mark.parametrize("wrong", [float("nan"), -1.0])
@pytest.mark.parametrize("side", ["questions", "passages", "tokens"])
def test_an_export_of_other_vectors_is_refused(
    small_model, small_encoders, monkeypatch, wrong, side
):
    """NaN compares with nothing, so it must not pass for agreement."""
    held = Encoder.find(str(small_model), small_encoders)
    other = np.full(32, wrong, np.float32)
    right = held.exported.embed_document
    if side == "questions":
        query = QueryEmbedding(
            vector=other,
            tokens=np.zeros((0, 32), np.float32),
            spans=(),
            states=np.zeros((2, 0), np.int8),
        )
        monkeypatch.setattr(ExportedEncoder, "embed_query", lambda *_: query)
    elif side == "passages":
        spoilt = lambda _, text: dataclasses.replace(right(text), vector=other)  # noqa: E731
        monkeypatch.setattr(ExportedEncoder, "embed_document", spoilt)
    else:
        spoilt = lambda _, text: dataclasses.replace(right(text), tokens=-right(text).tokens)  # noqa: E731
        monkeypatch.setattr(ExportedEncoder, "embed_document", spoilt)
    with pytest.raises(EncoderError, match=f"its export gives {side} other vectors"):
        _check_same_vectors(held._torch_encoder, held.exported)


@pytest.mark.parametrize("wrong", [float("nan"), 1e3])
def test_an_export_that_reads_otherwise_is_refused(
    reading_model: Path, reading_encoders: Path, monkeypatch, wrong: float
):
    """The same for the reader: a different logit means a different answer."""
    model = find_model(str(reading_model))
    exported = Encoder(model, reading_encoders / model.fingerprint[:16]).exported
    encoder = encoder_with_reader(model)
    _check_same_reading(encoder, exported)
    reading = Reading(logit=wrong, tokens=np.zeros(1, np.float32))
    monkeypatch.setattr(ExportedReader, "read", lambda *_: reading)
    with pytest.raises(EncoderError, match="its reader's export gives another logit"):
        _check_same_reading(encoder, exported)


def test_a_model_that_gives_no_direction_is_refused(small_model, small_encoders, monkeypatch):
    """A vector without a length (zeros or NaN) never gets into an index."""
    held = Encoder.find(str(small_model), small_encoders)
    broken = [np.full((1, 32), np.nan, np.float32), np.ones((1, 3, 32), np.float32)]
    monkeypatch.setattr(ExportedEncoder, "run", lambda *_: broken)
    with pytest.raises(EncoderError, match="have no length"):
        list(held.embed(["goats"]))
