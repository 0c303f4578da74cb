"""Every judged message looked up in its own handbook, whose index is built once and kept."""

import os
from collections.abc import Iterator
from pathlib import Path

from index_builder.building.builder import BuildOptions
from index_builder.building.command import build_with_progress
from index_builder.index.generation import open_current

from .judged import Looked, handbook, looked_up, sets

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("PLAYBOOK_SHARED", ROOT.parent / "shared"))
INDEXES = ROOT / ".manners"  # ignored by git


def lookups(say=print) -> Iterator[tuple[str, list[Looked]]]:
    """Yield each set whose handbook is at hand, by name, with its messages looked up."""
    for name, messages in sets().items():
        pages = handbook(name, SHARED)
        if not pages.is_dir():
            say(f"{name}: left out, {pages} is absent")
            continue
        index = INDEXES / pages.name
        build_with_progress(BuildOptions(content=pages, index=index))
        generation = open_current(index)
        yield name, [looked_up(message, generation) for message in messages]
