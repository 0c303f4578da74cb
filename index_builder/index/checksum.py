"""SHA-256 of files, texts and lists of files, as hex digits."""

import hashlib
from collections.abc import Mapping
from pathlib import Path


def file_sha256(path: Path) -> str:
    """Return a file's checksum, read piece by piece.

    Raises:
        OSError: it can't be read.
    """
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def text_sha256(text: str) -> str:
    """Return the checksum of a text's UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def list_sha256(checksums: Mapping[str, str]) -> str:
    """Return the checksum of a list of names and their checksums, as sha256sum prints it."""
    return text_sha256("".join(f"{digest}  {name}\n" for name, digest in checksums.items()))
