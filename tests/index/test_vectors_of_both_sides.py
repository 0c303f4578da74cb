"""The index's vectors are those of sentence-transformers, and each stands in its passage's row."""

import dataclasses

import numpy as np
import pytest
from surroundings import CONTENT

from assistant.evaluation.question_file import read_questions
from index_builder.embedding import Embedding, QueryEmbedding
from index_builder.encoder import (
    SAME_TOKEN,
    SAME_VECTOR,
    Encoder,
    _check_same_vectors,
    embedded_by,
)
from index_builder.errors import EncoderError
from index_builder.exported_encoder import ExportedEncoder
from index_builder.generation import Generation, open_current
from index_builder.model_folder import DEFAULT_ENCODER
from tests.relevance.exports import cosines, ranking, with_embeddings


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


@pytest.fixture(scope="module")
def by_torch(generation: Generation, encoders) -> list[Embedding]:
    model = Encoder.find(DEFAULT_ENCODER, encoders)._torch_model
    return [embedded_by(model, held.embedded) for held in generation.passages]


def test_the_export_gives_every_passage_the_model_s_vectors(
    generation: Generation, by_torch: list[Embedding]
):
    """By onnxruntime and by sentence-transformers: one vector each, and one for each token."""
    passage, token = cosines(generation, by_torch)
    assert passage >= SAME_VECTOR
    assert token >= SAME_TOKEN
    assert [len(held.tokens) for held in by_torch] == [held.tokens for held in generation.passages]


def test_the_export_changes_no_ranking(generation: Generation, by_torch: list[Embedding]):
    """Over both sides' vectors a question finds the same ten passages in the same order."""
    theirs = with_embeddings(generation, by_torch)
    for question in read_questions(CONTENT / "_questions.jsonl")[::4]:
        assert ranking(generation, question.text) == ranking(theirs, question.text)


def test_both_sides_cut_a_long_text_at_the_window(encoders):
    """A text longer than the window has the vector of its beginning, on both sides."""
    encoder = Encoder.find(DEFAULT_ENCODER, encoders)
    text = "Agencies may share data when the law allows it. " * 100
    assert encoder.count_tokens(text) > encoder.exported.window
    written = embedded_by(encoder._torch_model, text).vector
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
    """Not a number compares with nothing: it must not pass for agreement."""
    held = Encoder.find(str(small_model), small_encoders)
    other = np.full(32, wrong, np.float32)
    right = held.exported.embed_document
    if side == "questions":
        query = QueryEmbedding(vector=other, tokens=np.zeros((0, 32), np.float32), spans=())
        monkeypatch.setattr(ExportedEncoder, "embed_query", lambda *_: query)
    elif side == "passages":
        spoilt = lambda _, text: dataclasses.replace(right(text), vector=other)  # noqa: E731
        monkeypatch.setattr(ExportedEncoder, "embed_document", spoilt)
    else:
        spoilt = lambda _, text: dataclasses.replace(right(text), tokens=-right(text).tokens)  # noqa: E731
        monkeypatch.setattr(ExportedEncoder, "embed_document", spoilt)
    with pytest.raises(EncoderError, match=f"its export gives {side} other vectors"):
        _check_same_vectors(held._torch_model, held.exported)


def test_a_model_that_gives_no_direction_is_refused(small_model, small_encoders, monkeypatch):
    """A vector without length, or not of numbers, never gets into an index."""
    held = Encoder.find(str(small_model), small_encoders)
    broken = [np.full((1, 32), np.nan, np.float32), np.ones((1, 3, 32), np.float32)]
    monkeypatch.setattr(ExportedEncoder, "run", lambda *_: broken)
    with pytest.raises(EncoderError, match="have no length"):
        list(held.embed(["goats"]))
