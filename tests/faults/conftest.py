"""The victim as a fixture."""

from pathlib import Path

import pytest

from .victim import Victim, make_victim


@pytest.fixture
def victim(tmp_path: Path, small_model: Path, small_encoders: Path) -> Victim:
    """A playbook of three pages and its index, to do harm to."""
    return make_victim(tmp_path, small_model, small_encoders)
