"""One browser for all tests of this folder; without it they skip and say what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .chromium import Browser

PROGRAMS = ("/usr/bin/chromium", "/usr/bin/chromedriver")
MODULES = ("selenium", "PIL")


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A headless Chromium with an empty profile."""
    missing = [path for path in PROGRAMS if not Path(path).exists()]
    missing += [f"the Python module {name}" for name in MODULES if find_spec(name) is None]
    if missing:
        pytest.skip(f"{', '.join(missing)} not installed")
    from .chromium import chromium

    with chromium(tmp_path_factory.mktemp("profile")) as running:
        yield running
