"""The fake Slack's Web API refuses what Slack refuses, and keeps what it took."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from .fake import FakeSlack


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    """One running fake Slack."""
    with FakeSlack() as running:
        yield running


@pytest.fixture
def client(fake: FakeSlack) -> WebClient:
    """The SDK's client with the bot's token."""
    return WebClient(token=fake.bot_token, base_url=fake.api_url)


def _error(call: object, **arguments: object) -> str:
    assert callable(call)
    with pytest.raises(SlackApiError) as refused:
        call(**arguments)
    return str(refused.value.response["error"])


def test_a_post_stands_as_it_was_last_changed(fake: FakeSlack, client: WebClient) -> None:
    """A message is what its last update made of it; what it was before stays on record."""
    general = fake.channel("general")
    posted = client.chat_postMessage(channel=general.id, text="first")
    client.chat_update(channel=general.id, ts=posted["ts"], text="second")
    [message] = fake.posts(general)
    assert (message.text, [body["text"] for body in message.before]) == ("second", ["first"])


def test_who_may_post_where(fake: FakeSlack, client: WebClient) -> None:
    """Public channels want membership, private ones are not even found, archives take nothing."""
    public = fake.channel("public", bot_in=False)
    private = fake.channel("private", kind="group", bot_in=False)
    archived = fake.archive(fake.channel("old"))
    post = client.chat_postMessage
    assert _error(post, channel=public.id, text="x") == "not_in_channel"
    assert _error(post, channel=private.id, text="x") == "channel_not_found"
    assert _error(post, channel="C0NOTHERE", text="x") == "channel_not_found"
    assert _error(post, channel=archived.id, text="x") == "is_archived"


def test_tokens(fake: FakeSlack, client: WebClient) -> None:
    """A call needs a token that is known, of the right kind and not revoked."""
    call = WebClient(token="", base_url=fake.api_url).auth_test
    assert _error(call) == "not_authed"
    assert _error(call, token="xoxb-other") == "invalid_auth"
    assert _error(call, token=fake.app.app_token) == "not_allowed_token_type"
    assert _error(client.apps_connections_open, app_token=fake.bot_token) == (
        "not_allowed_token_type"
    )
    fake.revoke()
    assert _error(client.auth_test) == "token_revoked"
