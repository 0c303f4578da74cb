"""The fake's methods are those of Slack's own list: their arguments, scopes and errors."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from surroundings import corpus_at

from .facts.taken_over import facts
from .fake import FakeSlack
from .fake.arguments import known_methods
from .fake.web_api import METHODS

NEWER = {"blocks.validate"}  # than the list
# Where the list differs: the agent view requires less, or either of two arguments will do.
REQUIRED_ELSE = {
    "assistant.threads.setSuggestedPrompts": {"channel_id", "prompts"},
    "views.open": {"trigger_id", "view"},
    "views.push": {"trigger_id", "view"},
}
BY_KIND = ("conversations.",)  # methods whose scope depends on the kind of the channel


def test_the_facts_are_as_slacks_lists_have_them() -> None:
    """The facts kept here agree with the whole lists: `python -m tests.slack.facts FOLDER`."""
    for path, found in facts(corpus_at("slack")).items():
        assert json.loads(path.read_text("utf-8")) == found


@pytest.mark.parametrize("name", sorted(set(METHODS) - NEWER))
def test_a_method_is_as_the_list_says(name: str) -> None:
    """Each method is in the list, with the same required arguments and scopes."""
    listed = known_methods()[name]
    required = {argument for argument, needed in listed["args"].items() if needed}
    assert set(METHODS[name].required) == REQUIRED_ELSE.get(name, required)
    scopes, listed_scopes = set(METHODS[name].scopes), set(listed["bot_scopes"])
    assert scopes <= listed_scopes if name.startswith(BY_KIND) else scopes == listed_scopes


def _section(characters: int) -> Mapping[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": "x" * characters}}


# Each refusal: the method, and the arguments beside those of a channel that the bot is in.
REFUSALS: list[tuple[str, dict[str, Any], str]] = [
    ("chat.postMessage", {}, "no_text"),
    ("chat.postMessage", {"channel": "C0NONE", "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"text": "x", "blocks": [_section(0)]}, "invalid_blocks"),
    ("chat.postMessage", {"text": "x", "blocks": [_section(3000)] * 5}, "msg_blocks_too_long"),
    ("chat.postMessage", {"text": "x", "markdown_text": "x"}, "markdown_text_conflict"),
    ("chat.postEphemeral", {"text": "x", "user": "U0NONE"}, "user_not_in_channel"),
    ("chat.update", {"text": "x", "ts": "1.000001"}, "message_not_found"),
    ("chat.delete", {"ts": "1.000001"}, "message_not_found"),
    ("chat.getPermalink", {"message_ts": "1.000001"}, "message_not_found"),
    ("conversations.replies", {"ts": "1.000001"}, "thread_not_found"),
    ("conversations.open", {}, "users_list_not_supplied"),
    ("users.info", {"user": "U0NONE"}, "user_not_found"),
    ("usergroups.users.list", {"usergroup": "S0NONE"}, "no_such_subteam"),
    ("bots.info", {"bot": "B0NONE"}, "bot_not_found"),
    ("reactions.add", {"name": "eyes", "timestamp": "1.000001"}, "message_not_found"),
    ("views.open", {"view": {}, "trigger_id": "1.2.3"}, "invalid_arguments"),
    ("oauth.v2.access", {"client_id": "x"}, "invalid_client_id"),
]
EVERYWHERE = {"invalid_arguments"}  # any method may answer this


@pytest.mark.parametrize(("name", "arguments", "error"), REFUSALS)
def test_a_refusal_is_one_that_the_list_has(
    fake: FakeSlack, name: str, arguments: dict[str, Any], error: str
) -> None:
    """The fake's error is one of those that the list has for the method."""
    installed = fake.workspace.installations[fake.team.id]
    installed.scopes += (
        "channels:read", "im:write", "users:read", "usergroups:read", "reactions:write",
    )  # fmt: skip
    client = WebClient(token=fake.bot_token, base_url=fake.api_url)
    call: Callable[..., Any] = client.api_call
    with pytest.raises(SlackApiError) as refused:
        call(name, json={"channel": fake.channel("general").id, **arguments})
    assert refused.value.response["error"] == error
    assert error in {*known_methods()[name]["errors"], *EVERYWHERE}
