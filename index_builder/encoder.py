"""The encoder on the write side: sentence-transformers, and its export for the read side.

torch is loaded only to embed new text or to export; counting tokens needs the export alone.
"""

import hashlib
import logging
import os
import shutil
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index_builder.durable import draft_of, publish_folder, sync_file, write_bytes
from index_builder.embedding import Embedding, pack
from index_builder.errors import EncoderError, IndexRefused
from index_builder.exported_encoder import (
    DESCRIPTION,
    FORMAT,
    GRAPH,
    OUTPUTS,
    TOKENIZER,
    ExportedEncoder,
    read_exported,
    sealed,
)
from index_builder.model_folder import ModelFolder, find_model

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

Track = Callable[[Sequence[str]], Iterable[str]]
"""Gives back the texts one by one: the place for a progress bar."""

SAME_VECTOR = 0.9999  # least cosine between the two sides' vectors of one text
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
    def find(cls, name: str, encoders: Path) -> "Encoder":
        """Return the encoder of that name or path, its export kept under `encoders`."""
        model = find_model(name)
        return cls(model, encoders / model.fingerprint[:16])

    @cached_property
    def exported(self) -> ExportedEncoder:
        """The export, made first where it is missing or damaged."""
        try:
            held = read_exported(self.folder, self.model.name)
            held.check()
        except IndexRefused:
            export(self._torch_model, self.model, self.folder)
            held = read_exported(self.folder, self.model.name)
        return held

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer.from_file(str(self.exported.checked(TOKENIZER)))

    def count_tokens(self, text: str) -> int:
        """Return how many tokens the encoder reads of `text`, special ones and prompt included."""
        prompt = self.exported.document_prompt
        return len(self._tokenizer.encode(prompt + text).ids)

    def embed(self, texts: Sequence[str], track: Track = iter) -> list[Embedding]:
        """Return each text's vectors.

        One text at a time: in a batch a vector would depend on its neighbours' lengths, and the
        same content would not give the same bytes. `track` follows the texts as they are done.

        Raises:
            EncoderError: the model gives something that has no length.
        """
        return [self._embed(text) for text in track(texts)]

    def _embed(self, text: str) -> Embedding:
        # With no output named it gives everything, the tokens' vectors too, whatever its type says.
        given: Any = self._torch_model.encode_document(
            [text],
            output_value=None,
            batch_size=1,
            show_progress_bar=False,
        )
        held: dict[str, torch.Tensor] = given[0]
        vector: NDArray[np.float32] = held["sentence_embedding"].numpy()
        length = float(np.linalg.norm(vector))
        if not 0 < length < np.inf:  # not a number fails too
            raise EncoderError(
                f"encoder {self.model.name}: some of its vectors have no length; "
                "its weights may be broken, so fetch it again or choose another"
            )
        return Embedding(
            vector=vector / np.float32(length), tokens=pack(held["token_embeddings"].numpy())
        )

    @cached_property
    def _torch_model(self) -> "SentenceTransformer":
        return _load(self.model)


def _load(model: ModelFolder) -> "SentenceTransformer":
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    with _quiet():
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        # How a sum of floats is shared out between threads changes its last bits: with one, the
        # same content gives the same bytes whatever the number of cores.
        torch.set_num_threads(1)
        try:
            return SentenceTransformer(
                str(model.path),
                device="cpu",
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True},
            ).eval()
        except (OSError, ValueError, KeyError, TypeError, ImportError) as error:
            raise EncoderError(
                f"encoder {model.name}: sentence-transformers can't load {model.path}: "
                f"{str(error).partition(chr(10))[0]}"
            ) from error


def export(model: "SentenceTransformer", folder: ModelFolder, target: Path) -> None:
    """Write encoder.onnx, tokenizer.json and encoder.json into `target`, all at once.

    Raises:
        EncoderError: the model can't be exported, or its export gives other vectors.
    """
    draft = draft_of(target)
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        inputs = _export_graph(model, draft / GRAPH)
        _export_tokenizer(model, folder, draft / TOKENIZER)
        described = _describe(model, folder, inputs)
        described["files"] = {
            name: hashlib.sha256((draft / name).read_bytes()).hexdigest()
            for name in (GRAPH, TOKENIZER)
        }
        write_bytes(draft / DESCRIPTION, sealed(described))
        _check_same_vectors(model, read_exported(draft, folder.name))
        sync_file(draft / GRAPH)
        publish_folder(draft, target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _describe(
    model: "SentenceTransformer", folder: ModelFolder, inputs: Sequence[str]
) -> dict[str, object]:
    window = model.max_seq_length
    if not window:
        raise EncoderError(f"encoder {folder.name}: it does not say how many tokens it reads")
    return {
        "format": FORMAT,
        "weights_sha256": folder.weights_sha256,
        "fingerprint": folder.fingerprint,
        "dimension": model.get_embedding_dimension(),
        "window": window,
        "inputs": list(inputs),
        "query_prompt": model.prompts.get("query") or "",
        "document_prompt": model.prompts.get("document") or "",
    }


def _export_tokenizer(model: "SentenceTransformer", folder: ModelFolder, target: Path) -> None:
    backend = getattr(model.tokenizer, "backend_tokenizer", None)
    if backend is None:
        raise EncoderError(
            f"encoder {folder.name}: it has no fast tokenizer, which the read side needs; "
            "choose a model with a tokenizer.json"
        )
    # Some files have a length and padding baked in: counting needs neither.
    tokenizer = Tokenizer.from_str(backend.to_str())
    tokenizer.no_truncation()
    tokenizer.no_padding()
    write_bytes(target, tokenizer.to_str().encode())


def _export_graph(model: "SentenceTransformer", target: Path) -> list[str]:
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

    features = model.preprocess(list(_SAMPLES[:2]))
    names = [name for name, value in features.items() if isinstance(value, torch.Tensor)]
    free = {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC}
    with _quiet():
        torch.onnx.export(
            Pipeline(names).eval(),
            tuple(features[name] for name in names),
            str(target),
            input_names=names,
            output_names=list(OUTPUTS),
            dynamic_shapes=(tuple(free for _ in names),),
            dynamo=True,
            external_data=False,
            verbose=False,
        )
    return names


def _check_same_vectors(model: "SentenceTransformer", exported: ExportedEncoder) -> None:
    theirs = model.encode_query(
        list(_SAMPLES), batch_size=1, normalize_embeddings=True, show_progress_bar=False
    )
    ours = np.stack([exported.embed_query(text).vector for text in _SAMPLES])
    worst = float((theirs * ours).sum(axis=1).min())
    if not worst >= SAME_VECTOR:  # not a number fails too
        raise EncoderError(
            f"encoder {exported.name}: its export gives other vectors "
            f"(cosine {worst:.6f}, wanted {SAME_VECTOR}); choose another model"
        )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries' notes about themselves off the user's screen."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
