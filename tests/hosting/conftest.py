"""A running process's hold on an index, and an index that may be spoilt."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assistant.hosting.following import Serving
from assistant.slack.metrics import IndexMetrics
from index_builder.index.generation import Generation

Serve = Callable[[Path], Serving]
Build = Callable[[], str]
LONG = 60  # seconds until a test gives up on what should take one


@dataclass
class Heard:
    """What `Serving` logged and told its listener, and a way to wait for it."""

    caplog: pytest.LogCaptureFixture
    changes: list[tuple[str, str]] = field(default_factory=list)
    said: threading.Condition = field(default_factory=threading.Condition)

    @property
    def refusals(self) -> list[str]:
        """The reasons why an index was refused, as the log has them."""
        return [
            str(record.args[0])
            for record in self.caplog.records
            if record.args and record.msg.startswith("index refused")
        ]

    def changed(self, old: Generation, new: Generation) -> None:
        with self.said:
            self.changes.append((old.name, new.name))
            self.said.notify_all()

    def wait_for(self, name: str) -> None:
        """Wait until the generation with this name took over."""
        with self.said:
            assert self.said.wait_for(lambda: [new for _, new in self.changes[-1:]] == [name], LONG)


@pytest.fixture
def heard(caplog: pytest.LogCaptureFixture) -> Heard:
    """What was logged and told."""
    return Heard(caplog)


@pytest.fixture
def serve(heard: Heard) -> Iterator[Callable[[Path], Serving]]:
    """Serve an index; it is looked at only when the test asks for it."""
    with ExitStack() as stack:

        def run(index: Path) -> Serving:
            return stack.enter_context(
                Serving(index, every=3600, changed=heard.changed, metrics=IndexMetrics())
            )

        yield run


@contextmanager
def kept(folder: Path) -> Iterator[None]:
    """Put a folder back as it was."""
    aside = folder.with_name(f"{folder.name}.kept")
    shutil.copytree(folder, aside)
    yield
    shutil.rmtree(folder, ignore_errors=True)
    aside.rename(folder)


@pytest.fixture
def own_encoders(empty_index: Path, small_encoders: Path) -> Path:
    """The index's encoders as a copy of its own, to spoil."""
    folder = empty_index / "encoders"
    folder.unlink()
    shutil.copytree(small_encoders, folder)
    return folder


def edit(farm: Path, meals: str) -> None:
    """Say in both pages how often animals eat."""
    (farm / "farm.md").write_text(f"# Goats\n\nGoats eat hay {meals} times.\n", "utf-8")
    (farm / "bees.md").write_text(f"# Bees\n\nBees eat honey {meals} times.\n", "utf-8")


def metric(serving: Serving, name: str, /, **labels: str) -> float:
    return serving.metrics.registry.get_sample_value(name, labels) or 0.0


def flip_a_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(data)


def serve_an_older(farm: Path, index: Path, build_farm: Build, serve: Serve) -> Serving:
    """Serve a generation, then publish another one that is not looked at yet."""
    build_farm()
    serving = serve(index)
    edit(farm, "7")
    build_farm()
    return serving
