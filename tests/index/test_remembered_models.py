"""A model's files are read through once, and again only if one was touched since."""

import os
import shutil
import time
from pathlib import Path

import pytest

from index_builder.models import model_folder
from index_builder.models.model_folder import find_model
from index_builder.storage.cache import Cache


@pytest.fixture
def model(small_model: Path, tmp_path: Path, monkeypatch) -> Path:
    """A copy of the small model, old enough to be remembered."""
    monkeypatch.setattr(model_folder, "_FRESH_NS", -1)
    return Path(shutil.copytree(small_model, tmp_path / "model"))


def refuse(_: Path) -> str:
    raise AssertionError("it was read through")


def test_untouched_files_are_not_read_again(model: Path, tmp_path: Path, monkeypatch):
    """The fingerprint is the remembered one, and the same as without a memory."""
    cache = Cache(tmp_path / "cache")
    first = find_model(str(model), cache=cache)
    assert first == find_model(str(model))
    monkeypatch.setattr(model_folder, "file_sha256", refuse)
    assert find_model(str(model), cache=cache) == first


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "1_Pooling/config.json"])
def test_a_change_that_hides_is_noticed(model: Path, tmp_path: Path, name: str):
    """Same size, and the modification time set back: the system's own change time tells."""
    cache = Cache(tmp_path / "cache")
    first = find_model(str(model), cache=cache)
    file = model / name
    before = file.stat()
    data = bytearray(file.read_bytes())
    data[-2] ^= 1
    with file.open("r+b") as opened:
        opened.write(data)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = file.stat()
    assert (after.st_size, after.st_mtime_ns, after.st_ino) == (
        (before.st_size, before.st_mtime_ns, before.st_ino)
    )
    assert find_model(str(model), cache=cache).fingerprint != first.fingerprint


def test_a_file_added_or_gone_is_noticed(model: Path, tmp_path: Path):
    """What is remembered is the whole folder."""
    cache = Cache(tmp_path / "cache")
    first = find_model(str(model), cache=cache)
    (model / "more.json").write_text("{}", encoding="utf-8")
    assert find_model(str(model), cache=cache).fingerprint != first.fingerprint
    (model / "more.json").unlink()
    assert find_model(str(model), cache=cache) == first


def test_what_is_too_fresh_is_not_remembered(model: Path, tmp_path: Path, monkeypatch):
    """Two changes within one clock tick have the same time, so a fresh file is read each time."""
    monkeypatch.setattr(model_folder, "_FRESH_NS", 3_600_000_000_000)
    cache = Cache(tmp_path / "cache")
    find_model(str(model), cache=cache)
    assert list(tmp_path.glob("cache/*")) == []


def test_a_clock_set_back_is_not_trusted(model: Path, tmp_path: Path, monkeypatch):
    """Files from the future are treated like fresh ones."""
    monkeypatch.setattr(model_folder, "_FRESH_NS", 0)
    now = time.time_ns()
    monkeypatch.setattr(model_folder.time, "time_ns", lambda: now - 10**12)
    find_model(str(model), cache=Cache(tmp_path / "cache"))
    assert list(tmp_path.glob("cache/*")) == []
