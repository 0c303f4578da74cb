"""The encoder as an index carries it: onnxruntime and tokenizers, no torch.

Contract of the read side, and the builder's own check that both sides give the same vectors.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index_builder.embedding import QueryEmbedding
from index_builder.errors import IndexRefused

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

FORMAT = 1
GRAPH, TOKENIZER, DESCRIPTION = "encoder.onnx", "tokenizer.json", "encoder.json"
OUTPUTS = ("vector", "tokens")  # of the graph: of the whole text, and of each token
_FEATURES = {"input_ids": "ids", "attention_mask": "attention_mask", "token_type_ids": "type_ids"}


@dataclass(frozen=True, kw_only=True)
class ExportedEncoder:
    """An exported encoder; its files are read, and checked, when they are first needed."""

    folder: Path
    name: str
    weights_sha256: str
    fingerprint: str
    dimension: int  # of a vector
    window: int  # tokens it reads of a text, special tokens included
    inputs: tuple[str, ...]
    query_prompt: str
    document_prompt: str
    files: dict[str, str]  # name -> sha256, hex

    def embed_query(self, question: str) -> QueryEmbedding:
        """Return a question's vectors; text past the window is not read."""
        encoding = self.tokenizer.encode(self.query_prompt + question)
        feeds = {
            name: np.array([getattr(encoding, _FEATURES[name])], dtype=np.int64)
            for name in self.inputs
        }
        vectors, tokens = self._session.run(list(OUTPUTS), feeds)
        # A token that adds to the text, such as [CLS] or the prompt's, is none of the question's.
        prompt = len(self.query_prompt)
        own = [at for at, (start, end) in enumerate(encoding.offsets) if end > max(start, prompt)]
        return QueryEmbedding(
            vector=vectors[0],
            tokens=tokens[0][own],
            spans=tuple(
                (encoding.offsets[at][0] - prompt, encoding.offsets[at][1] - prompt) for at in own
            ),
        )

    @cached_property
    def tokenizer(self) -> "Tokenizer":
        """The tokenizer, cutting at the window as the model does."""
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self.checked(TOKENIZER)))
        tokenizer.enable_truncation(self.window)
        return tokenizer

    @cached_property
    def _session(self) -> "InferenceSession":
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # One thread: a question is short, and the sums of floats come out the same every time.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        # By path, not bytes: that saves a copy of the weights, in time and in memory.
        graph = str(self.checked(GRAPH))
        return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    def checked(self, name: str) -> Path:
        """Return a file's path after reading it through.

        Raises:
            IndexRefused: the file is missing or not the one that was exported.
        """
        path = self.folder / name
        try:
            with path.open("rb") as opened:
                found = hashlib.file_digest(opened, "sha256").hexdigest()
        except OSError as error:
            raise IndexRefused(f"{path}: {error.strerror}; run `playbook index` again") from error
        if found != self.files.get(name):
            raise IndexRefused(
                f"{path} is damaged: its sha256 is {found}, the export wrote "
                f"{self.files.get(name)}; run `playbook index` again"
            )
        return path

    def check(self) -> None:
        """Read every file through.

        Raises:
            IndexRefused: one is missing or damaged.
        """
        for name in (GRAPH, TOKENIZER):
            self.checked(name)


def sealed(description: Mapping[str, object]) -> bytes:
    """Return a description as JSON that holds its own sha256; same fields, same bytes."""
    digest = hashlib.sha256(_as_json(description)).hexdigest()
    return _as_json({**description, "sha256": digest})


def _as_json(held: Mapping[str, object]) -> bytes:
    return json.dumps(held, indent=2, sort_keys=True).encode() + b"\n"


def read_exported(folder: Path, name: str) -> ExportedEncoder:
    """Return the encoder exported into `folder`; `name` is what it is called.

    Raises:
        IndexRefused: there is none, or its description is damaged or not this version's.
    """
    path = folder / DESCRIPTION
    try:
        data = path.read_bytes()
        held = json.loads(data)
        if held["format"] != FORMAT:
            raise IndexRefused(
                f"{path} has format {held['format']}, this version reads {FORMAT}; "
                "run `playbook index` again"
            )
        if data != sealed({key: value for key, value in held.items() if key != "sha256"}):
            raise IndexRefused(f"{path} is damaged; run `playbook index` again")
        return ExportedEncoder(
            folder=folder,
            name=name,
            weights_sha256=str(held["weights_sha256"]),
            fingerprint=str(held["fingerprint"]),
            dimension=int(held["dimension"]),
            window=int(held["window"]),
            inputs=tuple(name for name in held["inputs"] if name in _FEATURES),
            query_prompt=str(held["query_prompt"]),
            document_prompt=str(held["document_prompt"]),
            files=dict(held["files"]),
        )
    except OSError as error:
        raise IndexRefused(f"{path}: {error.strerror}; run `playbook index` again") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise IndexRefused(f"{path} can't be read: {error}; run `playbook index` again") from error
