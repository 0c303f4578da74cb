"""The checks of a published generation, which find every fault, not only the first."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index_builder.building.derived_files import derived_files, sentence_tokens, wording
from index_builder.index.checksum import file_sha256, text_sha256
from index_builder.index.embedding import Embedding, unpack
from index_builder.index.errors import IndexRefused
from index_builder.index.exported_encoder import ExportedEncoder
from index_builder.index.exported_model import ExportedModel
from index_builder.index.generation import Generation, open_generation, read_manifest
from index_builder.index.layout import GENERATIONS
from index_builder.index.lexical import terms
from index_builder.index.passage import Passage
from index_builder.models.encoder import SAME_TOKEN, SAME_VECTOR

UNIT = 1e-4  # how far a vector's length may be from 1: some hundred roundings of float32
SAME_STATE = 1  # how far a packed state may differ: processors round differently
SAMPLES = 8  # passages embedded again, evenly spread


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationIntegrity:
    """One published generation and what is wrong with it."""

    name: str
    faults: tuple[str, ...]
    generation: Generation | None  # None if it can't be opened

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.faults


def check_generation(index: Path, name: str) -> GenerationIntegrity:
    """Check a generation: its files, what they hold, and the models that go with it."""
    faults = list(_file_faults(index, name))
    try:
        generation = open_generation(index, name)
    except IndexRefused as error:
        return GenerationIntegrity(name=name, faults=_told(faults or [str(error)]), generation=None)
    faults += _passage_faults(generation.passages)
    faults += _vector_faults(generation)
    faults += _lexical_faults(generation)
    faults += _derived_faults(index, generation)
    models = [generation.encoder, generation.reranker]
    model_faults = [fault for model in models if model for fault in _model_faults(model)]
    faults += model_faults or _sample_faults(generation)
    return GenerationIntegrity(name=name, faults=_told(faults), generation=generation)


def _told(faults: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(faults))


def _file_faults(index: Path, name: str) -> Iterator[str]:
    try:
        manifest = read_manifest(index, name)
    except IndexRefused as error:
        yield str(error)
        return
    for file, digest in manifest.files.items():
        yield from _file_fault(index / GENERATIONS / name / file, digest)


def _file_fault(path: Path, digest: str) -> Iterator[str]:
    try:
        checksum = file_sha256(path)
    except OSError as error:
        yield f"{path}: {error.strerror}"
    else:
        if checksum != digest:
            yield f"{path} is damaged: its sha256 is {checksum}, the manifest has {digest}"


def _passage_faults(passages: Sequence[Passage]) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for passage in passages:
        where = f"passage {passage.id} ({passage.path}:{passage.lines[0]})"
        digest = text_sha256(passage.embedded)[:16]
        seen[digest] += 1
        if passage.id != (digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"):
            yield f"{where} does not have the text its id was made from"
        if text_sha256(passage.quote) != passage.content_hash:
            yield f"{where} is not the source it was cut from"


def _vector_faults(generation: Generation) -> Iterator[str]:
    for row, passage in enumerate(generation.passages):
        embedding = generation.embedding(row)
        length = float(np.linalg.norm(embedding.vector))
        if not abs(length - 1) <= UNIT:  # not a number fails too
            yield f"the vector of passage {passage.id} has length {length:.6f}, wanted 1"
        if not np.abs(embedding.tokens).max(axis=1, initial=0).all():
            yield f"a token vector of passage {passage.id} has no direction"


def _lexical_faults(generation: Generation) -> Iterator[str]:
    """Check how many passages the lexical index has for each term."""
    terms_of_passages = [set(terms(passage.embedded)) for passage in generation.passages]
    counted = Counter(term for terms_of_one in terms_of_passages for term in terms_of_one)
    for term, count in sorted(counted.items()):
        indexed = generation.lexical.document_frequency(term)
        if indexed != count:
            yield f"the lexical index has {term!r} in {indexed} passages, {count} have it"


def _derived_faults(index: Path, generation: Generation) -> Iterator[str]:
    """Make again the files that depend only on the passages' text, and compare."""
    folder = index / GENERATIONS / generation.name
    for name, data in derived_files(generation.passages, generation.manifest.glossary).items():
        if (folder / name).read_bytes() != data:
            yield f"{folder / name} is not what the passages give"
    for passage in generation.passages:
        if passage.wording != wording(passage.text):
            yield f"the wording of passage {passage.id} is not its text's"


def _model_faults(model: ExportedModel) -> Iterator[str]:
    try:
        model.check()
    except IndexRefused as error:
        yield str(error)


def _sample_faults(generation: Generation) -> Iterator[str]:
    """Embed some passages again: a good vector may still be another passage's."""
    if generation.encoder.weights_sha256 != generation.manifest.encoder.weights_sha256:
        yield f"{generation.encoder.folder} was exported from other weights than the manifest names"
    rows = np.linspace(0, len(generation.passages) - 1, SAMPLES, dtype=int)
    for row in dict.fromkeys(rows.tolist()):
        passage = generation.passages[row]
        embedding = generation.encoder.embed_document(passage.embedded)
        yield from _differences(passage.id, generation.embedding(row), embedding)
        yield from _sentence_faults(generation.encoder, passage)


def _sentence_faults(encoder: ExportedEncoder, passage: Passage) -> Iterator[str]:
    prompt = encoder.document_prompt
    offsets = encoder.tokenizer.encode(prompt + passage.embedded).offsets
    kept = [sentence.tokens for sentence in passage.sentences]
    if kept != sentence_tokens(passage, prompt, offsets):
        yield f"the sentences of passage {passage.id} have other tokens than the encoder reads"


def _differences(passage: str, kept: Embedding, made_now: Embedding) -> Iterator[str]:
    cosine = float(kept.vector @ made_now.vector)
    if not cosine >= SAME_VECTOR:
        yield (
            f"the vector of passage {passage} is not the encoder's: "
            f"cosine {cosine:.6f}, wanted {SAME_VECTOR}"
        )
    if kept.tokens.shape != made_now.tokens.shape:
        yield (
            f"passage {passage} has vectors of {len(kept.tokens)} tokens, "
            f"the encoder reads {len(made_now.tokens)}"
        )
        return
    worst = float((unpack(kept.tokens) * unpack(made_now.tokens)).sum(axis=1).min())
    if not worst >= SAME_TOKEN:
        yield (
            f"a token vector of passage {passage} is not the encoder's: "
            f"cosine {worst:.6f}, wanted {SAME_TOKEN}"
        )
    apart = int(np.abs(kept.states.astype(int) - made_now.states).max(initial=0))
    if apart > SAME_STATE:
        yield (
            f"the states of passage {passage} are not the encoder's: "
            f"{apart} apart, wanted {SAME_STATE} at most"
        )
