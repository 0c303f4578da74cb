"""Indexes that are wrong although all their checksums agree."""

import dataclasses
import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from index_builder.index.generation import MANIFEST, open_current
from index_builder.index.layout import POINTER, published_names


def forge(
    index: Path,
    files: Mapping[str, bytes] | None = None,
    listed: Mapping[str, str] | None = None,
    **manifest: object,
) -> None:
    """Replace files and manifest fields of the current generation, and mend the checksums."""
    generation = open_current(index)
    folder = index / "generations" / published_names(index)[0]
    files = files or {}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    forged = dataclasses.replace(
        generation.manifest, files={**(listed or generation.manifest.files), **digests}, **manifest
    )
    (folder / MANIFEST).write_bytes(forged.to_bytes())
    shutil.move(folder, folder.with_name(forged.generation))
    (index / POINTER).write_text(json.dumps({"generations": [forged.generation]}))
