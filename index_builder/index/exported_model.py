"""An exported model as an index carries it: graph, weights, tokenizer and a sealed description.

What the encoder and the reranker share on the read side: onnxruntime and tokenizers, no torch.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypedDict

import numpy as np
from numpy.typing import NDArray

from index_builder.index.checksum import file_sha256
from index_builder.index.errors import IndexRefused

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

TOKENIZER = "tokenizer.json"
WEIGHTS_SUFFIX = ".data"  # what ONNX adds to a graph's name for the file of its weights
FEATURES = {"input_ids": "ids", "attention_mask": "attention_mask", "token_type_ids": "type_ids"}
"""Inputs of graphs, and the attributes of the tokenizer's encodings that hold them."""


class ModelFields(TypedDict):
    """The fields of every exported model's description; see `ExportedModel`."""

    folder: Path
    name: str
    weights_sha256: str
    fingerprint: str
    window: int
    inputs: tuple[str, ...]
    files: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class ExportedModel:
    """An exported model; its files are read, and checked, when they are first needed."""

    graph: ClassVar[str]  # the graph's file name

    folder: Path
    name: str
    weights_sha256: str
    fingerprint: str
    window: int  # tokens it reads at once, special tokens included
    inputs: tuple[str, ...]  # of the graph
    files: dict[str, str]  # name -> sha256, hex

    @cached_property
    def tokenizer(self) -> "Tokenizer":
        """The tokenizer, which cuts at the window: of a pair, the longer text."""
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self.checked(TOKENIZER)))
        tokenizer.enable_truncation(self.window, strategy="longest_first")
        return tokenizer

    def run(self, encoding: "Encoding", *outputs: str) -> list[NDArray[np.float32]]:
        """Run the graph over one text or pair; return each output, its first axis of length 1."""
        feeds = {
            name: np.array([getattr(encoding, FEATURES[name])], dtype=np.int64)
            for name in self.inputs
        }
        values: list[NDArray[np.float32]] = self._session.run(list(outputs), feeds)
        return values

    @cached_property
    def _session(self) -> "InferenceSession":
        self.checked(self.graph + WEIGHTS_SUFFIX)
        return onnx_session(self.checked(self.graph))

    def checked(self, name: str) -> Path:
        """Return a file's path after comparing its checksum.

        Raises:
            IndexRefused: the file is missing or not the one that was exported.
        """
        path = self.folder / name
        try:
            found = file_sha256(path)
        except OSError as error:
            raise IndexRefused(f"{path}: {error.strerror}; run `playbook index` again") from error
        if found != self.files.get(name):
            raise IndexRefused(
                f"{path} is damaged: its sha256 is {found}, the export wrote "
                f"{self.files.get(name)}; run `playbook index` again"
            )
        return path

    def check(self) -> None:
        """Compare every file's checksum.

        Raises:
            IndexRefused: one is missing or damaged.
        """
        for name in self.files:
            self.checked(name)


def onnx_session(graph: Path) -> "InferenceSession":
    """Return onnxruntime's session of a graph that was checked.

    It uses one thread: texts are short, and this way sums of floats are the same every time.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # By path: weights in a file beside the graph are mapped into memory, not copied.
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


def sealed(description: Mapping[str, object]) -> bytes:
    """Return a description as JSON that holds its own sha256; same fields, same bytes."""
    digest = hashlib.sha256(_as_json(description)).hexdigest()
    return _as_json({**description, "sha256": digest})


def _as_json(fields: Mapping[str, object]) -> bytes:
    return json.dumps(fields, indent=2, sort_keys=True).encode() + b"\n"


@contextmanager
def sealed_description(path: Path, wanted: int) -> Iterator[dict[str, Any]]:
    """Yield the fields of a sealed description of format `wanted`, to be read within the block.

    Raises:
        IndexRefused: it is missing, damaged or of another version, or a field that the block
            reads is missing or of another type.
    """
    try:
        data = path.read_bytes()
        fields = json.loads(data)
        if fields["format"] != wanted:
            raise IndexRefused(
                f"{path} has format {fields['format']}, this version reads {wanted}; "
                "run `playbook index` again"
            )
        if data != sealed({key: value for key, value in fields.items() if key != "sha256"}):
            raise IndexRefused(f"{path} is damaged; run `playbook index` again")
        yield fields
    except OSError as error:
        raise IndexRefused(f"{path}: {error.strerror}; run `playbook index` again") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise IndexRefused(f"{path} can't be read: {error}; run `playbook index` again") from error


def model_fields(fields: Mapping[str, Any], folder: Path, name: str) -> ModelFields:
    """Return the fields that all descriptions have; raises what dict and int() raise."""
    return ModelFields(
        folder=folder,
        name=name,
        weights_sha256=str(fields["weights_sha256"]),
        fingerprint=str(fields["fingerprint"]),
        window=int(fields["window"]),
        inputs=tuple(name for name in fields["inputs"] if name in FEATURES),
        files=dict(fields["files"]),
    )
