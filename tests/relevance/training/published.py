"""The published encoder that both trainings go on from, and what it makes of texts.

The encoder is not trained, so what it makes of a text is made once and kept. Texts go through one
at a time: in a batch the last bits would depend on a text's neighbours, and a training that was
interrupted would go on with other numbers than one that was not.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 (PyTorch's own name for it)

from index_builder.models.model_folder import PUBLISHED, find_model
from index_builder.models.onnx_export import loading
from index_builder.models.trained.network import APART, bert_layer

from .example import Span

KEPT_BYTES = 1_500_000_000  # of a training's texts, where it trains


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text's tokens with the special ones, and the characters each stands for."""

    ids: list[int]
    spans: list[Span]  # (0, 0) for a special token


class Published:
    """all-MiniLM-L6-v2 as it was published."""

    def __init__(self, device: torch.device) -> None:
        """Load it from this machine onto the device.

        Raises:
            EncoderError: it is not installed, not the published one, or can't be loaded.
        """
        from transformers import AutoModel

        model = find_model(PUBLISHED)
        with loading("encoder", model):
            bert: Any = AutoModel.from_pretrained(
                model.path, local_files_only=True, use_safetensors=True
            )
        bert.requires_grad_(False).eval()
        self.device = device
        self.weights: dict[str, Tensor] = bert.state_dict()
        self._embeddings = bert.embeddings.to(device)
        self._lower = bert.encoder.layer[:APART].to(device)
        self._upper = bert.encoder.layer[APART:].to(device)
        self._tokenizer = Tokenizer.from_file(str(model.path / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def upper_layers(self) -> nn.ModuleList:
        """Return a copy of the upper layers, to be trained."""
        return nn.ModuleList(deepcopy(list(self._upper))).requires_grad_(True)

    def tokens(self, text: str, most: int) -> Tokens:
        """Return the tokens of a text, at most so many besides [CLS] and [SEP]."""
        encoding = self._tokenizer.encode(text)  # both are at its ends
        ids, spans = encoding.ids, encoding.offsets
        return Tokens([*ids[:-1][: most + 1], ids[-1]], [*spans[:-1][: most + 1], spans[-1]])

    def states(self, text: str, most: int) -> Tensor:
        """Return the lower layers' states of a text, shape (t, WIDTH)."""
        return self._through(self._lower, self._embedded(text, most))[0]

    def vectors(self, text: str, most: int) -> Tensor:
        """Return the unit vectors of a text's tokens, shape (t, WIDTH)."""
        states = self._through(self._lower, self._embedded(text, most))
        return F.normalize(self._through(self._upper, states)[0], dim=-1)

    def _embedded(self, text: str, most: int) -> Tensor:
        ids = torch.tensor([self.tokens(text, most).ids], device=self.device)
        with torch.no_grad():
            given: Tensor = self._embeddings(input_ids=ids, token_type_ids=torch.zeros_like(ids))
        return given

    def _through(self, layers: Iterable[nn.Module], x: Tensor) -> Tensor:
        with torch.no_grad():
            for held in layers:
                x = bert_layer(held, x, None)
        return x


class Kept:
    """What is made of texts, packed, made when first needed; the oldest make room for the new."""

    def __init__(
        self,
        make: Callable[[str, int], Tensor],
        pack: Callable[[Tensor], Tensor],
        most_bytes: int = KEPT_BYTES,
    ) -> None:
        """Take the functions that make it, from a text and the most tokens to read, and pack it."""
        self._make, self._pack, self._room = make, pack, most_bytes
        self._kept: dict[tuple[str, int], Tensor] = {}

    def of(self, text: str, most: int) -> Tensor:
        """Return what is kept of a text, shape (t, WIDTH)."""
        held = self._kept.get((text, most))
        if held is None:
            held = self._pack(self._make(text, most))
            self._kept[text, most] = held
            self._room -= held.nbytes
            while self._room < 0 and len(self._kept) > 1:
                self._room += self._kept.pop(next(iter(self._kept))).nbytes
        return held


def padded(rows: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """Return rows of shape (t, d) as (n, longest, d), and the mask of what is not padding."""
    lengths = torch.tensor([len(held) for held in rows], device=rows[0].device)
    mask = torch.arange(int(lengths.max()), device=rows[0].device)[None] < lengths[:, None]
    return nn.utils.rnn.pad_sequence(list(rows), batch_first=True), mask


def fast(device: torch.device) -> AbstractContextManager[object]:
    """Run layers in half the bits where the device is made for it: on a GPU."""
    return torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda")
