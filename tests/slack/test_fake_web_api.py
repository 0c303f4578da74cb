"""The fake Slack's Web API refuses what Slack refuses, and keeps what it took."""

import urllib.request
from collections.abc import Callable, Iterator
from http.client import RemoteDisconnected
from typing import Any
from urllib.error import HTTPError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry import RateLimitErrorRetryHandler
from slack_sdk.webhook import WebhookClient

from .fake import AppSettings, FakeSlack


@pytest.fixture
def client(fake: FakeSlack) -> WebClient:
    """The SDK's client with the bot's token; it never tries again by itself."""
    return WebClient(token=fake.bot_token, base_url=fake.api_url, retry_handlers=[])


def _error(call: Callable[..., Any], **arguments: Any) -> str:
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


def test_an_update_without_blocks_leaves_them(fake: FakeSlack, client: WebClient) -> None:
    """The old blocks stay on show, though the answer is ok: only `blocks: []` takes them away."""
    general, divider = fake.channel("general"), {"type": "divider"}
    posted = client.chat_postMessage(channel=general.id, text="x", blocks=[divider])
    client.chat_update(channel=general.id, ts=posted["ts"], text="y")
    [message] = fake.posts(general)
    assert (message.text, [block["type"] for block in message.blocks]) == ("y", ["divider"])
    client.chat_update(channel=general.id, ts=posted["ts"], text="y", blocks=[])
    assert fake.now(message).blocks == []


def test_who_may_post_where(fake: FakeSlack, client: WebClient) -> None:
    """Public channels want membership, private ones are not even found, archives take nothing."""
    public = fake.channel("public", bot_in=False)
    private = fake.channel("private", kind="group", bot_in=False)
    elsewhere = fake.channel("elsewhere", team=fake.install(fake.new_team("city")))
    archived = fake.archive(fake.channel("old"))
    post = client.chat_postMessage
    assert _error(post, channel=public.id, text="x") == "not_in_channel"
    assert _error(post, channel=private.id, text="x") == "channel_not_found"
    assert _error(post, channel=elsewhere.id, text="x") == "channel_not_found"
    assert _error(post, channel="C0NOTHERE", text="x") == "channel_not_found"
    assert _error(post, channel=archived.id, text="x") == "is_archived"


def test_tokens(fake: FakeSlack, client: WebClient) -> None:
    """A call needs a token that is known, of the right kind, not expired and not revoked."""

    def call(token: str) -> str:
        return _error(WebClient(token=token, base_url=fake.api_url).auth_test)

    assert call("") == "not_authed"
    assert call("xoxb-other") == "invalid_auth"
    assert call(fake.app.app_token) == "not_allowed_token_type"
    assert _error(client.apps_connections_open, app_token=fake.bot_token) == (
        "not_allowed_token_type"
    )
    fake.workspace.installations[fake.team.id].expires_at = 1.0
    assert call(fake.bot_token) == "token_expired"
    fake.revoke()
    assert call(fake.bot_token) == "token_revoked"


def test_scopes() -> None:
    """Without the scope a call says which one it needs and which it has."""
    with FakeSlack(AppSettings(scopes=("commands",))) as fake:
        client = WebClient(token=fake.bot_token, base_url=fake.api_url)
        with pytest.raises(SlackApiError) as refused:
            client.chat_postMessage(channel=fake.channel("general").id, text="x")
        said = refused.value.response
        assert (said["error"], said["needed"], said["provided"]) == (
            "missing_scope",
            "chat:write",
            "commands",
        )
        assert said.headers["X-OAuth-Scopes"] == "commands"


def test_reading_a_channel_wants_the_scope_of_its_kind(fake: FakeSlack, client: WebClient) -> None:
    """A channel's messages are read with channels:history, a private one's with groups:history."""
    ana = fake.user("ana")
    question = fake.say(fake.channel("general", ana), ana, "What?")
    hidden = fake.say(fake.channel("secret", ana, kind="group"), ana, "What?")
    read = client.conversations_replies
    [found] = read(channel=question.channel.id, ts=question.ts)["messages"]
    assert found == question.body
    assert _error(read, channel=hidden.channel.id, ts=hidden.ts) == "missing_scope"


def test_arguments(fake: FakeSlack, client: WebClient) -> None:
    """Missing arguments are named; unknown ones, which Slack lets pass, become complaints."""
    general = fake.channel("general")
    assert _error(client.api_call, api_method="chat.update", json={"text": "x"}) == (
        "invalid_arguments"
    )
    assert fake.calls("chat.update")[0].response["errors"] == [
        "missing required field: channel",
        "missing required field: ts",
    ]
    assert _error(client.api_call, api_method="chat.sing") == "unknown_method"
    assert fake.workspace.complaints == []
    client.chat_postMessage(channel=general.id, text="x", unfurl_link=False)
    assert any("unfurl_link" in said for said in fake.workspace.complaints)
    fake.workspace.complaints.clear()


