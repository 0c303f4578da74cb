"""ColBERT's like, made here: random weights, 16 numbers a token, three forms on disk."""

import json
import string
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

TOKEN_WIDTH = 16
PROMPTS = {"query": "[Q] ", "document": "[D] "}
PUNCTUATION = tuple(string.punctuation)


def save_multi_vector(
    folder: Path,
    bert: Path,
    *,
    skips: Sequence[str] = PUNCTUATION,
    skip_tasks: Sequence[str] = ("document",),
    keeps: Sequence[int] | None = None,
    pooled: bool = False,
    **reads: Any,
) -> None:
    """Save a MultiVectorEncoder as sentence-transformers does; `reads` go to its Transformer."""
    from sentence_transformers import MultiVectorEncoder
    from sentence_transformers.base.modules import Normalize, Transformer
    from sentence_transformers.multi_vector_encoder.modules import (
        HierarchicalTokenPooling,
        MultiVectorMask,
    )

    modules = [
        Transformer(str(bert), max_seq_length=200, **reads),
        _projection(bert),
        MultiVectorMask(list(skips), skiplist_tasks=list(skip_tasks), keep_only_token_ids=keeps),
        Normalize(module_input_name="token_embeddings"),
        *([HierarchicalTokenPooling(2)] if pooled else []),
    ]
    MultiVectorEncoder(modules=modules, prompts=PROMPTS, device="cpu").save_pretrained(str(folder))


def save_as_pylate(folder: Path, bert: Path, **config: object) -> None:
    """Save the same as PyLate does: two modules, all else in the configuration."""
    from safetensors.torch import save_file
    from transformers import AutoModel, AutoTokenizer

    AutoModel.from_pretrained(bert).save_pretrained(folder)
    AutoTokenizer.from_pretrained(bert).save_pretrained(folder)
    dense, weight = _projection(bert), "linear.weight"
    (folder / "1_Dense").mkdir()
    save_file({weight: dense.state_dict()[weight]}, folder / "1_Dense" / "model.safetensors")
    _write(
        folder / "1_Dense" / "config.json",
        in_features=dense.in_features,
        out_features=TOKEN_WIDTH,
        bias=False,
        activation_function="torch.nn.modules.linear.Identity",
    )
    types = {"": "sentence_transformers.models.Transformer", "1_Dense": "pylate.models.Dense.Dense"}
    modules = [
        {"idx": at, "name": str(at), "path": path, "type": kind}
        for at, (path, kind) in enumerate(types.items())
    ]
    (folder / "modules.json").write_text(json.dumps(modules))
    _write(folder / "sentence_bert_config.json", max_seq_length=200, do_lower_case=False)
    held: Mapping[str, object] = {
        "model_type": "ColBERT",
        "prompts": {},
        "query_prefix": PROMPTS["query"],
        "document_prefix": PROMPTS["document"],
        "query_length": 32,
        "document_length": 180,
        "attend_to_expansion_tokens": False,
        "skiplist_words": list(PUNCTUATION),
    }
    fields = {name: value for name, value in {**held, **config}.items() if value is not None}
    _write(folder / "config_sentence_transformers.json", **fields)


def save_as_its_authors(folder: Path, bert: Path, **metadata: object) -> None:
    """Save the same as ColBERT's authors do: the projection among the weights, settings beside."""
    from safetensors.torch import save_file
    from transformers import AutoModel, AutoTokenizer

    model = AutoModel.from_pretrained(bert)
    AutoTokenizer.from_pretrained(bert).save_pretrained(folder)
    weights = {f"bert.{name}": held for name, held in model.state_dict().items()}
    weights["linear.weight"] = _projection(bert).state_dict()["linear.weight"]
    save_file(
        {name: held.contiguous() for name, held in weights.items()}, folder / "model.safetensors"
    )
    config = json.loads((bert / "config.json").read_text())
    _write(folder / "config.json", **{**config, "architectures": ["HF_ColBERT"]})
    held: Mapping[str, object] = {
        "query_token_id": "[unused0]",
        "doc_token_id": "[unused1]",
        "query_maxlen": 32,
        "doc_maxlen": 180,
        "attend_to_mask_tokens": False,
        "mask_punctuation": True,
    }
    (folder / "artifact.metadata").write_text(json.dumps({**held, **metadata}))


def _projection(bert: Path) -> Any:
    import torch
    from sentence_transformers.base.modules.dense import Dense

    torch.manual_seed(3)
    width = json.loads((bert / "config.json").read_text())["hidden_size"]
    return Dense(
        width,
        TOKEN_WIDTH,
        bias=False,
        activation_function=torch.nn.Identity(),
        module_input_name="token_embeddings",
    )


def _write(path: Path, **fields: object) -> None:
    path.write_text(json.dumps(fields), encoding="utf-8")
