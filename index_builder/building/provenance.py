"""What turns pages into an index's bytes besides the pages: this code and the libraries under it.

A manifest names it, so that a build whose content is unchanged is still made anew where the way of
making it is not the one that made what is there.
"""

import hashlib
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

# Those whose results reach the bytes; what only exports an encoder shows in the export's checksum.
EMBEDDING = ("numpy", "onnxruntime", "tokenizers")
_PACKAGES = (*EMBEDDING, "PyStemmer", "PyYAML", "bm25s", "faiss-cpu", "markdown-it-py",
             "mdit-py-plugins")  # fmt: skip


@cache
def made_with() -> dict[str, str]:
    """Return the version of Python and of each library, and under "code" a hash of this package.

    A hash and not the package's version: whoever changes a rule need not remember to count.
    """
    python = ".".join(map(str, sys.version_info[:3]))
    return {"code": _code(Path(__file__).parent), "python": python, **versions(_PACKAGES)}


def versions(packages: tuple[str, ...]) -> dict[str, str]:
    """Return the installed version of each package; "" where it is not installed as one."""
    return {name: _version(name) for name in packages}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _code(package: Path) -> str:
    """Return 16 hex digits of the sha256 over the package's sources, their paths included."""
    total = hashlib.sha256()
    for file in sorted(package.rglob("*.py")):
        held = hashlib.sha256(file.read_bytes()).hexdigest()
        total.update(f"{held}  {file.relative_to(package).as_posix()}\n".encode())
    return total.hexdigest()[:16]
