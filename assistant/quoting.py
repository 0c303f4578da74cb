"""Which sentences of a passage answer: chosen by place in the source, never rewritten."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.answerability import token_weights
from index_builder.embedding import QueryEmbedding
from index_builder.generation import Generation
from index_builder.passage import Passage, Sentence

# A sentence is marked too where it matches nearly as well as the best one; the share is the one
# at which most of the judged quotes are covered and most of what is marked is in them
# (DECISIONS.md, "What is marked").
NEARLY = 0.9


def sentence_scores(
    generation: Generation, asked: QueryEmbedding, question: str, row: int
) -> list[float]:
    """Return how well each sentence of a passage matches the question, token by token."""
    passage = generation.passages[row]
    weights = np.array(token_weights(generation.lexical, question, asked.spans))
    cosines = asked.tokens @ generation.tokens.of(row).T
    scores = []
    for inside in _token_masks(generation, passage):
        best = cosines[:, inside].max(axis=1) if inside.any() else np.zeros(len(asked.spans))
        scores.append(float((best * weights).sum() / weights.sum() if weights.sum() else best.mean()))
    return scores


def _token_masks(generation: Generation, passage: Passage) -> list[np.ndarray]:
    encoder = generation.encoder
    prompt = encoder.document_prompt
    offsets = np.array(encoder.tokenizer.encode(prompt + passage.embedded).offsets)
    at = len(prompt) + len(passage.embedded) - len(passage.text)
    masks = []
    for held in passage.sentences:
        at = (prompt + passage.embedded).find(held.text, at)
        masks.append((offsets[:, 0] >= at) & (offsets[:, 1] <= at + len(held.text)) & (offsets[:, 1] > offsets[:, 0]))
        at += len(held.text)
    return masks
