"""Where things lie in an index folder, and which generations it has published.

It imports little and reads little, because a running bot looks often.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path

from index_builder.index.errors import IndexMissing, IndexRefused

POINTER = "current"
GENERATIONS = "generations"
ENCODERS, RERANKERS, CACHE = "encoders", "rerankers", "cache"
KEEP = 3  # generations, the current one included: a reader may still be opening an old one
NAME = re.compile("[0-9a-f]{16}")  # of a generation


def published_names(index: Path) -> list[str]:
    """Return the names of the published generations, current one first; empty without an index.

    Raises:
        IndexRefused: the pointer can't be read, or names something other than generations.
    """
    path = index / POINTER
    try:
        pointer = json.loads(path.read_bytes())
        names = [str(name) for name in pointer["generations"]]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise IndexRefused(f"{path}: {error.strerror}; check its permissions") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise IndexRefused(
            f"{path} can't be read ({error}); run `playbook index` to build it again"
        ) from error
    if not all(NAME.fullmatch(name) for name in names):
        raise IndexRefused(
            f"{path} names no generation of ours; run `playbook index` to build it again"
        )
    return names


def existing_generations(index: Path) -> list[str]:
    """Return what `published_names` does, but never an empty list.

    Raises:
        IndexMissing: nothing has been published.
        IndexRefused: the pointer is damaged.
    """
    names = published_names(index)
    if not names:
        raise IndexMissing(
            f"no index in {index}; run `playbook index CONTENT --index {index}` to build it"
        )
    return names


def generation_named(index: Path, names: Sequence[str], prefix: str) -> str:
    """Return the one generation among `names` that starts with `prefix`.

    Raises:
        IndexMissing: none does, or several do.
    """
    matching = [name for name in names if name.startswith(prefix)]
    if len(matching) != 1:
        raise IndexMissing(
            f"{len(matching)} generations in {index} start with {prefix}: name one of "
            f"{', '.join(names)}"
        )
    return matching[0]


def published_names_or_empty(index: Path) -> list[str]:
    """Return the published generations; empty if the pointer is damaged and will be replaced."""
    try:
        return published_names(index)
    except IndexRefused:
        return []


def pointing_to(names: Sequence[str]) -> bytes:
    """Return the pointer's contents; the first name is the current generation's."""
    return json.dumps({"generations": list(names)}).encode() + b"\n"
