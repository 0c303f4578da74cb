"""States of sample passages: what they have in common, and how far their numbers go."""

from collections.abc import Sequence
from random import Random

import torch
from torch import Tensor

from index_builder.models.trained.network import STATE_TOP

from .candidates import JudgedCorpus
from .published import Published

CORPORA, PASSAGES = 20, 6  # handbooks, and passages of each, that are looked at
WINDOW = 254  # tokens of a passage that an index reads, besides [CLS] and [SEP]
# States are cut off at this many times the largest seen, since other texts may have larger ones.
# Chosen without a search.
ROOM = 1.25


def sample_states(published: Published, corpora: Sequence[JudgedCorpus], seed: int) -> Tensor:
    """Return the states of some passages of handbooks that are learnt from, shape (n, WIDTH)."""
    random = Random(seed)
    return torch.cat(
        [
            published.states(passage.embedded, WINDOW)
            for corpus in random.sample(list(corpora), min(CORPORA, len(corpora)))
            for passage in random.sample(corpus.passages, min(PASSAGES, len(corpus.passages)))
        ]
    )


def center_of(states: Tensor) -> Tensor:
    """Return the mean of states, shape (WIDTH,), as the file of weights rounds it."""
    return states.mean(0).half().float()


def scale_of(states: Tensor) -> Tensor:
    """Return what one step of a packed state is worth for each of its numbers, shape (WIDTH,).

    The scale is rounded as the file of weights rounds it, so that training reads what an index
    will.
    """
    return (states.abs().amax(0) * ROOM / STATE_TOP).half().float()
