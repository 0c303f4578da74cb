"""What many tests share: one index of the real content, a small model, the command as a process."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings
from made_once import made_once
from surroundings import CONTENT, ROOT, SITE_URL, environment

# As the command does. Threads of several workers only wait for each other; libraries read it when
# they are loaded.
for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(name, "1")

# No test asserts a time: a loaded machine makes no example wrong.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

FARM = """\
---
title: Farm handbook
---
Everything about the farm.

## Feeding the goats

Goats eat hay twice a day. A goat that will not eat needs the vet.

## Milking

1. Wash your hands.
2. Warm the udder.

Milk the goats at dawn \N{EM DASH} never at noon.
"""
BEES = """\
---
title: Bees
---
## Swarms

When the bees swarm, close the windows and call the beekeeper.
"""


class Playbook(Protocol):
    """Runs the command as a process of its own."""

    def __call__(
        self,
        *arguments: str | Path | bytes,
        stdin: bytes = b"",
        folder: Path = ROOT,
        env: Mapping[str, str] = ...,
    ) -> subprocess.CompletedProcess[bytes]:
        """Return its status, standard output and standard error."""


@pytest.fixture(scope="session")
def playbook() -> Playbook:
    """`playbook ARGUMENTS…`, run as users run it."""

    def run(
        *arguments: str | Path | bytes,
        stdin: bytes = b"",
        folder: Path = ROOT,
        env: Mapping[str, str] = {},
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "assistant", *arguments],
            cwd=folder,
            env=environment(**env),
            input=stdin,
            capture_output=True,
            timeout=300,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One index of content/ by the default encoder; read it, never write it."""
    from index_builder.building.builder import BuildOptions, build
    from index_builder.reading.site_options import SiteOptions

    def make(folder: Path) -> None:
        site = SiteOptions(site_url=SITE_URL)
        report = build(BuildOptions(content=CONTENT, index=folder, site=site))
        assert not report.failures

    return made_once(tmp_path_factory, "index", make)


@pytest.fixture(scope="session")
def encoders(index: Path) -> Path:
    """The default encoder, exported once for all tests; link to it as an index's encoders/."""
    return index / "encoders"


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model of random weights: quick, with prompts, CLS pooling."""
    from small_model import save_small_model

    def make(folder: Path) -> None:
        save_small_model(folder / "small", f"{FARM} {BEES}")

    return made_once(tmp_path_factory, "models", make) / "small"


@pytest.fixture(scope="session")
def small_encoders(small_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small model, exported once for all tests."""
    from index_builder.models.encoder import Encoder

    def make(folder: Path) -> None:
        assert Encoder.find(str(small_model), folder).exported.dimension

    return made_once(tmp_path_factory, "small-encoders", make)


@pytest.fixture
def farm(tmp_path: Path) -> Path:
    """A small content folder to edit."""
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "farm.md").write_text(FARM, encoding="utf-8")
    (folder / "bees.md").write_text(BEES, encoding="utf-8")
    return folder


@pytest.fixture
def empty_index(small_encoders: Path, tmp_path: Path) -> Path:
    """An index folder without a generation, the small encoder in it."""
    folder = tmp_path / "index"
    folder.mkdir()
    (folder / "encoders").symlink_to(small_encoders)
    return folder


@pytest.fixture
def build_farm(farm: Path, empty_index: Path, small_model: Path) -> Callable[[], str]:
    """Build `farm` into `empty_index` with the small model; gives the generation's name."""
    from index_builder.building.builder import BuildOptions, build

    def run() -> str:
        options = BuildOptions(content=farm, index=empty_index, encoder=str(small_model))
        return build(options).generation

    return run


@pytest.fixture
def farm_index(build_farm: Callable[[], str], empty_index: Path) -> Path:
    """An index of `farm` by the small model."""
    build_farm()
    return empty_index
