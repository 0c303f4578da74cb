"""Where the shared questions lie."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]  # of the project
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of shared questions and content; its tests skip where it is absent."""
    if not (SHARED / "questions").is_dir():
        pytest.skip(f"no judged questions: {SHARED / 'questions'} is absent")
    return SHARED
