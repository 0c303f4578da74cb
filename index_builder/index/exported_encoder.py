"""The encoder as an index carries it: for the read side, and for the builder to embed passages."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from index_builder.index.embedding import Embedding, QueryEmbedding, pack
from index_builder.index.errors import EncoderError, IndexRefused
from index_builder.index.exported_model import ExportedModel, model_fields, sealed_description
from index_builder.index.exported_reader import READER_GRAPH, ExportedReader
from index_builder.index.manifest import EncoderReference

if TYPE_CHECKING:
    from tokenizers import Encoding

FORMAT = 3
GRAPH, DESCRIPTION = "encoder.onnx", "encoder.json"
OUTPUTS = ("vector", "tokens")  # of the graph: of the whole text, and of each token
STATES = "states"  # a third output, for an encoder with a reader


@dataclass(frozen=True, kw_only=True)
class ExportedEncoder(ExportedModel):
    """An exported encoder; its files are read, and checked, when they are first needed."""

    graph: ClassVar[str] = GRAPH

    dimension: int  # of a text's vector
    token_dimension: int  # of a token's
    state_dimension: int  # of a token's state; 0 if the encoder has no reader
    query_prompt: str
    document_prompt: str
    query_skips: tuple[int, ...]  # ids of tokens that are compared with nothing
    document_skips: tuple[int, ...]

    @property
    def reference(self) -> EncoderReference:
        """How a manifest names this encoder."""
        return EncoderReference(
            name=self.name,
            weights_sha256=self.weights_sha256,
            fingerprint=self.fingerprint,
            dimension=self.dimension,
            token_dimension=self.token_dimension,
            state_dimension=self.state_dimension,
            window=self.window,
        )

    @cached_property
    def reader(self) -> ExportedReader | None:
        """The reader that continues from this encoder's states, if it has one.

        Raises:
            IndexRefused: it is missing or damaged.
        """
        return ExportedReader(path=self.checked(READER_GRAPH)) if self.state_dimension else None

    def count_tokens(self, question: str) -> int:
        """Return how many tokens a question has, special ones included, even past the window."""
        encoding = self.tokenizer.encode(self.query_prompt + question)
        return len(encoding.ids) + sum(len(rest.ids) for rest in encoding.overflowing)

    def embed_query(self, question: str) -> QueryEmbedding:
        """Return a question's vectors; text past the window is not read."""
        encoding = self.tokenizer.encode(self.query_prompt + question)
        vectors, tokens, states = self._run(encoding)
        # Tokens that are not the question's, such as [CLS] or the prompt's, are left out.
        prompt, left_out = len(self.query_prompt), frozenset(self.query_skips)
        places = [
            at
            for at, (start, end) in enumerate(encoding.offsets)
            if end > max(start, prompt) and encoding.ids[at] not in left_out
        ]
        return QueryEmbedding(
            vector=vectors[0],
            tokens=tokens[0][places],
            spans=tuple(
                (encoding.offsets[at][0] - prompt, encoding.offsets[at][1] - prompt)
                for at in places
            ),
            states=states,
        )

    def embed_document(self, text: str) -> Embedding:
        """Return a passage's vectors, special tokens' included; text past the window is not read.

        Raises:
            EncoderError: the model gives a vector that has no length.
        """
        encoding = self.tokenizer.encode(self.document_prompt + text)
        vectors, tokens, states = self._run(encoding)
        length = float(np.linalg.norm(vectors[0]))
        if not 0 < length < np.inf:  # not a number fails too
            raise EncoderError(
                f"encoder {self.name}: some of its vectors have no length; "
                "its weights may be broken, so fetch it again or choose another"
            )
        return Embedding(
            vector=vectors[0] / np.float32(length),
            tokens=pack(tokens[0][vector_places(encoding.ids, self.document_skips)]),
            states=states,
        )

    def _run(
        self, encoding: "Encoding"
    ) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.int8]]:
        """Return what the graph makes of a text: its vector, token vectors and states, unscaled."""
        if not self.state_dimension:
            vectors, tokens = self.run(encoding, *OUTPUTS)
            return vectors, tokens, np.zeros((tokens.shape[1], 0), dtype=np.int8)
        vectors, tokens, states = self.run(encoding, *OUTPUTS, STATES)
        return vectors, tokens, states[0].astype(np.int8, copy=False)


def vector_places(ids: Sequence[int], skips: Sequence[int]) -> NDArray[np.intp]:
    """Return for each token of a passage the place of the token whose vector it gets.

    That is its own place or, for a token that the model leaves out, the place of the last one
    before it that is not left out. So a passage has a vector for each token, and a question never
    matches one that the model would ignore.
    """
    kept = np.isin(ids, skips, invert=True)
    places = np.where(kept, np.arange(len(ids)), int(kept.argmax()))
    last: NDArray[np.intp] = np.maximum.accumulate(places)
    return last


def read_encoder(folder: Path, name: str) -> ExportedEncoder:
    """Return the encoder exported into `folder`; `name` is what it is called.

    Raises:
        IndexRefused: it is missing, or its description is damaged or of another version.
    """
    with sealed_description(folder / DESCRIPTION, FORMAT) as fields:
        return ExportedEncoder(
            **model_fields(fields, folder, name),
            dimension=int(fields["dimension"]),
            token_dimension=int(fields["token_dimension"]),
            state_dimension=int(fields["state_dimension"]),
            query_prompt=str(fields["query_prompt"]),
            document_prompt=str(fields["document_prompt"]),
            query_skips=tuple(map(int, fields["query_skips"])),
            document_skips=tuple(map(int, fields["document_skips"])),
        )


def open_encoder(encoders: Path, wanted: EncoderReference) -> ExportedEncoder:
    """Return the encoder that a manifest refers to.

    Raises:
        IndexRefused: it is not under `encoders`, or is damaged, or is another encoder.
    """
    folder = encoders / wanted.fingerprint[:16]
    encoder = read_encoder(folder, wanted.name)
    if encoder.reference != wanted:
        raise IndexRefused(
            f"{folder} is not the encoder that made the vectors; "
            "run `playbook index` to build it again"
        )
    return encoder
