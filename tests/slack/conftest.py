"""What the tests of the bot share: a running fake Slack."""

from collections.abc import Iterator

import pytest

from .fake import FakeSlack


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    """One running fake Slack; at the end nothing may stand in its list of complaints."""
    with FakeSlack() as running:
        yield running
        assert not running.workspace.complaints
