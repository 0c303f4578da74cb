"""Golden files: texts for people, kept as they should look."""

from collections.abc import Iterable
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def same_as_golden(name: str, lines: Iterable[str]) -> None:
    """Compare lines with the file of that name; after a wanted change copy what pytest shows."""
    found = "".join(f"{line}\n" for line in lines)
    assert found == (GOLDEN / name).read_text(encoding="utf-8")
