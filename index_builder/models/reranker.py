"""The reranker on the write side: a cross-encoder of sentence-transformers, exported.

torch is loaded only if there is no export yet. No reranker is used unless one is named: none comes
with the project, and a reranker is worth its time only if it does better on judged questions.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index_builder.index.errors import EncoderError
from index_builder.index.exported_model import TOKENIZER, WEIGHTS_SUFFIX
from index_builder.index.exported_reranker import (
    DESCRIPTION,
    FORMAT,
    GRAPH,
    OUTPUT,
    ExportedReranker,
    read_reranker,
)
from index_builder.models.model_folder import ModelFolder, find_model
from index_builder.models.onnx_export import (
    description_fields,
    drafted,
    export_graph,
    export_once,
    export_tokenizer,
    load_from_disk,
    loading,
    tensors,
    write_description,
)
from index_builder.storage.cache import Cache

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

SAME_LOGIT = 1e-3  # largest difference between the logits that model and export give a pair
_HEAD = "ForSequenceClassification"  # transformers' word for a model with a trained scoring layer
_SAMPLES = (
    ("data", "Data is shared."),
    ("Who signs an agreement?", "The head of each agency signs the data sharing agreement."),
    ("How long does a request take?", "P20 WIN answers a request within some weeks. " * 120),
    ("Who may ask, and what for? " * 60, "Two or more agencies may ask together. " * 120),
)


def keep_reranker(name: str, rerankers: Path, cache: Cache | None = None) -> ExportedReranker:
    """Return the cross-encoder of that name or path, exported under `rerankers`.

    Raises:
        EncoderError: there is no such model, or it can't be loaded or exported.
    """
    model = find_reranker(name, cache)
    folder = rerankers / model.fingerprint[:16]
    return export_once(
        lambda: read_reranker(folder, model.name),
        lambda: export_reranker(_load_reranker(model), model, folder),
    )


def find_reranker(name: str, cache: Cache | None = None) -> ModelFolder:
    """Return the cross-encoder of that name or path.

    Raises:
        EncoderError: there is no such model.
    """
    # A bare name means one of the hub's cross-encoders, as in sentence-transformers.
    local = Path(name).expanduser().is_dir()
    return find_model(name if local or "/" in name else f"cross-encoder/{name}", "reranker", cache)


def _load_reranker(model: ModelFolder) -> "CrossEncoder":
    with loading("reranker", model):
        from sentence_transformers import CrossEncoder

        loaded: CrossEncoder = load_from_disk(CrossEncoder, model).eval()
    # A model without a trained scoring layer is silently loaded with a random one.
    kind = next(iter(getattr(loaded.config, "architectures", None) or ()), "no architecture")
    if not kind.endswith(_HEAD) or loaded.num_labels != 1:
        raise EncoderError(
            f"reranker {model.name}: found {kind} of {loaded.num_labels} labels, wanted a "
            f"cross-encoder: a …{_HEAD} of one label; an encoder goes with --encoder"
        )
    return loaded


def export_reranker(model: "CrossEncoder", folder: ModelFolder, target: Path) -> None:
    """Write a reranker's graph, weights, tokenizer and description as `target`.

    If that fails, `target` stays as it was.

    Raises:
        EncoderError: the model can't be exported, or its export gives other scores.
    """
    with drafted(target) as draft:
        inputs = _export_scorer(model, draft / GRAPH)
        export_tokenizer(model.tokenizer, folder.name, draft / TOKENIZER)
        fields = {**description_fields(folder, model.max_seq_length, inputs), "format": FORMAT}
        write_description(draft / DESCRIPTION, [GRAPH, GRAPH + WEIGHTS_SUFFIX], fields)
        _check_same_scores(model, read_reranker(draft, folder.name))


def _export_scorer(model: "CrossEncoder", target: Path) -> list[str]:
    """Export the whole scorer (tokens of pairs -> logits) and return the names of its inputs."""
    import torch

    class Scorer(torch.nn.Module):
        def __init__(self, names: list[str]) -> None:
            super().__init__()
            self.model, self.names = model, names

        def forward(self, *features: torch.Tensor) -> torch.Tensor:
            outputs = self.model(dict(zip(self.names, features, strict=True)))
            logits: torch.Tensor = outputs["scores"].squeeze(
                -1
            )  # without activation, which predict() applies
            return logits

    features = tensors(model.preprocess(list(_SAMPLES[:2])))
    export_graph(Scorer(list(features)), features, [OUTPUT], target)
    return list(features)


def _check_same_scores(model: "CrossEncoder", exported: ExportedReranker) -> None:
    import torch

    theirs = model.predict(
        list(_SAMPLES), batch_size=1, activation_fn=torch.nn.Identity(), show_progress_bar=False
    )
    ours = np.array([exported.logit(question, text) for question, text in _SAMPLES])
    worst = float(np.abs(theirs - ours).max())
    if not worst <= SAME_LOGIT:  # not a number fails too
        raise EncoderError(
            f"reranker {exported.name}: its export gives other scores "
            f"(logits {worst:.6f} apart, wanted {SAME_LOGIT}); choose another model"
        )