@pytest.mark.parametrize(
    ("call", "arguments", "error"),
    [
        ("chat.postMessage", {}, "no_text"),
        ("chat.postMessage", {"text": "x" * 40_001}, "msg_too_long"),
        ("chat.postMessage", {"text": "x", "blocks": "[{"}, "invalid_blocks_format"),
        ("chat.postMessage", {"text": "x", "markdown_text": "x"}, "markdown_text_conflict"),
        ("chat.postEphemeral", {"text": "x", "user": "U0NOBODY"}, "user_not_in_channel"),
        ("chat.update", {"text": "x", "ts": "1.000001"}, "message_not_found"),
        ("chat.delete", {"ts": "1.000001"}, "message_not_found"),
        ("chat.getPermalink", {"message_ts": "1.000001"}, "message_not_found"),
        ("reactions.add", {"name": "eyes", "timestamp": "1.000001"}, "missing_scope"),
    ],
)
def test_what_posting_refuses(
    fake: FakeSlack, client: WebClient, call: str, arguments: dict[str, Any], error: str
) -> None:
    """Messages have limits and must exist before anything is done with them."""
    general = fake.channel("general")
    given = {"channel": general.id, **arguments}
    assert _error(client.api_call, api_method=call, params=given) == error


def test_only_own_messages_change(fake: FakeSlack, client: WebClient) -> None:
    """The bot changes and deletes what it posted, nothing else; an update has 4,000 characters."""
    ana = fake.user("ana")
    said = fake.say(fake.channel("general", ana), ana, "mine")
    posted = client.chat_postMessage(channel=said.channel.id, text="own", thread_ts=said.ts)
    of_ana = {"channel": said.channel.id, "ts": said.ts}
    own = {**of_ana, "ts": str(posted["ts"])}
    assert _error(client.chat_update, **of_ana, text="x") == "cant_update_message"
    assert _error(client.chat_delete, **of_ana) == "cant_delete_message"
    assert _error(client.chat_update, **own, text="x" * 4001) == "msg_too_long"
    client.chat_delete(channel=said.channel.id, ts=own["ts"])
    assert fake.replies(said) == []


def test_a_reply_is_no_thread(fake: FakeSlack, client: WebClient) -> None:
    """A thread hangs on its first message, never on a reply; a reply's link names the thread."""
    general = fake.channel("general").id
    first = client.chat_postMessage(channel=general, text="first")["ts"]
    reply = client.chat_postMessage(channel=general, text="reply", thread_ts=first)["ts"]
    assert _error(client.chat_postMessage, channel=general, text="x", thread_ts=reply) == (
        "cannot_reply_to_message"
    )
    link = client.chat_getPermalink(channel=general, message_ts=reply)["permalink"]
    number = reply.replace(".", "")
    assert link == (
        f"https://county.slack.com/archives/{general}/p{number}?thread_ts={first}&cid={general}"
    )


def test_a_reply_to_what_was_deleted_lands_in_the_channel(
    fake: FakeSlack, client: WebClient
) -> None:
    """Slack posts it outside any thread and says ok; only the missing thread_ts shows it."""
    ana = fake.user("ana")
    asked = fake.say(fake.channel("general", ana), ana, "never mind")
    fake.delete(asked)
    said = client.chat_postMessage(channel=asked.channel.id, text="x", thread_ts=asked.ts)
    assert "thread_ts" not in said["message"]
    assert fake.replies(asked) == []


def test_links_are_unfurled_unless_the_call_says_no(fake: FakeSlack, client: WebClient) -> None:
    """A post with a link gets a preview, but none if both unfurl arguments are false."""
    general, text = fake.channel("general"), "See https://ct.example/page"
    client.chat_postMessage(channel=general.id, text=text)
    client.chat_postMessage(channel=general.id, text=text, unfurl_links=False, unfurl_media=False)
    shown = ["attachments" in message.body for message in fake.posts(general)]
    assert shown == [True, False]


def test_mentions_that_would_notify(fake: FakeSlack, client: WebClient) -> None:
    """Markup in text and mrkdwn pings; the literal text of rich text does not."""
    general, ping = fake.channel("general").id, "<!channel> <@U012AB3CD> <!subteam^S0123>"
    literal = {"type": "rich_text_section", "elements": [{"type": "text", "text": ping}]}
    broadcast = {
        "type": "rich_text_section",
        "elements": [{"type": "broadcast", "range": "here"}],
    }
    section = {"type": "section", "text": {"type": "mrkdwn", "text": ping}}
    for block in ({"type": "rich_text", "elements": [literal]}, section):
        client.chat_postMessage(channel=general, text="x", blocks=[block])
    client.chat_postMessage(
        channel=general, text="x", blocks=[{"type": "rich_text", "elements": [broadcast]}]
    )
    client.chat_postMessage(channel=general, text="&lt;!channel&gt; https://ct.example")
    pings = [fake.pings(message) for message in fake.posts(fake.workspace.channels[general])]
    assert pings == [[], ping.split(), ["broadcast"], []]


