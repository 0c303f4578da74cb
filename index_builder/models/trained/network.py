"""The reader's network, which continues from the published encoder's lower layers.

The first APART layers of all-MiniLM-L6-v2 read every text by itself. Their output, the states,
goes into the encoder's own upper layers, which make its vectors, and into the reader's layers,
which were trained from those and read question and passage together. So a passage's states are
made once, when it is indexed, and reading costs half as much as a cross-encoder (MacAvaney et al.,
"Efficient Document Re-Ranking for Transformers by Precomputing Term Representations", SIGIR 2020).
"""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 (PyTorch's own name for it)

APART = 3  # of the six layers
WIDTH, HEADS = 384, 12
STATE_TOP = 127  # the largest number of a packed state


def bert_layer(layer: Any, x: Tensor, seen: Tensor | None, dropout: float = 0.0) -> Tensor:
    """Return what a BertLayer makes of states x, shape (n, t, WIDTH).

    `seen` is (n, 1, 1, t), False for padding; None if there is no padding. The layer is written
    out here, since transformers' own signature changes between releases.
    """
    n, t, width = x.shape

    def split(y: Tensor) -> Tensor:
        return y.view(n, t, HEADS, width // HEADS).transpose(1, 2)

    attention, output = layer.attention, layer.output
    query, key, value = (
        split(part(x)) for part in (attention.self.query, attention.self.key, attention.self.value)
    )
    mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=seen)
    mixed = attention.output.dense(mixed.transpose(1, 2).reshape(n, t, width))
    x = attention.output.LayerNorm(F.dropout(mixed, dropout, dropout > 0) + x)
    inner = output.dense(F.gelu(layer.intermediate.dense(x)))
    states: Tensor = output.LayerNorm(F.dropout(inner, dropout, dropout > 0) + x)
    return states


def pack_states(states: Tensor, scale: Tensor) -> Tensor:
    """Return states in eight bits; `scale`, shape (WIDTH,), is what one step is worth."""
    return torch.clamp(torch.round(states / scale), -STATE_TOP, STATE_TOP).to(torch.int8)


class Reader(nn.Module):
    """States of a question and of a passage -> whether it answers, and with which tokens.

    Each token gets its similarity to the most similar token of the other side, and the logit starts
    from the mean and the least of these over the question: otherwise the upper layers would first
    have to learn to compare, which takes more questions. `center`, the mean of all states, is
    subtracted before they are compared, since they share much of it.
    """

    center: Tensor

    def __init__(self, layers: nn.ModuleList) -> None:
        """Take the upper layers: BertLayers APART to the last."""
        super().__init__()
        self.layers = layers
        self.segment = nn.Embedding(2, WIDTH)
        self.dense, self.score = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, 1)
        self.token = nn.Linear(WIDTH, 1)
        self.alike = nn.Embedding(2, WIDTH)
        self.skip = nn.Linear(2, 1)
        self.register_buffer("center", torch.zeros(WIDTH))
        self.dropout = 0.0
        nn.init.zeros_(self.segment.weight)
        nn.init.normal_(self.alike.weight, std=0.05)
        with torch.no_grad():  # an untrained reader ranks by similarity
            self.skip.weight.copy_(torch.tensor([[10.0, 0.0]]))
            self.skip.bias.fill_(-5.0)

    def forward(
        self,
        question: Tensor,
        passage: Tensor,
        question_mask: Tensor | None = None,
        passage_mask: Tensor | None = None,
    ) -> tuple[Tensor, Tensor]:
        """Return logits (n,), and one for each token of the passage (n, p).

        It takes states (n, q, WIDTH) and (n, p, WIDTH); masks are 1 for tokens, 0 for padding.
        """
        to_passage, to_question = self._likeness(question, passage, question_mask, passage_mask)
        asked = question + self.segment.weight[0] + _factor(to_passage) * self.alike.weight[0]
        read = passage + self.segment.weight[1] + _factor(to_question) * self.alike.weight[1]
        x = torch.cat([asked, read], 1)
        seen = None
        if question_mask is not None and passage_mask is not None:
            seen = torch.cat([question_mask, passage_mask], 1)[:, None, None, :].bool()
        for upper_layer in self.layers:
            x = bert_layer(upper_layer, x, seen, self.dropout if self.training else 0.0)
        asked, read = x[:, : question.shape[1]], x[:, question.shape[1] :]
        logit = self.score(torch.tanh(self.dense(_mean(asked, question_mask))))
        logit = logit + self.skip(_mean_and_least(to_passage, question_mask))
        return logit.squeeze(-1), self.token(read).squeeze(-1)

    def _likeness(
        self,
        question: Tensor,
        passage: Tensor,
        question_mask: Tensor | None,
        passage_mask: Tensor | None,
    ) -> tuple[Tensor, Tensor]:
        """Return each token's best cosine with the other side's: (n, q) and (n, p)."""
        asked = F.normalize(question - self.center, dim=-1)
        read = F.normalize(passage - self.center, dim=-1)
        cosines = asked @ read.transpose(1, 2)
        if question_mask is None or passage_mask is None:
            return cosines.amax(2), cosines.amax(1)
        return (
            cosines.masked_fill(passage_mask[:, None, :] < 0.5, -1).amax(2),
            cosines.masked_fill(question_mask[:, :, None] < 0.5, -1).amax(1),
        )


def _factor(cosines: Tensor) -> Tensor:
    """Return the best cosines of tokens, shape (n, t), as factors around 0: (n, t, 1)."""
    return (4 * cosines - 2)[..., None]


def _mean(states: Tensor, mask: Tensor | None) -> Tensor:
    """Return the mean over the tokens of states (n, t, d): (n, d)."""
    if mask is None:
        return states.mean(1)
    weights = mask[..., None].to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1)


def _mean_and_least(cosines: Tensor, mask: Tensor | None) -> Tensor:
    """Return mean and least over the tokens of (n, t): (n, 2)."""
    if mask is None:
        return torch.stack([cosines.mean(1), cosines.amin(1)], 1)
    mean = (cosines * mask).sum(1) / mask.sum(1)
    return torch.stack([mean, cosines.masked_fill(mask < 0.5, 1).amin(1)], 1)


class PackedReader(nn.Module):
    """The reader over packed states of one pair, as it is exported."""

    scale: Tensor

    def __init__(self, reader: Reader, scale: Tensor) -> None:
        """Take the reader and what one step of a packed state is worth, shape (WIDTH,)."""
        super().__init__()
        self.reader = reader
        self.register_buffer("scale", scale)

    def forward(self, question: Tensor, passage: Tensor) -> tuple[Tensor, Tensor]:
        """Take int8 states (1, q, WIDTH) and (1, p, WIDTH); see `Reader.forward`."""
        logits, tokens = self.reader(question.float() * self.scale, passage.float() * self.scale)
        return logits, tokens


def part_of(weights: Mapping[str, Tensor], part: str) -> dict[str, Tensor]:
    """Return the tensors of "encoder" or "reader", by their names within it."""
    first = f"{part}."
    return {
        name.removeprefix(first): tensor
        for name, tensor in weights.items()
        if name.startswith(first)
    }
