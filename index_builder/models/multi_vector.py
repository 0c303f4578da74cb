"""ColBERT and its like, as sentence-transformers' MultiVectorEncoder loads them.

Such a model gives one vector for each token and none for the whole text (Khattab and Zaharia,
"ColBERT", SIGIR 2020). It is saved in three forms: sentence-transformers' own, PyLate's, and that
of the ColBERT authors.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import torch

from index_builder.index.errors import EncoderError
from index_builder.models.model_folder import ModelFolder
from index_builder.models.onnx_export import load_from_disk

if TYPE_CHECKING:
    from sentence_transformers import MultiVectorEncoder

Side = Literal["query", "document"]

# What config_sentence_transformers.json calls them, if sentence-transformers or PyLate wrote it.
_TYPES = {"MultiVectorEncoder", "ColBERT"}
_OLDER = "query_prefix"  # in the same file, if PyLate wrote it before it named a type
_AUTHORS = "HF_ColBERT"  # among config.json's architectures


def is_multi_vector(path: Path) -> bool:
    """Return whether the model saved in a folder is of this kind."""
    saved = _json(path / "config_sentence_transformers.json")
    named = saved.get("model_type")
    if named in _TYPES or (named is None and _OLDER in saved):
        return True
    return _AUTHORS in (_json(path / "config.json").get("architectures") or ())


def _json(path: Path) -> Mapping[str, Any]:
    fields = json.loads(path.read_bytes()) if path.is_file() else {}
    return fields if isinstance(fields, dict) else {}


def load_multi_vector(folder: ModelFolder) -> "MultiVectorEncoder":
    """Load such a model, to read both questions and passages up to its length for passages.

    ColBERT pads a question with [MASK] tokens ("query augmentation") or cuts it, usually at 32
    tokens. Here a question is read as it is, which gives its own tokens the same vectors as long
    as they do not attend to the added ones.

    Raises:
        EncoderError: a question's tokens depend on the added ones, or the model merges tokens,
            compares only some kinds of them (as for images), or has several inputs.
    """
    from sentence_transformers import MultiVectorEncoder
    from sentence_transformers.base.modules import Transformer
    from sentence_transformers.multi_vector_encoder.modules import BaseTokenPooling

    model = load_from_disk(MultiVectorEncoder, folder)
    reads: Any = model[0]
    if not isinstance(reads, Transformer):
        _refuse(folder, f"it begins with a {type(reads).__name__}, not with a Transformer")
    added = reads.query_expansion
    if added and added["attend"]:
        _refuse(folder, "its questions attend to added [MASK] tokens (query_expansion: attend)")
    if any(isinstance(module, BaseTokenPooling) for module in model):
        _refuse(folder, "it merges tokens of a passage (token pooling)")
    if any(getattr(module, "keep_only_token_ids", None) for module in model):
        _refuse(folder, "it compares only certain tokens of a passage (keep_only_token_ids)")
    lengths = [length for length in (model.max_seq_length, reads.document_length) if length]
    model.max_seq_length = min(lengths, default=None)
    reads.query_expansion = reads.query_length = reads.document_length = None
    return model


def _refuse(folder: ModelFolder, why: str) -> None:
    raise EncoderError(f"encoder {folder.name}: {why}, which the export can't give; choose another")


def skipped_tokens(model: Any, side: Side) -> tuple[int, ...]:
    """Return the ids of the tokens that a model leaves out of every comparison, such as commas.

    They are what the model's own mask leaves out of its whole vocabulary, if it has a mask.
    """
    from sentence_transformers.multi_vector_encoder.modules import MultiVectorMask

    ids = torch.arange(len(model.tokenizer))[None]
    kept = torch.ones_like(ids, dtype=torch.bool)
    for mask in (module for module in model if isinstance(module, MultiVectorMask)):
        features = {"input_ids": ids, "attention_mask": kept}
        kept = mask(features, task=side)["attention_mask"]
    return tuple(ids[~kept].tolist())
