"""The reader as an index carries it: it says whether a passage answers, and with which tokens.

It lies beside the encoder from whose states it continues.
"""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

READER_GRAPH = "reader.onnx"
READER_INPUTS = ("question", "passage")  # of the graph: packed states
READER_OUTPUTS = ("logit", "tokens")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the reader makes of one question and one passage."""

    logit: float  # above 0: more likely an answer than not; comparable between questions
    # Shape (tokens of the passage,): softmax's logits of answering. Two readings are compared by
    # their logit alone.
    tokens: NDArray[np.float32] = field(compare=False)


@dataclass(frozen=True, kw_only=True)
class ExportedReader:
    """An exported reader; its graph lies at `path`, and the encoder's description has its hash."""

    path: Path

    def read(self, question: NDArray[np.int8], passage: NDArray[np.int8]) -> Reading:
        """Read a passage for a question; both as packed states, shape (tokens, s).

        One pair at a time, so that the result depends on nothing else.
        """
        feeds = dict(zip(READER_INPUTS, (question[None], passage[None]), strict=True))
        logits, tokens = self._session.run(list(READER_OUTPUTS), feeds)
        return Reading(logit=float(logits[0]), tokens=tokens[0])

    @cached_property
    def _session(self) -> "InferenceSession":
        from index_builder.index.exported_model import onnx_session

        return onnx_session(self.path)
