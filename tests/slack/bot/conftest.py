"""A bot that answers from the real content, in both modes."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest

from assistant.hosting.following import Serving
from assistant.slack.metrics import IndexMetrics
from assistant.slack.running.process import Running

from ..fake import FakeSlack
from .harness import running, slack

Start = Callable[..., AbstractContextManager[Running]]


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    """A running fake Slack with the bot's own manifest; nothing it complains of may remain."""
    with slack() as held:
        yield held
        assert not held.workspace.complaints


@pytest.fixture(params=["socket", "http"])
def mode(request: pytest.FixtureRequest) -> str:
    """How Slack reaches the bot."""
    return str(request.param)


@pytest.fixture(scope="session")
def served(index: Path) -> Iterator[Serving]:
    """The index of the real content, opened once for all tests."""
    with Serving(index, changed=lambda *_: None, metrics=IndexMetrics()) as serving:
        yield serving


@pytest.fixture
def start(fake: FakeSlack, index: Path, tmp_path: Path, served: Serving) -> Start:
    """What starts the bot, with the mode and settings it is given: a context."""
    return partial(running, fake, index, tmp_path / "state", opened=served)
