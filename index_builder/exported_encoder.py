"""The encoder as an index carries it: onnxruntime and tokenizers, no torch.

Contract of the read side, and the builder's own check that both sides give the same vectors.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index_builder.errors import IndexRefused

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

FORMAT = 1
GRAPH, TOKENIZER, DESCRIPTION = "encoder.onnx", "tokenizer.json", "encoder.json"
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

    def embed_query(self, question: str) -> NDArray[np.float32]:
        """Return a question's unit vector, shape (dimension,); text past the window is not read."""
        encoding = self.tokenizer.encode(self.query_prompt + question)
        feeds = {
            name: np.array([getattr(encoding, _FEATURES[name])], dtype=np.int64)
            for name in self.inputs
        }
        vector: NDArray[np.float32] = self._session.run(None, feeds)[0][0]
        return vector

    @cached_property
    def tokenizer(self) -> "Tokenizer":
        """The tokenizer, cutting at the window as the model does."""
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_str(self.read(TOKENIZER).decode())
        tokenizer.enable_truncation(self.window)
        return tokenizer

    @cached_property
    def _session(self) -> "InferenceSession":
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # One thread: a question is short, and the sums of floats come out the same every time.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        graph = self.read(GRAPH)
        return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    def read(self, name: str) -> bytes:
        """Return a file's bytes.

        Raises:
            IndexRefused: the file is missing or not the one that was exported.
        """
        path = self.folder / name
        try:
            held = path.read_bytes()
        except OSError as error:
            raise IndexRefused(f"{path}: {error.strerror}; run `playbook index` again") from error
        found = hashlib.sha256(held).hexdigest()
        if found != self.files.get(name):
            raise IndexRefused(
                f"{path} is damaged: its sha256 is {found}, the export wrote "
                f"{self.files.get(name)}; run `playbook index` again"
            )
        return held

    def check(self) -> None:
        """Read every file once.

        Raises:
            IndexRefused: one is missing or damaged.
        """
        for name in self.files:
            self.read(name)


def read_exported(folder: Path) -> ExportedEncoder:
    """Return the encoder exported into `folder`.

    Raises:
        IndexRefused: there is none, or its description isn't this version's.
    """
    path = folder / DESCRIPTION
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if held["format"] != FORMAT:
            raise IndexRefused(
                f"{path} has format {held['format']}, this version reads {FORMAT}; "
                "run `playbook index` again"
            )
        return ExportedEncoder(
            folder=folder,
            name=str(held["name"]),
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
    except (ValueError, KeyError, TypeError) as error:
        raise IndexRefused(f"{path} can't be read: {error}; run `playbook index` again") from error