def test_limits_on_demand(fake: FakeSlack, client: WebClient) -> None:
    """A 429 says how long to wait; the SDK's own handler waits and is let through."""
    general = fake.channel("general").id
    fake.rate_limit("chat.postMessage", retry_after=1)
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=general, text="x")
    said = refused.value.response
    assert (said.status_code, said["error"], said.headers["Retry-After"]) == (
        429,
        "ratelimited",
        "1",
    )
    fake.rate_limit("chat.postMessage", retry_after=1)
    client.retry_handlers.append(RateLimitErrorRetryHandler())
    client.chat_postMessage(channel=general, text="x")
    assert [call.status for call in fake.calls("chat.postMessage")] == [429, 429, 200]


def test_the_rule_of_one_post_a_second(fake: FakeSlack, client: WebClient) -> None:
    """With a rate set, a channel's second post at once is refused; another channel's is not."""
    one, other = fake.channel("one").id, fake.channel("other").id
    fake.faults.posts_every = 3600.0
    client.chat_postMessage(channel=one, text="x")
    client.chat_postMessage(channel=other, text="x")
    assert _error(client.chat_postMessage, channel=one, text="x") == "ratelimited"


def test_failures_on_demand(fake: FakeSlack, client: WebClient) -> None:
    """The next calls fail as ordered; `after` means that the call was carried out all the same."""
    general = fake.channel("general")
    fake.fail("chat.postMessage", "internal_error", times=2)
    for _ in range(2):
        assert _error(client.chat_postMessage, channel=general.id, text="x") == "internal_error"
    fake.break_calls("chat.postMessage", "http", status=503)
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=general.id, text="x")
    assert refused.value.response.status_code == 503
    for after in (False, True):
        fake.break_calls("chat.postMessage", "reset", after=after)
        with pytest.raises(RemoteDisconnected):
            client.chat_postMessage(channel=general.id, text=f"after={after}")
    assert [message.text for message in fake.posts(general)] == ["after=True"]


