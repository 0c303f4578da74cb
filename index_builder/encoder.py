"""The encoder on the write side: a model of sentence-transformers, exported once.

torch is loaded only to export, which proves that the export gives the model's own vectors.
Passages are embedded by the export, as questions are: an edit needs no torch, and it never matters
which of the two made a vector.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from tokenizers import Tokenizer

from index_builder.cache import Cache
from index_builder.embedding import Embedding, pack, unpack
from index_builder.errors import EncoderError, IndexRefused
from index_builder.exported_encoder import (
    DESCRIPTION,
    FORMAT,
    GRAPH,
    OUTPUTS,
    ExportedEncoder,
    read_exported,
)
from index_builder.exported_model import TOKENIZER
from index_builder.model_folder import ModelFolder, find_model
from index_builder.onnx_export import (
    described,
    drafted,
    export_graph,
    export_tokenizer,
    from_disk,
    kept,
    loading,
    seal,
    tensors,
)

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Track = Callable[[Sequence[str]], Iterable[str]]
"""Gives back the texts one by one: the place for a progress bar."""

SAME_VECTOR = 0.9999  # least cosine between the model's and its export's vectors of one text
SAME_TOKEN = 0.999  # the same of one token, of which eight bits a number are kept
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
        """Return the encoder of that name or path, its export kept under `encoders`."""
        model = find_model(name, cache=cache)
        return cls(model, encoders / model.fingerprint[:16])

    @property
    def is_exported(self) -> bool:
        """The export is there and whole."""
        try:
            read_exported(self.folder, self.model.name).check()
        except IndexRefused:
            return False
        return True

    @cached_property
    def exported(self) -> ExportedEncoder:
        """The export, made first where it is missing or damaged."""
        return kept(
            lambda: read_exported(self.folder, self.model.name),
            lambda: export(self._torch_model, self.model, self.folder),
        )

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer.from_file(str(self.exported.checked(TOKENIZER)))

    def count_tokens(self, text: str) -> int:
        """Return how many tokens the encoder reads of `text`, special ones and prompt included."""
        prompt = self.exported.document_prompt
        return len(self._tokenizer.encode(prompt + text).ids)

    def embed(self, texts: Sequence[str], track: Track = iter) -> Iterator[Embedding]:
        """Yield each text's vectors, in order; `track` follows the texts as they are done.

        One text at a time: in a batch a vector would depend on its neighbours' lengths, and the
        same content would not give the same bytes.

        Raises:
            EncoderError: the model gives something that has no length.
        """
        for text in track(texts):
            yield self.exported.embed_document(text)

    @cached_property
    def _torch_model(self) -> "SentenceTransformer":
        return _load(self.model)


def _load(model: ModelFolder) -> "SentenceTransformer":
    with loading("encoder", model):
        from sentence_transformers import SentenceTransformer

        return from_disk(SentenceTransformer, model).eval()


def export(model: "SentenceTransformer", folder: ModelFolder, target: Path) -> None:
    """Write encoder.onnx, tokenizer.json and encoder.json into `target`, all at once.

    Raises:
        EncoderError: the model can't be exported, or its export gives other vectors.
    """
    with drafted(target) as draft:
        inputs = _export_pipeline(model, draft / GRAPH)
        export_tokenizer(model.tokenizer, folder.name, draft / TOKENIZER)
        fields = {
            **described(folder, model.max_seq_length, inputs),
            "format": FORMAT,
            "dimension": model.get_embedding_dimension(),
            "query_prompt": model.prompts.get("query") or "",
            "document_prompt": model.prompts.get("document") or "",
        }
        seal(draft / DESCRIPTION, GRAPH, fields)
        _check_same_vectors(model, read_exported(draft, folder.name))


def _export_pipeline(model: "SentenceTransformer", target: Path) -> list[str]:
    """Export the whole pipeline (tokens -> unit vectors) and return the names of its inputs."""
    import torch

    class Pipeline(torch.nn.Module):
        def __init__(self, names: Sequence[str]) -> None:
            super().__init__()
            self.model, self.names = model, names

        def forward(self, *features: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            held = self.model(dict(zip(self.names, features, strict=True)))
            normalize = torch.nn.functional.normalize
            return (
                normalize(held["sentence_embedding"], dim=-1),
                normalize(held["token_embeddings"], dim=-1),
            )

    features = tensors(model.preprocess(list(_SAMPLES[:2])))
    export_graph(Pipeline(list(features)), features, OUTPUTS, target)
    return list(features)


def embedded_by(model: "SentenceTransformer", text: str) -> Embedding:
    """Return a passage's vectors as sentence-transformers makes them: what an export must give."""
    # With no output named it gives everything, the tokens' vectors too, whatever its type says.
    given: Any = model.encode_document(
        [text], output_value=None, batch_size=1, show_progress_bar=False
    )
    vector = given[0]["sentence_embedding"].numpy()
    return Embedding(
        vector=vector / np.linalg.norm(vector), tokens=pack(given[0]["token_embeddings"].numpy())
    )


def _check_same_vectors(model: "SentenceTransformer", exported: ExportedEncoder) -> None:
    asked = model.encode_query(
        list(_SAMPLES), batch_size=1, normalize_embeddings=True, show_progress_bar=False
    )
    worst: dict[str, float] = {"questions": 1, "passages": 1, "tokens": 1}
    for vector, text in zip(asked, _SAMPLES, strict=True):
        theirs, ours = embedded_by(model, text), exported.embed_document(text)
        tokens = (unpack(theirs.tokens) * unpack(ours.tokens)).sum(axis=1)
        for of, cosine in (
            ("questions", vector @ exported.embed_query(text).vector),
            ("passages", theirs.vector @ ours.vector),
            ("tokens", tokens.min()),
        ):
            worst[of] = float(np.minimum(cosine, worst[of]))  # not a number stays so
    for of, cosine in worst.items():
        wanted = SAME_TOKEN if of == "tokens" else SAME_VECTOR
        if not cosine >= wanted:
            raise EncoderError(
                f"encoder {exported.name}: its export gives {of} other vectors "
                f"(cosine {cosine:.6f}, wanted {wanted}); choose another model"
            )
