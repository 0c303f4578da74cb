"""ColBERT and its like as the encoder: its token vectors are those of sentence-transformers."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_multi_vector import (
    PUNCTUATION,
    TOKEN_WIDTH,
    save_as_its_authors,
    save_as_pylate,
    save_multi_vector,
)

from assistant.answer import ask
from assistant.answering.retrieval import match, mean_similarity, retrieve
from index_builder.building.builder import BuildOptions, build
from index_builder.index.errors import EncoderError
from index_builder.index.exported_encoder import ExportedEncoder, vector_places
from index_builder.index.generation import Generation, open_current
from index_builder.models.encoder import SAME_TOKEN, SAME_VECTOR, Encoder
from index_builder.models.model_folder import find_model
from index_builder.models.multi_vector import is_multi_vector

if TYPE_CHECKING:  # importing it takes seconds
    from sentence_transformers import MultiVectorEncoder

pytestmark = pytest.mark.slow

QUESTIONS = ("What do goats eat?", "bees", "Milk the goats at dawn, never at noon: why? " * 9)
FIXED = {"strategy": "fixed", "length": 32}
FORMS: dict[str, Callable[[Path, Path], None]] = {
    "sentence-transformers": save_multi_vector,
    "with [MASK] tokens": lambda folder, bert: save_multi_vector(
        folder, bert, query_expansion=FIXED, document_length=150
    ),
    "PyLate": save_as_pylate,
    "PyLate, older": lambda folder, bert: save_as_pylate(folder, bert, model_type=None),
    "its authors": save_as_its_authors,
}


@pytest.fixture(scope="module")
def bert(small_model: Path) -> Path:
    return small_model.with_name("small-bert")


@pytest.fixture(scope="module", params=list(FORMS))
def model(request: pytest.FixtureRequest, bert: Path, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("multi") / "colbert"
    folder.mkdir()
    FORMS[request.param](folder, bert)
    return folder


@pytest.fixture(scope="module")
def theirs(model: Path) -> "MultiVectorEncoder":
    from sentence_transformers import MultiVectorEncoder

    return MultiVectorEncoder(str(model), device="cpu", local_files_only=True)


@pytest.fixture(scope="module")
def encoder(model: Path, tmp_path_factory) -> ExportedEncoder:
    """The model as it is exported, which proves that both sides agree."""
    return Encoder.find(str(model), tmp_path_factory.mktemp("encoders")).exported


@pytest.fixture
def generation(farm: Path, model: Path, encoder: ExportedEncoder, tmp_path: Path) -> Generation:
    """An index of `farm` by it."""
    index = tmp_path / "index"
    index.mkdir()
    (index / "encoders").symlink_to(encoder.folder.parent)
    build(BuildOptions(content=farm, index=index, encoder=str(model)))
    return open_current(index)


def cosines(ours: np.ndarray, theirs: np.ndarray) -> np.ndarray:
    return (ours * theirs / np.linalg.norm(theirs, axis=1, keepdims=True)).sum(axis=1)


def is_kept(encoder: ExportedEncoder, text: str) -> np.ndarray:
    """Return which tokens of a passage sentence-transformers gives at all."""
    tokens = encoder.tokenizer.encode(encoder.document_prompt + text).tokens
    return ~np.isin(tokens, PUNCTUATION)


def test_a_passage_s_tokens_have_the_vectors_of_encode_document(
    generation: Generation, theirs: "MultiVectorEncoder"
):
    """Each token that the model compares; any that it leaves out has the vector before it."""
    assert generation.manifest.encoder.token_dimension == TOKEN_WIDTH
    for row, passage in enumerate(generation.passages):
        ours = generation.tokens.row(row)
        kept = is_kept(generation.encoder, passage.embedded)
        assert 0 < kept.sum() < len(kept) == len(ours)
        wanted = theirs.encode_document(passage.embedded, convert_to_numpy=True)
        assert cosines(ours[kept], wanted).min() >= SAME_TOKEN
        for at in np.flatnonzero(~kept):
            assert np.array_equal(ours[at], ours[at - 1])


def own_places(encoder: ExportedEncoder, question: str) -> list[int]:
    start = len(encoder.query_prompt)
    offsets = encoder.tokenizer.encode(encoder.query_prompt + question).offsets
    return [at for at, (first, end) in enumerate(offsets) if end > max(first, start)]


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_s_tokens_have_the_vectors_of_encode_query(
    encoder: ExportedEncoder, theirs: "MultiVectorEncoder", question: str
):
    """Of the question's own words, as far as the model reads; [MASK] tokens are left out."""
    ours = encoder.embed_query(question)
    places = own_places(encoder, question)
    assert len(ours.tokens) == len(ours.spans) == len(places)
    if len(places) > 25:  # the model may cut off what is read here
        theirs[0].query_expansion = theirs[0].query_length = None
    wanted = theirs.encode_query(question, convert_to_numpy=True)
    assert cosines(ours.tokens, wanted[places]).min() >= SAME_TOKEN
    assert ours.states.shape[1] == 0


