"""The encoder's models as torch runs them: what the export is made from and proved against.

Three kinds are one here: a SentenceTransformer (one vector a text; its token vectors serve late
interaction), a MultiVectorEncoder (ColBERT and its like: token vectors of their own size, with the
text's vector their mean), and the project's own: the published encoder with
smaller token vectors, whose lower layers' states a reader goes on from.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 (PyTorch's own name for it)

from index_builder.model_folder import DEFAULT_ENCODER, ModelFolder
from index_builder.onnx_export import from_disk, tensors
from index_builder.trained.network import APART, WIDTH, PackedReader, Reader, pack_states, part_of
from index_builder.trained.weights import trained_weights

if TYPE_CHECKING:
    from sentence_transformers import MultiVectorEncoder, SentenceTransformer

_MULTI_VECTOR = "MultiVectorEncoder"  # as config_sentence_transformers.json names it


@dataclass(frozen=True, kw_only=True)
class TorchEncoder:
    """An encoder as torch runs it."""

    model: "SentenceTransformer | MultiVectorEncoder"
    pipeline: "Pipeline"
    dimension: int
    token_dimension: int
    state_dimension: int = 0
    reader: PackedReader | None = None

    @property
    def window(self) -> int | None:
        """How many tokens it reads at once."""
        length = self.model.max_seq_length
        return int(length) if length else None

    def prompt(self, of: str) -> str:
        """Return what stands before every "query" or "document"."""
        return self.model.prompts.get(of) or ""

    def features(self, texts: Sequence[str]) -> dict[str, Tensor]:
        """Return the graph's inputs for texts, padded."""
        return dict(tensors(self.model.preprocess(list(texts))))

    def run(self, text: str) -> tuple[Tensor, ...]:
        """Return the pipeline's outputs for one text, prompts included in it."""
        features = self.features([text])
        with torch.inference_mode():
            given: tuple[Tensor, ...] = self.pipeline(*(features[name] for name in features))
        return given


class Pipeline(nn.Module):
    """Tokens -> the text's unit vector, its tokens' unit vectors, and their states if there are."""

    scale: Tensor | None

    def __init__(
        self,
        model: nn.Module,
        names: Sequence[str],
        projection: nn.Module | None = None,
        scale: Tensor | None = None,
    ) -> None:
        """Take the model, its features' names, and what the project's own adds to a model."""
        super().__init__()
        self.model, self.names, self.projection = model, names, projection
        self.register_buffer("scale", scale)

    def forward(self, *features: Tensor) -> tuple[Tensor, ...]:
        """Take the tokenizer's features in the order of `names`, shape (n, t) each."""
        held: dict[str, Any] = self.model(dict(zip(self.names, features, strict=True)))
        tokens = held["token_embeddings"]
        vector = held["sentence_embedding"] if "sentence_embedding" in held else tokens.mean(1)
        of_tokens = F.normalize(tokens, dim=-1)
        if self.projection is not None:
            of_tokens = F.normalize(self.projection(of_tokens), dim=-1)
        given = (F.normalize(vector, dim=-1), of_tokens)
        if self.scale is None:
            return given
        return (*given, pack_states(held["all_layer_embeddings"][APART], self.scale))


def load_encoder(folder: ModelFolder) -> TorchEncoder:
    """Load an encoder of any of the three kinds; to be called within `loading`."""
    if folder.name == DEFAULT_ENCODER:
        return _trained(folder)
    from sentence_transformers import MultiVectorEncoder, SentenceTransformer

    multi = _class_named(folder.path) == _MULTI_VECTOR
    model: Any = from_disk(MultiVectorEncoder if multi else SentenceTransformer, folder).eval()
    names = list(tensors(model.preprocess(["text"])))
    dimension = model.get_embedding_dimension()
    pipeline = Pipeline(model, names).eval()
    loaded = TorchEncoder(
        model=model, pipeline=pipeline, dimension=dimension, token_dimension=dimension
    )
    # A module behind the pooling may make the vector smaller than the tokens'.
    of_token = loaded.run("text")[1].shape[-1]
    return TorchEncoder(
        model=model, pipeline=pipeline, dimension=dimension, token_dimension=of_token
    )


def _class_named(path: Path) -> str:
    """Return what a saved model says it is; "" if it does not."""
    config = path / "config_sentence_transformers.json"
    held: Mapping[str, object] = json.loads(config.read_bytes()) if config.is_file() else {}
    return str(held.get("model_type", ""))


def _trained(folder: ModelFolder) -> TorchEncoder:
    """Load the published encoder, with the trained projection behind it and the reader beside."""
    from copy import deepcopy

    from sentence_transformers import SentenceTransformer

    model = from_disk(SentenceTransformer, folder, output_hidden_states=True).eval()
    bert: Any = model[0].model
    weights = trained_weights(bert.state_dict())
    encoder, reads = part_of(weights, "encoder"), part_of(weights, "reader")
    reader = Reader(nn.ModuleList(deepcopy(list(bert.encoder.layer[APART:]))))
    own = {name: held for name, held in reads.items() if not name.startswith("encoder.layer.")}
    layers = {_of_reader(name): held for name, held in reads.items() if name not in own}
    scale = own.pop("state_scale")
    reader.load_state_dict({**reader.state_dict(), **own, **layers})
    projection = nn.Linear(WIDTH, encoder["projection.weight"].shape[0], bias=False)
    projection.load_state_dict({"weight": encoder["projection.weight"]})
    names = list(tensors(model.preprocess(["text"])))
    return TorchEncoder(
        model=model,
        pipeline=Pipeline(model, names, projection, scale).eval(),
        dimension=WIDTH,
        token_dimension=projection.out_features,
        state_dimension=WIDTH,
        reader=PackedReader(reader, scale).eval(),
    )


def _of_reader(name: str) -> str:
    """Return a tensor's name by the reader's numbering: "layers.0.x" of "encoder.layer.3.x"."""
    _, _, number, rest = name.split(".", 3)
    return f"layers.{int(number) - APART}.{rest}"
