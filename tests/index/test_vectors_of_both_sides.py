"""The builder's vectors and the reader's are the same, and each stands in its passage's row."""

import numpy as np
import pytest
import torch

from index_builder.embedding import QueryEmbedding
from index_builder.encoder import SAME_VECTOR, Encoder, _check_same_vectors
from index_builder.errors import EncoderError
from index_builder.exported_encoder import ExportedEncoder
from index_builder.generation import Generation, open_current
from index_builder.model_folder import DEFAULT_ENCODER

SAME_TOKEN = 0.999  # eight bits a number are kept of a token's vector


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
    again = Encoder.find(DEFAULT_ENCODER, encoders).embed(texts)
    assert np.array_equal(np.stack([held.vector for held in again]), stored(generation))
    for row, held in enumerate(again):
        assert np.array_equal(held.tokens, generation.embedding(row).tokens)


def test_both_sides_agree_on_every_passage(generation: Generation):
    """By onnxruntime and by sentence-transformers: cosine of at least 0.9999 for each text."""
    encoder = generation.encoder
    for row, held in enumerate(generation.passages):
        read = encoder.embed_query(held.embedded)
        assert float(read.vector @ generation.embedding(row).vector) >= SAME_VECTOR
        written = generation.tokens.of(row)[1:-1]  # without [CLS] and [SEP], as a question's are
        assert (read.tokens * written).sum(axis=1).min() >= SAME_TOKEN


def test_both_sides_cut_a_long_text_at_the_window(encoders):
    """A text longer than the window has the vector of its beginning, on both sides."""
    encoder = Encoder.find(DEFAULT_ENCODER, encoders)
    text = "Agencies may share data when the law allows it. " * 100
    assert encoder.count_tokens(text) > encoder.exported.window
    written = encoder.embed([text])[0].vector
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
def test_an_export_of_other_vectors_is_refused(small_model, small_encoders, monkeypatch, wrong):
    """Not a number compares with nothing: it must not pass for agreement."""
    held = Encoder.find(str(small_model), small_encoders)
    other = QueryEmbedding(
        vector=np.full(32, wrong, np.float32), tokens=np.zeros((0, 32), np.float32), spans=()
    )
    monkeypatch.setattr(ExportedEncoder, "embed_query", lambda *_: other)
    with pytest.raises(EncoderError, match="its export gives other vectors"):
        _check_same_vectors(held._torch_model, held.exported)


def test_a_model_that_gives_no_direction_is_refused(small_model, small_encoders, monkeypatch):
    """A vector without length, or not of numbers, never gets into an index."""
    held = Encoder.find(str(small_model), small_encoders)
    broken = {"sentence_embedding": torch.full((32,), torch.nan)}
    monkeypatch.setattr(held._torch_model, "encode_document", lambda *_, **__: [broken])
    with pytest.raises(EncoderError, match="have no length"):
        held.embed(["goats"])
