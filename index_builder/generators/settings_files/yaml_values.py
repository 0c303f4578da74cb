"""What reading YAML can give besides plain data. It loads no YAML library, as `--help` must not."""

from dataclasses import dataclass
from typing import Literal

Fault = Literal["broken", "no mapping", "more than data"]
"""What is wrong with YAML: no program reads it, it has no keys, or only this one refuses it."""


@dataclass(frozen=True, slots=True)
class Opaque:
    """A tagged value, which is never run."""

    words: tuple[str, ...]  # the tag, then every word of the value
    parts: tuple[str, ...] = ()  # the tag, then every single value as it is written
    line: int = 0  # 1-based, in the file


class PlainYamlError(Exception):
    """Raised when text is not plain YAML; `index` is where, in characters from the start."""

    def __init__(self, reason: str, index: int, kind: Fault = "broken") -> None:
        """Keep the reason (one line), the position and what is wrong."""
        super().__init__(reason)
        self.reason = reason
        self.index = index
        self.kind = kind
