"""What reading YAML can give besides plain data. It loads no YAML library, as `--help` must not."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Opaque:
    """A tagged value, which is never run: the tag, then every word of the value."""

    words: tuple[str, ...]


class PlainYamlError(Exception):
    """Raised when text is not plain YAML; `index` is where, in characters from the start."""

    def __init__(self, reason: str, index: int) -> None:
        """Keep the reason (one line) and the position."""
        super().__init__(reason)
        self.reason = reason
        self.index = index
