"""What decides an index's bytes besides the pages: our code and the libraries under it.

The manifest records both, so that unchanged content is built again once code or libraries change.
"""

import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from index_builder.index.checksum import file_sha256, list_sha256

# Libraries whose results end up in the bytes; those that only export a model show in its checksum.
EMBEDDING = ("numpy", "onnxruntime", "tokenizers")
_PACKAGES = (*EMBEDDING, "PyStemmer", "PyYAML", "bm25s", "faiss-cpu", "markdown-it-py",
             "mdit-py-plugins")  # fmt: skip

# The code that decides the bytes, by its path in this package: a whole folder, or a file.
DECISIVE = (
    "generators", "learning", "models", "reading", "rendering", "splitting",
    *(f"building/{name}.py" for name in (
        "builder", "cut_cache", "derived_files", "embedding_cache", "page_dates", "provenance",
        "repository_links")),
    *(f"index/{name}.py" for name in (
        "checksum", "embedding", "exported_encoder", "exported_model", "exported_reader",
        "exported_reranker", "function_words", "generation", "inflection", "layout",
        "learned_vocabulary", "lexical", "manifest", "page_words", "passage", "passage_lines",
        "rendered_page", "repository", "searchable_page", "vectors")),
    "storage/publishing.py",
)  # fmt: skip
# What a build calls too, though it decides no byte of what is published.
BESIDE = (
    "building/build_report.py",
    *(f"index/{name}.py" for name in (
        "addressing", "calibration", "changes", "errors", "file_lock", "printable",
        "served_address")),
    *(f"storage/{name}.py" for name in ("cache", "durable", "writer_lock")),
)  # fmt: skip


@cache
def made_with() -> dict[str, str]:
    """Return the version of Python and of each library, and under "code" a hash of our code.

    It is a hash rather than our package's version, so that nobody has to remember to raise that.
    """
    python = ".".join(map(str, sys.version_info[:3]))
    return {"code": _code(Path(__file__).parents[1]), "python": python, **versions(_PACKAGES)}


def versions(packages: tuple[str, ...]) -> dict[str, str]:
    """Return the installed version of each package; "" if it is not installed as a package."""
    return {name: _version(name) for name in packages}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _code(package: Path) -> str:
    """Return 16 hex digits of the sha256 over the sources that decide bytes, with their paths."""
    files = sorted(set(_sources(package)))
    checksums = {file.relative_to(package).as_posix(): file_sha256(file) for file in files}
    return list_sha256(checksums)[:16]


def _sources(package: Path) -> Iterator[Path]:
    for place in DECISIVE:
        yield from [package / place] if place.endswith(".py") else (package / place).rglob("*.py")
