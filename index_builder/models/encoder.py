"""The encoder on the write side: exported once, with its reader if it has one.

torch is loaded only to export, and to check that the export gives the model's own vectors. The
export embeds passages as well as questions, so an edit needs no torch.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index_builder.index.embedding import Embedding, pack, unpack
from index_builder.index.errors import EncoderError, IndexRefused
from index_builder.index.exported_encoder import (
    DESCRIPTION,
    FORMAT,
    GRAPH,
    OUTPUTS,
    STATES,
    ExportedEncoder,
    read_encoder,
    vector_places,
)
from index_builder.index.exported_model import TOKENIZER, WEIGHTS_SUFFIX
from index_builder.index.exported_reader import READER_GRAPH
from index_builder.models.model_folder import ModelFolder, find_model
from index_builder.models.onnx_export import (
    description_fields,
    drafted,
    export_graph,
    export_once,
    export_reader,
    export_tokenizer,
    loading,
    write_description,
)
from index_builder.storage.cache import Cache

if TYPE_CHECKING:
    from index_builder.models.torch_models import TorchEncoder

Track = Callable[[Sequence[str]], Iterable[str]]
"""Yields the texts one by one; a progress bar, for example."""

SAME_VECTOR = 0.9999  # least cosine between the vectors that model and export give a text
SAME_TOKEN = 0.999  # the least cosine for a token, whose numbers are kept in eight bits
# Largest difference between the logits that the reader and its export in eight bits give a passage;
# the largest met over content/ is .40.
SAME_LOGIT = 1.0
_SAMPLES = (
    "data",
    "Who signs a data sharing agreement, and how long does it last?",
    "Requests for data from two or more agencies follow the P20 WIN process. " * 12,
)


class Encoder:
    """A sentence-transformers model, kept exported under `folder`."""

    def __init__(self, model: ModelFolder, folder: Path) -> None:
        self.model = model
        self.folder = folder

    @classmethod
    def find(cls, name: str, encoders: Path, cache: Cache | None = None) -> "Encoder":
        """Return the encoder of that name or path, whose export is kept under `encoders`."""
        model = find_model(name, cache=cache)
        return cls(model, encoders / model.fingerprint[:16])

    @property
    def is_exported(self) -> bool:
        """Whether the export exists and is whole."""
        try:
            read_encoder(self.folder, self.model.name).check()
        except IndexRefused:
            return False
        return True

    @cached_property
    def exported(self) -> ExportedEncoder:
        """The export, made first if it is missing or damaged."""
        return export_once(
            lambda: read_encoder(self.folder, self.model.name),
            lambda: export_encoder(self._torch_encoder, self.model, self.folder),
        )

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer.from_file(str(self.exported.checked(TOKENIZER)))

    def count_tokens(self, text: str) -> int:
        """Return how many tokens `text` has for the encoder, special ones and prompt included."""
        prompt = self.exported.document_prompt
        return len(self._tokenizer.encode(prompt + text).ids)

    def token_offsets(self, text: str) -> list[tuple[int, int]]:
        """Return the first character of each token, and one past its last, in prompt and text."""
        encoding = self._tokenizer.encode(self.exported.document_prompt + text)
        return [(start, end) for start, end in encoding.offsets]

    def embed(self, texts: Sequence[str], track: Track = iter) -> Iterator[Embedding]:
        """Yield each text's vectors, in order; `track` follows the texts as they are done.

        One text is embedded at a time: in a batch a vector would depend on its neighbours' lengths,
        and the same content would not give the same bytes.

        Raises:
            EncoderError: the model gives a vector that has no length.
        """
        for text in track(texts):
            yield self.exported.embed_document(text)

    @cached_property
    def _torch_encoder(self) -> "TorchEncoder":
        with loading("encoder", self.model):
            from index_builder.models.torch_models import load_encoder

            return load_encoder(self.model)


def export_encoder(encoder: "TorchEncoder", folder: ModelFolder, target: Path) -> None:
    """Write an encoder's graph, weights, tokenizer, description and any reader as `target`.

    If that fails, `target` stays as it was.

    Raises:
        EncoderError: the model can't be exported, or its export gives other vectors.
    """
    with drafted(target) as draft:
        features = encoder.features(_SAMPLES[:2])
        outputs = (*OUTPUTS, STATES) if encoder.state_dimension else OUTPUTS
        export_graph(encoder.pipeline, features, outputs, draft / GRAPH)
        export_tokenizer(encoder.model.tokenizer, folder.name, draft / TOKENIZER)
        files = [GRAPH, GRAPH + WEIGHTS_SUFFIX]
        if encoder.reader:
            export_reader(encoder.reader, encoder.state_dimension, draft / READER_GRAPH)
            files.append(READER_GRAPH)
        fields = {
            **description_fields(folder, encoder.window, features),
            "format": FORMAT,
            "dimension": encoder.dimension,
            "token_dimension": encoder.token_dimension,
            "state_dimension": encoder.state_dimension,
            "query_prompt": encoder.prompt("query"),
            "document_prompt": encoder.prompt("document"),
            "query_skips": encoder.skipped("query"),
            "document_skips": encoder.skipped("document"),
        }
        write_description(draft / DESCRIPTION, files, fields)
        exported = read_encoder(draft, folder.name)
        _check_same_vectors(encoder, exported)
        _check_same_reading(encoder, exported)


def _check_same_vectors(encoder: "TorchEncoder", exported: ExportedEncoder) -> None:
    worst: dict[str, float] = {"questions": 1, "passages": 1, "tokens": 1}
    for text in _SAMPLES:
        asked, read = encoder.encoded(text, "query"), encoder.encoded(text, "document")
        ours = exported.embed_document(text)
        for kind, cosine in (
            ("questions", asked[0][0].numpy() @ exported.embed_query(text).vector),
            ("passages", read[0][0].numpy() @ ours.vector),
            ("tokens", _least_cosine(exported, text, read[1][0].numpy())),
        ):
            worst[kind] = float(np.minimum(cosine, worst[kind]))  # not a number stays so
    for kind, cosine in worst.items():
        wanted = SAME_TOKEN if kind == "tokens" else SAME_VECTOR
        if not cosine >= wanted:
            raise EncoderError(
                f"encoder {exported.name}: its export gives {kind} other vectors "
                f"(cosine {cosine:.6f}, wanted {wanted}); choose another model"
            )


def _least_cosine(exported: ExportedEncoder, text: str, theirs: NDArray[np.float32]) -> float:
    """Return the worst cosine of a passage's tokens; 0 if the two sides have different tokens."""
    ids = exported.tokenizer.encode(exported.document_prompt + text).ids
    if len(theirs) != len(ids):
        return 0.0
    wanted = unpack(pack(theirs[vector_places(ids, exported.document_skips)]))
    return float((wanted * unpack(exported.embed_document(text).tokens)).sum(axis=1).min())


def _check_same_reading(encoder: "TorchEncoder", exported: ExportedEncoder) -> None:
    reader = exported.reader
    if encoder.reader is None or reader is None:
        return
    import torch

    states = [torch.from_numpy(exported.embed_query(text).states)[None] for text in _SAMPLES]
    for question, passage in pairwise(states):
        with torch.inference_mode():
            theirs = float(encoder.reader(question, passage)[0])
        ours = reader.read(question[0].numpy(), passage[0].numpy()).logit
        if not abs(theirs - ours) <= SAME_LOGIT:  # not a number fails too
            raise EncoderError(
                f"encoder {exported.name}: its reader's export gives another logit "
                f"({ours:.4f} for {theirs:.4f}, wanted within {SAME_LOGIT})"
            )
