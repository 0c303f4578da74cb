"""The reader's training: which passage answers, if any does, and with which tokens.

All passages of a question and "none" compete in a softmax. Each passage is also judged by itself,
so that a logit means the same for every question. In a passage that answers, the reader is to mark
the tokens of the answer's sentences.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 (PyTorch's own name for it)

from index_builder.models.trained.network import Reader, pack_states

from .course import DECAY, Course, Group
from .example import Answer
from .order import Asked, reader_order
from .published import Kept, Published, fast, padded
from .reading_part import is_inside, reading_part
from .rows import Examples
from .state_sample import center_of, sample_states, scale_of

STEPS = 1600
RATE, RATE_OF_NEW = 2e-4, 8e-4  # of the encoder's own layers; of what it had not
WARMING, FALLING = 0.04, 0.5
DROPOUT = 0.1
OF_ALONE, OF_MARKS = 0.5, 0.3  # what the two other losses count
QUESTION_TOKENS, PASSAGE_TOKENS = 46, 210  # besides [CLS] and [SEP]
TOGETHER = 10  # pairs that go through the layers at once

SCALE = "state_scale"  # what the scale of packed states is called beside the weights
_NEW = ("segment.", "dense.", "score.", "token.", "alike.", "skip.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A question and a passage."""

    asked: int  # which question of the batch
    question: str
    passage: str
    places: tuple[int, ...]  # the tokens of the passage that are read
    answers: bool
    marked: tuple[bool, ...]  # which of them are the answer's; none where that is not known


def reader_course(
    examples: Examples,
    published: Published,
    steps: int,
    seed: int,
    change: Callable[[nn.ModuleList], nn.ModuleList] | None = None,
) -> Course[Sequence[Asked]]:
    """Return the reader's training, ready to be run.

    `change` makes other layers of the encoder's upper ones, to try a reader of another size.
    """
    torch.manual_seed(seed)
    states = sample_states(published, examples.corpora, seed)
    scale = scale_of(states)
    layers = published.upper_layers()
    reader = Reader(change(layers) if change else layers)
    reader.center.copy_(center_of(states))
    reader.dropout = DROPOUT
    reader.to(published.device)
    learning = _Learning(reader, published, scale)
    return Course(
        name="reader",
        module=reader,
        groups=_groups(reader),
        order=reader_order(examples.judged, examples.mined, steps, seed),
        loss=learning.loss,
        steps=steps,
        warming=WARMING,
        falling=FALLING,
        made_of={"seed": seed, "steps": steps, "examples": examples.digest},
        extra={SCALE: scale.cpu()},
    )


def _groups(reader: Reader) -> list[Group]:
    named = [(name, held) for name, held in reader.named_parameters() if held.requires_grad]
    own = [held for name, held in named if not name.startswith(_NEW)]
    return [
        Group(weights=[held for name, held in named if name.startswith(_NEW)], rate=RATE_OF_NEW),
        Group(weights=[held for held in own if held.dim() > 1], rate=RATE, decay=DECAY),
        Group(weights=[held for held in own if held.dim() == 1], rate=RATE),
    ]


class _Learning:
    """The loss of the reader's reading of a batch."""

    def __init__(self, reader: Reader, published: Published, scale: Tensor) -> None:
        self._reader, self._published, self._scale = reader, published, scale
        self._states = Kept(published.states, lambda states: pack_states(states, scale))

    def loss(self, batch: Sequence[Asked]) -> Tensor:
        pairs = list(self._pairs(batch))
        logits, tokens = self._read(pairs)
        answers = torch.tensor([held.answers for held in pairs], device=logits.device)
        asked = torch.tensor([held.asked for held in pairs], device=logits.device)
        none = logits.new_zeros(())
        chosen = sum(
            (_of_question(logits[asked == at], answers[asked == at]) for at in range(len(batch))),
            start=none,
        )
        alone = F.binary_cross_entropy_with_logits(logits, answers.float())
        marks = sum(
            (_of_marks(held.marked, given) for held, given in zip(pairs, tokens, strict=True)),
            start=none,
        )
        return chosen / len(batch) + OF_ALONE * alone + OF_MARKS * marks / len(batch)

    def _pairs(self, batch: Sequence[Asked]) -> Iterator[Pair]:
        for at, held in enumerate(batch):
            random = Random(held.chance)
            for passage, answers in (
                *((answer, True) for answer in held.answers),
                *((Answer(text=text), False) for text in held.others),
            ):
                spans = self._published.tokens(passage.text, PASSAGE_TOKENS).spans
                places = reading_part(spans, passage.spans, random)
                yield Pair(
                    asked=at,
                    question=held.question,
                    passage=passage.text,
                    places=tuple(places),
                    answers=answers,
                    marked=tuple(is_inside(spans[place], passage.spans) for place in places),
                )

    def _read(self, pairs: Sequence[Pair]) -> tuple[Tensor, list[Tensor]]:
        """Return each pair's logit, shape (pairs,), and those of its passage's tokens."""
        logits: dict[int, Tensor] = {}
        tokens: dict[int, Tensor] = {}
        by_length = sorted(range(len(pairs)), key=lambda at: len(pairs[at].places))
        for first in range(0, len(pairs), TOGETHER):
            rows = by_length[first : first + TOGETHER]
            asked, asked_mask = padded(
                [self._states.of(pairs[at].question, QUESTION_TOKENS) for at in rows]
            )
            read, read_mask = padded(
                [
                    self._states.of(pairs[at].passage, PASSAGE_TOKENS)[list(pairs[at].places)]
                    for at in rows
                ]
            )
            with fast(self._published.device):
                answers, marks = self._reader(
                    asked.float() * self._scale, read.float() * self._scale, asked_mask, read_mask
                )
            for place, at in enumerate(rows):
                logits[at] = answers[place].float()
                tokens[at] = marks[place, : len(pairs[at].places)].float()
        everyone = range(len(pairs))
        return torch.stack([logits[at] for at in everyone]), [tokens[at] for at in everyone]


def _of_question(logits: Tensor, answers: Tensor) -> Tensor:
    """Return the loss of how one question's passages and "none", of logit 0, compare."""
    none = logits.new_zeros(1)
    right = logits[answers] if bool(answers.any()) else none
    return torch.logsumexp(torch.cat([logits, none]), 0) - torch.logsumexp(right, 0)


def _of_marks(marked: Sequence[bool], logits: Tensor) -> Tensor:
    """Return how far a passage's tokens are from marking the answer's; 0 where there are none."""
    if not any(marked):
        return logits.new_zeros(())
    inside = torch.tensor(marked, device=logits.device)
    return torch.logsumexp(logits, 0) - torch.logsumexp(logits[inside], 0)
