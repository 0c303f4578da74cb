"""The encoder's models as torch runs them: what the export is made from and compared with.

Three kinds have one interface: a SentenceTransformer (one vector for each text; its token vectors
serve late interaction); a MultiVectorEncoder (ColBERT and its like: token vectors of their own
size, whose mean is the text's vector); and the project's own, the published encoder with smaller
token vectors and a reader that continues from the states of its lower layers.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 (PyTorch's own name for it)

from index_builder.models.model_folder import ModelFolder
from index_builder.models.multi_vector import (
    Side,
    is_multi_vector,
    load_multi_vector,
    skipped_tokens,
)
from index_builder.models.onnx_export import load_from_disk, tensors
from index_builder.models.trained.network import (
    APART,
    WIDTH,
    PackedReader,
    Reader,
    pack_states,
    part_of,
)
from index_builder.models.trained.weights import trained_weights

if TYPE_CHECKING:
    from sentence_transformers import MultiVectorEncoder, SentenceTransformer

# The first of these that a model has is put before a text, as encode_query and encode_document do.
_PROMPTS: Mapping[Side, Sequence[str]] = {
    "query": ("query",),
    "document": ("document", "passage", "corpus"),
}


@dataclass(frozen=True, kw_only=True)
class TorchEncoder:
    """An encoder as torch runs it."""

    model: "SentenceTransformer | MultiVectorEncoder"
    pipeline: "Pipeline"
    dimension: int  # of a text's vector
    token_dimension: int  # of a token's
    state_dimension: int = 0  # of a token's state; 0 without a reader
    reader: PackedReader | None = None

    @property
    def window(self) -> int | None:
        """How many tokens it reads at once."""
        length = self.model.max_seq_length
        return int(length) if length else None

    def prompt(self, side: Side) -> str:
        """Return what is put before every question or passage."""
        prompts, other = self.model.prompts, self.model.default_prompt_name
        name = next(
            (prompt_name for prompt_name in _PROMPTS[side] if prompt_name in prompts), other
        )
        return (prompts.get(name) or "") if name else ""

    def skipped(self, side: Side) -> tuple[int, ...]:
        """Return the ids of the tokens that the model compares with nothing."""
        return skipped_tokens(self.model, side)

    def features(self, texts: Sequence[str]) -> dict[str, Tensor]:
        """Return the graph's inputs for texts, padded."""
        return dict(tensors(self.model.preprocess(list(texts))))

    def run(self, text: str) -> tuple[Tensor, ...]:
        """Return the pipeline's outputs for one text, which already has its prompt."""
        features = self.features([text])
        with torch.inference_mode():
            outputs: tuple[Tensor, ...] = self.pipeline(*(features[name] for name in features))
        return outputs

    def encoded(self, text: str, side: Side) -> tuple[Tensor, Tensor]:
        """Return a text's vectors as sentence-transformers itself makes them.

        They are made with the prompt and cut at the window, and are what an export must give.
        Shapes: (1, dimension) and (1, tokens, token_dimension).
        """
        model: Any = self.model
        encode = model.encode_query if side == "query" else model.encode_document
        # Without a named output it gives everything: the text's vector and the tokens'.
        encoded = encode([text], output_value=None, batch_size=1, show_progress_bar=False)
        batch = {name: tensor[None] for name, tensor in tensors(encoded[0]).items()}
        with torch.inference_mode():
            return self.pipeline.vectors(batch)


class Pipeline(nn.Module):
    """Tokens -> unit vectors of the text and of its tokens, and any states of the tokens."""

    scale: Tensor | None

    def __init__(
        self,
        model: nn.Module,
        names: Sequence[str],
        projection: nn.Module | None = None,
        scale: Tensor | None = None,
    ) -> None:
        """Take the model, its features' names, and what the trained weights add to it."""
        super().__init__()
        self.model, self.names, self.projection = model, names, projection
        self.register_buffer("scale", scale)

    def forward(self, *features: Tensor) -> tuple[Tensor, ...]:
        """Take the tokenizer's features in the order of `names`, shape (n, t) each."""
        outputs: dict[str, Any] = self.model(dict(zip(self.names, features, strict=True)))
        if self.scale is None:
            return self.vectors(outputs)
        states = outputs["all_layer_embeddings"][APART]
        return (*self.vectors(outputs), pack_states(states, self.scale))

    def vectors(self, outputs: Mapping[str, Tensor]) -> tuple[Tensor, Tensor]:
        """Return unit vectors of the text and of its tokens from what the model made of it.

        If a model has no vector for the whole text, that is the mean of the tokens' vectors.
        """
        tokens = outputs["token_embeddings"]
        of_tokens = F.normalize(tokens, dim=-1)
        if self.projection is not None:
            of_tokens = F.normalize(self.projection(of_tokens), dim=-1)
        vector = (
            outputs["sentence_embedding"] if "sentence_embedding" in outputs else of_tokens.mean(1)
        )
        return F.normalize(vector, dim=-1), of_tokens


def load_encoder(folder: ModelFolder) -> TorchEncoder:
    """Load an encoder of any of the three kinds; call it within `loading`.

    Raises:
        EncoderError: it is of a kind that can't be exported.
    """
    from sentence_transformers import SentenceTransformer

    if folder.is_trained:
        base = load_from_disk(SentenceTransformer, folder, output_hidden_states=True).eval()
        bert: Any = base[0].model
        return with_reader(base, trained_weights(bert.state_dict()))
    multi = is_multi_vector(folder.path)
    model: Any = load_multi_vector(folder) if multi else load_from_disk(SentenceTransformer, folder)
    features = tensors(model.preprocess(["text"]))
    pipeline = Pipeline(model.eval(), list(features)).eval()
    with torch.inference_mode():
        vector, tokens = pipeline(*features.values())
    return TorchEncoder(
        model=model,
        pipeline=pipeline,
        dimension=vector.shape[-1],
        # A module after the pooling may make the vector smaller than the tokens'.
        token_dimension=tokens.shape[-1],
    )


def with_reader(model: "SentenceTransformer", weights: Mapping[str, Tensor]) -> TorchEncoder:
    """Add the trained projection and reader to a BERT that returns its hidden states.

    `weights` are named as `trained_weights` returns them; layers they do not name stay as they are.
    """
    bert: Any = model[0].model
    encoder, reads = part_of(weights, "encoder"), part_of(weights, "reader")
    reader = Reader(nn.ModuleList(deepcopy(list(bert.encoder.layer[APART:]))))
    own_tensors = {
        name: tensor for name, tensor in reads.items() if not name.startswith("encoder.layer.")
    }
    layers = {_of_reader(name): tensor for name, tensor in reads.items() if name not in own_tensors}
    scale = own_tensors.pop("state_scale")
    reader.load_state_dict({**reader.state_dict(), **own_tensors, **layers})
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
    """Return a tensor's name by the reader's numbering: "layers.0.x" for "encoder.layer.3.x"."""
    _, _, number, rest = name.split(".", 3)
    return f"layers.{int(number) - APART}.{rest}"
