"""The manifest: valid by Slack's own schema, with every scope that is needed and no other."""

import json

import jsonschema
import pytest

from assistant.slack.setup.app_manifest import app_manifest

from ..facts import MANIFEST
from ..facts.taken_over import KINDS
from ..fake.settings import SCOPE_OF_EVENT


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_it_fits_slacks_schema(kind):
    """Version 2.0.0, which checks neither scopes nor events."""
    jsonschema.validate(app_manifest(**kind), json.loads(MANIFEST.read_text()))


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_every_event_has_its_scope_and_every_scope_its_use(kind):
    """Slack would remove an event without its scope; an unused scope would be asked for in vain."""
    held = app_manifest(**kind)
    scopes = set(held["oauth_config"]["scopes"]["bot"])
    events = held["settings"]["event_subscriptions"]["bot_events"]
    needed = {SCOPE_OF_EVENT[event] for event in events if event in SCOPE_OF_EVENT}
    assert needed <= scopes
    looked_up = {"channels:read", "groups:read", "usergroups:read", "users:read"}
    few = kind.get("mentions_only")
    assert scopes - needed == {
        "assistant:write", "chat:write", "commands", *(() if few else looked_up),
    }  # fmt: skip


def test_the_smallest_one():
    """What a bot needs that answers mentions and direct messages."""
    held = app_manifest(mentions_only=True)
    assert held["oauth_config"]["scopes"]["bot"] == [
        "app_mentions:read", "assistant:write", "chat:write", "commands", "im:history",
    ]  # fmt: skip
    assert held["settings"]["event_subscriptions"]["bot_events"] == [
        "app_home_opened", "app_mention", "message.im",
    ]  # fmt: skip
    assert "agent_view" in held["features"] and "assistant_view" not in held["features"]
