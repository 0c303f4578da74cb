"""What the tests of the bot share: a running fake Slack."""

from collections.abc import Iterator

import pytest

from .fake import FakeSlack, schema


@pytest.fixture(scope="session", autouse=True)
def shapes() -> None:
    """Make the schemas of Slack's types, if node is here, before a call waits for them."""
    schema.schemas()


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    """One running fake Slack; at the end nothing may stand in its list of complaints."""
    with FakeSlack() as running:
        yield running
        assert not running.workspace.complaints