def test_views_want_a_fresh_trigger(fake: FakeSlack, client: WebClient) -> None:
    """A trigger id opens one view within three seconds."""
    general, ana = fake.channel("general"), fake.user("ana")
    view = {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": []}
    trigger = fake.command(general, ana).payload["trigger_id"]
    client.views_open(trigger_id=trigger, view=view)
    assert _error(client.views_open, trigger_id=trigger, view=view) == "exchanged_trigger_id"
    assert _error(client.views_open, trigger_id="1.2.3", view=view) == "invalid_trigger_id"
    late = fake.command(general, ana).payload["trigger_id"]
    fake.workspace.triggers[late] -= 3.1
    assert _error(client.views_open, trigger_id=late, view=view) == "expired_trigger_id"


def test_a_home_is_published_for_one_person(fake: FakeSlack, client: WebClient) -> None:
    """views.publish replaces a person's Home; an outdated hash is refused."""
    ana, bo = fake.user("ana"), fake.user("bo")
    view = {"type": "home", "blocks": [{"type": "divider"}]}
    first = client.views_publish(user_id=ana.id, view=view)["view"]
    client.views_publish(user_id=ana.id, view=view)
    stale = {"user_id": ana.id, "view": view, "hash": first["hash"]}
    assert _error(client.views_publish, **stale) == "hash_conflict"
    home = fake.home(ana)
    assert home is not None
    assert (home["id"], fake.home(bo)) == (first["id"], None)


def test_prompts_and_status(fake: FakeSlack, client: WebClient) -> None:
    """Four prompts at most, each with a title; a status belongs to a thread that is there."""
    said = fake.dm(fake.user("ana"), "hello")
    prompts: list[dict[str, str]] = [{"title": "t", "message": "m"}] * 4
    channel = said.channel.id
    suggest = client.api_call
    name = "assistant.threads.setSuggestedPrompts"
    suggest(name, json={"channel_id": channel, "prompts": prompts})
    many = {"channel_id": channel, "prompts": prompts * 2}
    assert _error(suggest, api_method=name, json=many) == "invalid_arguments"
    status = {"channel_id": channel, "thread_ts": said.ts, "status": "is looking…"}
    client.api_call("assistant.threads.setStatus", json=status)
    wrong = {**status, "thread_ts": "1.000001"}
    assert _error(client.assistant_threads_setStatus, **wrong) == "invalid_thread_ts"
    assert [len(one["prompts"]) for one in fake.workspace.prompts] == [4]
    assert [one["status"] for one in fake.workspace.statuses] == ["is looking…"]


def test_a_response_url_is_good_for_five_posts(fake: FakeSlack) -> None:
    """It answers only the asker, or the channel when told to; the sixth post is too many."""
    general, ana = fake.channel("general", bot_in=False), fake.user("ana")
    hook = WebhookClient(fake.command(general, ana).payload["response_url"])
    assert hook.send(text="only you").status_code == 200
    assert hook.send(text="all of you", response_type="in_channel").status_code == 200
    for _ in range(3):
        hook.send(text="again")
    assert hook.send(text="once too often").status_code == 404
    assert [message.seen_by for message in fake.ephemerals(general)] == [ana.id] * 4
    assert [message.text for message in fake.posts(general)] == ["all of you"]
    fake.workspace.complaints.clear()


@pytest.fixture
def rotating() -> Iterator[FakeSlack]:
    """A Slack whose app has token rotation."""
    with FakeSlack(AppSettings(rotating=True)) as running:
        yield running


def test_installing_and_renewing_a_token(rotating: FakeSlack) -> None:
    """OAuth gives a token for a code; with rotation it expires and is renewed, each time once."""
    fake, city = rotating, rotating.install(rotating.new_team("city"))
    secrets = {"client_id": fake.app.client_id, "client_secret": fake.app.client_secret}
    code, client = fake.new_code(city), WebClient(base_url=fake.api_url)
    granted = client.oauth_v2_access(**secrets, code=code)
    assert (granted["team"]["id"], granted["expires_in"]) == (city.id, 43_200)
    assert _error(client.oauth_v2_access, **secrets, code=code) == "invalid_code"
    old = granted["refresh_token"]
    refresh = {**secrets, "grant_type": "refresh_token", "refresh_token": old}
    renewed = client.oauth_v2_access(**refresh)
    assert _error(client.oauth_v2_access, **refresh) == "invalid_refresh_token"
    wrong = {**refresh, "client_secret": "guessed"}
    assert _error(client.oauth_v2_access, **wrong) == "bad_client_secret"
    bot = WebClient(token=renewed["access_token"], base_url=fake.api_url)
    assert bot.auth_test()["team_id"] == city.id


def test_the_page_that_allows_an_app_sends_back_a_code(fake: FakeSlack) -> None:
    """The authorize page redirects to the app with a code and the app's own state."""
    back = f"{fake.url}/nowhere"
    page = f"{fake.url}/oauth/v2/authorize?client_id=x&state=s123&redirect_uri={back}"
    with pytest.raises(HTTPError) as seen:
        urllib.request.urlopen(page)  # noqa: S310 (it is our own address)
    assert seen.value.url.startswith(f"{back}?code={fake.team.id}.")
    assert seen.value.url.endswith("&state=s123")


def test_what_waits_hears_of_every_change(fake: FakeSlack, client: WebClient) -> None:
    """Waiting ends when something is found; if it never comes, an error lists the calls."""
    general = fake.channel("general")
    client.chat_postMessage(channel=general.id, text="x")
    assert fake.wait_for(lambda: fake.posts(general))[0].text == "x"
    with pytest.raises(AssertionError, match=r"waited 0\.0 s for a miracle.*\n.*postMessage ok"):
        fake.wait_for(lambda: None, 0.0, "a miracle")


def test_user_groups_and_who_is_in_them(client: WebClient, fake: FakeSlack) -> None:
    """A disabled group is listed only if it is asked for, and has nobody in it."""
    fake.workspace.installations[fake.team.id].scopes += ("usergroups:read", "users:read")
    ana = fake.user("ana")
    desk, old = fake.group("desk", ana), fake.group("old", ana, disabled=True)
    listed = client.usergroups_list()["usergroups"]
    assert [one["id"] for one in listed] == [desk.id]
    listed = client.usergroups_list(include_disabled=True)["usergroups"]
    assert {one["id"]: bool(one["date_delete"]) for one in listed} == {desk.id: False, old.id: True}
    assert client.usergroups_users_list(usergroup=desk.id)["users"] == [ana.id]
    assert client.usergroups_users_list(usergroup=old.id)["users"] == []
    assert not client.users_info(user=ana.id)["user"]["deleted"]
    fake.deactivate(ana)
    assert client.users_info(user=ana.id)["user"]["deleted"]


def test_the_scopes_of_a_token_are_in_a_header(client: WebClient, fake: FakeSlack) -> None:
    """Slack sends them with every answer, also of auth.test ("X-OAuth-Scopes")."""
    headers = {key.lower(): value for key, value in client.auth_test().headers.items()}
    assert set(headers["x-oauth-scopes"].split(",")) == set(fake.app.scopes)
