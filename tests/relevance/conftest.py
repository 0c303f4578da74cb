"""Where the shared questions lie."""

from pathlib import Path

import pytest
from surroundings import corpus_at


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of shared questions and content; its tests skip if it is absent."""
    return corpus_at("questions").parent
