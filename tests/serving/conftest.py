"""Servers to send requests to: of the real content, and of small pages that a test writes."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from assistant.serving.process import served

from .requests import Client


@pytest.fixture(scope="session")
def own_index(index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of content/, as a copy: a server leaves a file in it."""
    folder = tmp_path_factory.mktemp("served") / "index"
    shutil.copytree(index, folder, ignore=shutil.ignore_patterns("encoders", "cache"))
    (folder / "encoders").symlink_to(index / "encoders")
    return folder


@pytest.fixture(scope="session")
def content(own_index: Path) -> Iterator[Client]:
    """A server of content/."""
    with served(own_index, "127.0.0.1", 0) as address:
        yield Client(address)


Serve = Callable[[dict[str, str]], Client]


@pytest.fixture
def serve(farm: Path, build_farm: Callable[[], str], empty_index: Path) -> Iterator[Serve]:
    """Serve a folder of these files, indexed with the small model."""
    with ExitStack() as stack:

        def run(files: dict[str, str]) -> Client:
            shutil.rmtree(farm)
            for path, text in files.items():
                (farm / path).parent.mkdir(parents=True, exist_ok=True)
                (farm / path).write_text(text, encoding="utf-8")
            build_farm()
            return Client(stack.enter_context(served(empty_index, "127.0.0.1", 0)))

        yield run
