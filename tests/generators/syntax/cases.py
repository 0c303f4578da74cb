"""Pages in golden files: "@@ " and a title, then the page, up to the next title."""

from dataclasses import dataclass
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One page; its name is fit for a file."""

    name: str
    title: str
    markdown: str


def read_cases(file: str) -> list[Case]:
    """Return the pages of a golden file."""
    parts = f"\n{(GOLDEN / file).read_text('utf-8')}".split("\n@@ ")[1:]
    return [
        Case(name=f"case{number:02}", title=title, markdown=markdown + "\n")
        for number, (title, _, markdown) in enumerate((part.partition("\n") for part in parts), 1)
    ]