def test_a_text_s_vector_is_the_mean_of_its_tokens_vectors(generation: Generation):
    """Of unit length, like every vector in an index; the model has none for the whole text."""
    assert generation.manifest.encoder.dimension == TOKEN_WIDTH
    encoder = generation.encoder
    encoding = encoder.tokenizer.encode(encoder.query_prompt + QUESTIONS[0])
    vector, tokens = (held[0] for held in encoder.run(encoding, "vector", "tokens"))
    mean = tokens.mean(axis=0)
    assert float(vector @ mean) / np.linalg.norm(mean) >= SAME_VECTOR
    assert abs(np.linalg.norm(vector) - 1) < 1e-5


def test_it_answers_and_ranks_as_late_interaction_over_the_model_s_vectors(
    generation: Generation, theirs: "MultiVectorEncoder"
):
    """MaxSim of the question's words over encode_document's vectors, and no others."""
    assert ask(generation, QUESTIONS[0], at_least=0.0).citations
    asked = generation.encoder.embed_query(QUESTIONS[0])
    for hit in retrieve(generation, QUESTIONS[0], 4):
        assert hit.reading is None
        text = generation.passages[hit.row].embedded
        wanted = theirs.encode_document(text, normalize_embeddings=True, convert_to_numpy=True)
        assert hit.score == pytest.approx(mean_similarity(match(asked, wanted)), abs=2e-3)


def test_a_text_is_read_as_far_as_the_model_reads_a_passage(encoder: ExportedEncoder, model: Path):
    """As far as its document length, if it has one; no passage is cut longer than that."""
    lengths = {"sentence-transformers": 200, "with [MASK] tokens": 150}
    assert encoder.window in {*lengths.values(), 180}
    config = model / "config_sentence_transformers.json"
    pylate = config.is_file() and "document_length" in json.loads(config.read_text())
    if pylate or (model / "artifact.metadata").is_file():
        assert encoder.window == 180


def test_the_command_takes_one_by_its_path(playbook, farm: Path, bert: Path, tmp_path: Path):
    """`index --encoder PATH` builds, `ask` needs no word about it, `verify` finds nothing wrong."""
    folder, index = tmp_path / "colbert", tmp_path / "index"
    save_multi_vector(folder, bert)
    built = playbook("index", farm, "--index", index, "--encoder", folder, "--json")
    assert built.returncode == 0, built.stderr.decode()
    asked = playbook("ask", "goats eat hay", "--index", index, "--json")
    assert json.loads(asked.stdout)["index"]["encoder"] == "colbert"
    assert playbook("verify", farm, "--index", index).returncode == 0


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"query_expansion": {**FIXED, "attend": True}}, r"added \[MASK\] tokens"),
        ({"pooled": True}, "merges tokens"),
        ({"keeps": [7, 8]}, "only certain tokens"),
    ],
)
def test_what_no_export_gives_is_refused(
    bert: Path, tmp_path: Path, settings: dict[str, object], why: str
):
    """In one line that says why, and nothing is left behind."""
    save_multi_vector(tmp_path / "colbert", bert, **settings)
    with pytest.raises(EncoderError, match=f"encoder colbert: .*{why}") as caught:
        _ = Encoder.find(str(tmp_path / "colbert"), tmp_path / "encoders").exported
    assert "\n" not in str(caught.value)
    assert list(tmp_path.glob("encoders/*")) == []


def test_a_question_s_punctuation_is_left_out_where_the_model_says_so(bert: Path, tmp_path: Path):
    """From questions too, if its mask is for both; one of punctuation alone keeps no token."""
    save_multi_vector(tmp_path / "colbert", bert, skip_tasks=("query", "document"))
    encoder = Encoder.find(str(tmp_path / "colbert"), tmp_path / "encoders").exported
    question = "goats, hay?"
    spans = encoder.embed_query(question).spans
    assert [question[start:end] for start, end in spans] == ["goats", "hay"]
    assert encoder.embed_query("?!").spans == ()


def test_what_the_authors_file_says_is_part_of_the_model(bert: Path, tmp_path: Path):
    """Another length in that file makes it another encoder."""
    folder = tmp_path / "colbert"
    folder.mkdir()
    save_as_its_authors(folder, bert)
    before = find_model(str(folder)).fingerprint
    (folder / "artifact.metadata").write_text(json.dumps({"doc_maxlen": 90}))
    assert find_model(str(folder)).fingerprint != before


def test_other_models_are_told_from_these(small_model: Path, cross_encoder: Path, bert: Path):
    """One vector a text, a cross-encoder, a bare BERT: none of them gives token vectors alone."""
    assert not any(map(is_multi_vector, (small_model, cross_encoder, bert)))


@given(
    ids=st.lists(st.integers(0, 9), min_size=1, max_size=30),
    skips=st.sets(st.integers(0, 9)),
)
def test_what_is_left_out_changes_no_best_match(ids: Sequence[int], skips: set[int]):
    """A kept token stands for itself, any other has the vector of the nearest kept one before it.

    Tokens before the first kept one have that one's vector. If none is kept, there must still be
    some vector, and it is the first token's.
    """
    places = vector_places(ids, sorted(skips))
    kept = [at for at, token in enumerate(ids) if token not in skips]
    assert len(places) == len(ids)
    assert set(places) == (set(kept) or {0})
    for at, place in enumerate(places):
        before = [held for held in kept if held <= at]
        assert place == (before[-1] if before else kept[0] if kept else 0)
