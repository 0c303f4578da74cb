"""The reranker as an index carries it: a cross-encoder that reads question and passage together."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np

from index_builder.index.errors import IndexRefused
from index_builder.index.exported_model import ExportedModel, model_fields, sealed_description
from index_builder.index.manifest import RerankerReference

FORMAT = 2
GRAPH, DESCRIPTION = "reranker.onnx", "reranker.json"
OUTPUT = "logit"  # of the graph: one number a pair


@dataclass(frozen=True, kw_only=True)
class ExportedReranker(ExportedModel):
    """An exported cross-encoder; its files are read, and checked, when they are first needed."""

    graph: ClassVar[str] = GRAPH

    def logit(self, question: str, text: str) -> float:
        """Return how well a text answers a question; any number, the higher the better.

        The longer of the two is cut at the window. One pair at a time, so that the score depends
        on nothing else.
        """
        (logits,) = self.run(self.tokenizer.encode(question, text), OUTPUT)
        return float(logits[0])

    def score(self, question: str, text: str) -> float:
        """Return the logistic function of the logit, 0 to 1: the same scale for all rerankers.

        Models are saved with or without it (sentence-transformers' `activation_fn`); it does not
        change the order. Double precision keeps good passages from all coming out as 1.
        """
        return float((1 + np.tanh(self.logit(question, text) / 2)) / 2)


def read_reranker(folder: Path, name: str) -> ExportedReranker:
    """Return the reranker exported into `folder`; `name` is what it is called.

    Raises:
        IndexRefused: it is missing, or its description is damaged or of another version.
    """
    with sealed_description(folder / DESCRIPTION, FORMAT) as fields:
        return ExportedReranker(**model_fields(fields, folder, name))


def open_reranker(rerankers: Path, wanted: RerankerReference | None) -> ExportedReranker | None:
    """Return the reranker that a manifest refers to; None if it names none.

    Raises:
        IndexRefused: it is not under `rerankers`, or is damaged, or is another reranker.
    """
    if wanted is None:
        return None
    folder = rerankers / wanted.fingerprint[:16]
    reranker = read_reranker(folder, wanted.name)
    if reranker.fingerprint != wanted.fingerprint:
        raise IndexRefused(
            f"{folder} is not the reranker the index was built with; "
            "run `playbook index` to build it again"
        )
    return reranker
