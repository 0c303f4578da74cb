"""Where the indexes that are made for scoring are kept between runs."""

import hashlib
from pathlib import Path

KEPT_IN = Path(".playbook") / "relevance"  # out of the way of the index that people ask


def own_index(source: Path, kind: str = "") -> Path:
    """Return the folder that keeps a source's index between runs; each kind has its own.

    All of them share one exported encoder, which takes ten seconds and 90 MB to make.
    """
    place = source.resolve()
    mark = hashlib.sha256(str(place).encode()).hexdigest()[:8]
    index = KEPT_IN / "-".join(filter(None, (place.name, mark, kind)))
    share_encoders(index, KEPT_IN / "encoders")
    return index


def share_encoders(index: Path, encoders: Path) -> None:
    """Let an index keep its exported encoder in a folder that others use too."""
    encoders.mkdir(parents=True, exist_ok=True)
    index.mkdir(parents=True, exist_ok=True)
    link = index / "encoders"
    if not link.exists():
        link.unlink(missing_ok=True)
        link.symlink_to(encoders.resolve(), target_is_directory=True)
