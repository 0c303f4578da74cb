"""The fake Slack sends the app what Slack would: the right events, in Slack's own shapes."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from .fake import AppSettings, FakeSlack, schema
from .fake.settings import EVENTS
from .fake.values import Json, Message

# What Slack's types say and Slack does not do: nested messages name no channel; a Home tab's button
# has no response_url. (Fields that the types lack, and null for what is absent, are no difference.)
_NESTED = ("event_ts", "channel", "channel_type")
_NO_DIFFERENCE = ("invalid additional property", "None is not of type")
KNOWN = {
    "Event_message_changed": {
        f"missing required field: {name} [json-pointer:/event/{of}]"
        for name in _NESTED
        for of in ("message", "previous_message")
    },
    "Event_message_deleted": {
        f"missing required field: {name} [json-pointer:/event/previous_message]" for name in _NESTED
    },
    "Action_button": {"missing required field: response_url [json-pointer:]"},
}

OPTION = {"text": {"type": "plain_text", "text": "Wrong"}, "value": "wrong"}


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


BUTTON = {"type": "button", "action_id": "more", "text": _plain("More"), "value": "p1"}
BLOCKS: list[Json] = [
    {
        "type": "actions",
        "elements": [
            BUTTON,
            {"type": "overflow", "action_id": "menu", "options": [OPTION]},
            {"type": "static_select", "action_id": "why", "options": [OPTION]},
        ],
    },
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "feedback",
                "positive_button": {"text": _plain("Good"), "value": "good"},
                "negative_button": {"text": _plain("Bad"), "value": "bad"},
            }
        ],
    },
]
MODAL = {
    "type": "modal",
    "callback_id": "ask",
    "title": _plain("Ask"),
    "submit": _plain("Send"),
    "blocks": [
        {
            "type": "input",
            "block_id": "what",
            "label": _plain("What?"),
            "element": {"type": "plain_text_input", "action_id": "words"},
        },
        {
            "type": "input",
            "block_id": "why",
            "optional": True,
            "label": _plain("Why?"),
            "element": {"type": "static_select", "action_id": "reason", "options": [OPTION]},
        },
    ],
}
HOME = {"type": "home", "blocks": [{"type": "actions", "elements": [BUTTON]}]}


def _client(fake: FakeSlack) -> WebClient:
    return WebClient(token=fake.bot_token, base_url=fake.api_url)


def _events(fake: FakeSlack, message: Message) -> list[str]:
    return [sent.payload["event"]["type"] for sent in fake.deliveries(of=message)]


def test_a_mention_comes_twice(fake: FakeSlack) -> None:
    """Where both are subscribed, a post that names the bot is a message and an app_mention."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    plain, named = fake.say(general, ana, "hello"), fake.say(general, ana, "hello", mention=True)
    direct = fake.dm(ana, f"{fake.bot.mention} hello")
    assert _events(fake, plain) == ["message"]
    assert _events(fake, named) == ["message", "app_mention"]
    assert _events(fake, direct) == ["message"]


def test_the_app_hears_only_where_it_is(fake: FakeSlack) -> None:
    """No event comes from a channel that the bot is not in, or of a kind it has no scope for."""
    ana = fake.user("ana")
    away, hidden = fake.channel("away", ana, bot_in=False), fake.channel("x", ana, kind="group")
    fake.say(away, ana, "hello", mention=True)
    assert fake.deliveries() == []
    assert _events(fake, fake.say(hidden, ana, "hello", mention=True)) == ["app_mention"]


def test_a_manifest_says_what_is_heard() -> None:
    """Events, scopes, commands and shortcuts are the manifest's; no scope, no event."""
    manifest: Json = {
        "display_information": {"name": "Playbook"},
        "features": {
            "slash_commands": [{"command": "/ask"}],
            "shortcuts": [{"type": "message", "callback_id": "find"}],
            "app_home": {"messages_tab_enabled": True},
        },
        "oauth_config": {"scopes": {"bot": ["app_mentions:read", "chat:write"]}},
        "settings": {
            "event_subscriptions": {"bot_events": ["app_mention", "message.channels"]},
            "socket_mode_enabled": True,
        },
    }
    with FakeSlack(AppSettings.from_manifest(manifest)) as fake:
        ana = fake.user("ana")
        general = fake.channel("general", ana)
        said = fake.say(general, ana, "hello", mention=True)
        assert _events(fake, said) == ["app_mention"]
        assert fake.open_home(ana) is None
        assert fake.command(general, ana, name="/ask").kind == "slash_commands"
        assert fake.shortcut(said, ana, "find").kind == "interactive"
        with pytest.raises(AssertionError, match="/playbook is no command"):
            fake.command(general, ana)
        with pytest.raises(AssertionError, match="interactivity off"):
            fake.click(said, ana, "more")


def test_the_bot_hears_itself(fake: FakeSlack) -> None:
    """A bot's own post comes back as a message event with its bot_id, its update as a change."""
    general = fake.channel("general")
    posted = _client(fake).chat_postMessage(channel=general.id, text="<@U0NOBODY> hello")
    _client(fake).chat_update(channel=general.id, ts=posted["ts"], text="changed")
    said, changed = (sent.payload["event"] for sent in fake.deliveries("message"))
    assert (said["bot_id"], said["user"]) == (fake.bot.bot_id, fake.bot.id)
    assert (changed["subtype"], changed["message"]["text"]) == ("message_changed", "changed")


def test_changes_of_messages(fake: FakeSlack) -> None:
    """Edits, previews and reply counts are all `message_changed`: only an edit says `edited`."""
    ana = fake.user("ana")
    asked = fake.say(fake.channel("general", ana), ana, "hello")
    fake.edit(asked, "hello there")
    fake.unfurl(asked, "https://ct.example")
    fake.say(asked.channel, ana, "and?", thread_ts=asked.ts)
    fake.count_replies(asked)
    changes = [
        sent.payload["event"]
        for sent in fake.deliveries("message")
        if sent.payload["event"].get("subtype") == "message_changed"
    ]
    edits = [change["previous_message"].get("edited") for change in changes]
    assert [change["message"]["text"] for change in changes] == ["hello there"] * 3
    assert (edits[0], changes[0]["previous_message"]["text"]) == (None, "hello")
    assert edits[1:] == [changes[0]["message"]["edited"]] * 2
    assert changes[2]["message"]["reply_count"] == 1


def test_an_edit_mentions_again(fake: FakeSlack) -> None:
    """An edit that names the bot is one more app_mention: the same ts, `edited`, a new event_id."""
    ana = fake.user("ana")
    asked = fake.say(fake.channel("general", ana), ana, "hello")
    fake.edit(asked, f"{fake.bot.mention} hello")
    fake.unfurl(asked, "https://ct.example")
    fake.edit(asked, f"{fake.bot.mention} hello there")
    mentions = [sent.payload for sent in fake.deliveries("app_mention")]
    assert [one["event"]["text"] for one in mentions] == [
        f"{fake.bot.mention} hello",
        f"{fake.bot.mention} hello there",
    ]
    assert all(one["event"]["edited"]["user"] == ana.id for one in mentions)
    assert {one["event"]["ts"] for one in mentions} == {asked.ts}
    assert len({one["event_id"] for one in mentions}) == 2


def test_what_is_typed_comes_escaped(fake: FakeSlack) -> None:
    """Slack escapes `&`, `<` and `>` and makes links of addresses; mentions stay mentions."""
    ana = fake.user("ana")
    text = f"{fake.bot.mention} R&D < 5? See https://ct.example/?a=1&b=2"
    asked = fake.say(fake.channel("general", ana), ana, text)
    assert asked.text == (
        f"{fake.bot.mention} R&amp;D &lt; 5? See <https://ct.example/?a=1&amp;b=2>"
    )
    assert asked.blocks[0]["elements"][0]["elements"][0]["text"] == text
    assert fake.edit(asked, "A > B").text == "A &gt; B"


def test_a_shared_channel_says_so(fake: FakeSlack) -> None:
    """Events of a Slack Connect channel say so; who writes there may be of another team."""
    stranger = fake.user("stranger", team=fake.new_team("vendor"))
    asked = fake.say(fake.channel("joint", stranger, shared=True), stranger, "hello")
    [sent] = fake.deliveries("message", of=asked)
    assert sent.payload["is_ext_shared_channel"] is True
    assert sent.payload["team_id"] == fake.team.id
    assert sent.payload["event"]["team"] == stranger.team.id


def test_a_team_that_removes_the_app_says_so() -> None:
    """The last events of a team are tokens_revoked and app_uninstalled, where subscribed."""
    events = ("app_uninstalled", "message.channels", "tokens_revoked")
    with FakeSlack(AppSettings(events=events)) as fake:
        ana = fake.user("ana")
        general = fake.channel("general", ana)
        fake.revoke()
        fake.say(general, ana, "hello?")
        sent = [one.payload["event"] for one in fake.deliveries()]
        assert [event["type"] for event in sent] == ["tokens_revoked", "app_uninstalled"]
        assert sent[0]["tokens"]["bot"] == [fake.bot.id]


def test_each_team_has_its_installation(fake: FakeSlack) -> None:
    """Events name the team they come from and its bot; a team that removed the app sends none."""
    city = fake.install(fake.new_team("city"))
    bo = fake.user("bo", team=city)
    square = fake.channel("square", bo, team=city)
    [sent] = fake.deliveries("app_mention", of=fake.say(square, bo, "hello", mention=True))
    assert sent.payload["team_id"] == city.id
    bot = fake.workspace.installations[city.id].bot
    assert sent.payload["authorizations"][0]["user_id"] == bot.id != fake.bot.id
    fake.revoke(city)
    assert fake.deliveries(of=fake.say(square, bo, "hello")) == []


def test_an_ephemeral_message_is_not_sent_along(fake: FakeSlack) -> None:
    """For a press in an ephemeral message, Slack sends where it was, but not the message's body."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    _client(fake).chat_postEphemeral(channel=general.id, user=ana.id, text="x", blocks=BLOCKS)
    [shown] = fake.ephemerals(general, ana)
    payload = fake.click(shown, ana, "more").payload
    assert "message" not in payload
    assert payload["container"]["is_ephemeral"] is True


def test_a_form_is_not_sent_with_gaps(fake: FakeSlack) -> None:
    """Slack's own form demands every field that is not optional before it submits anything."""
    ana = fake.user("ana")
    trigger = fake.command(fake.channel("general", ana), ana).payload["trigger_id"]
    _client(fake).views_open(trigger_id=trigger, view=MODAL)
    with pytest.raises(AssertionError, match="Slack would not submit: what is empty"):
        fake.submit(fake.modals()[0], ana)


def _everything(fake: FakeSlack) -> None:
    """Let everything happen that sends something to the app."""
    ana, other, client = fake.user("ana"), fake.user("other", bot=True), _client(fake)
    general = fake.channel("general", ana)
    asked = fake.say(general, ana, "hello", mention=True)
    client.chat_postMessage(channel=general.id, text="x", blocks=BLOCKS, thread_ts=asked.ts)
    fake.say(general, ana, "and?", thread_ts=asked.ts)
    fake.say(general, other, "I am a bot")
    fake.edit(asked, "hello there")
    fake.unfurl(asked, "https://ct.example")
    fake.count_replies(asked)
    fake.join(general, fake.user("bo"))
    fake.delete(fake.say(general, ana, "never mind"))
    fake.dm(ana, "hello")
    fake.open_home(ana, "messages")
    fake.command(general, ana, "hello")
    trigger = fake.shortcut(asked, ana, "find").payload["trigger_id"]
    client.views_open(trigger_id=trigger, view=MODAL)
    fake.submit(fake.modals()[0], ana, {"what": {"words": {"value": "hello"}}})
    client.views_publish(user_id=ana.id, view=HOME)
    home = fake.home(ana)
    assert home is not None
    fake.open_home(ana)
    fake.click_in_view(home, ana, "more")
    [answer] = fake.replies(asked)
    fake.click(answer, ana, "more=p1")
    fake.click(answer, ana, "menu=wrong")
    fake.click(answer, ana, "why", chosen={"selected_option": OPTION})
    fake.click(answer, ana, "feedback=bad")


@pytest.fixture
def hearing() -> Iterator[FakeSlack]:
    """A Slack whose app subscribes to every event."""
    with FakeSlack(AppSettings(events=(*EVENTS, "app_uninstalled", "tokens_revoked"))) as running:
        yield running


def _shape(payload: Json, kind: str) -> str:
    if kind == "events_api":
        event = payload["event"]
        return f"Event_{event.get('subtype', event['type'])}"
    if kind == "slash_commands":
        return "Command"
    names = {"message_action": "Shortcut_message", "view_submission": "View_submission"}
    if payload["type"] in names:
        return names[payload["type"]]
    return f"Action_{payload['actions'][0]['type']}"


@pytest.mark.skipif(bool(schema.missing()), reason=schema.missing() or "there is one")
def test_payloads_have_the_shapes_of_slacks_own_types(hearing: FakeSlack) -> None:
    """Every payload fits its type in npm @slack/types or @slack/bolt, except as KNOWN says."""
    _everything(hearing)
    hearing.revoke()
    seen = set()
    for sent in hearing.deliveries():
        name = _shape(sent.payload, sent.kind)
        seen.add(name)
        found = {
            said
            for said in schema.wrong(name, sent.payload, "")
            if not said.startswith(_NO_DIFFERENCE)
        }
        assert found <= KNOWN.get(name, set()), sent.payload
    sendable = ("Event", "Command", "Action", "Shortcut", "View_submission")
    assert seen == {name for name in schema.schemas() if name.startswith(sendable)}


@pytest.mark.skipif(bool(schema.missing()), reason=schema.missing() or "there is one")
def test_answers_have_the_shapes_of_slacks_own_types(fake: FakeSlack) -> None:
    """What the Web API answers fits the types of npm @slack/web-api."""
    _everything(fake)
    ana, client = fake.user("ana"), _client(fake)
    general = fake.channel("general", ana)
    section = [{"type": "section", "text": _plain("x")}]
    posted = client.chat_postMessage(channel=general.id, text="x", blocks=section)
    client.chat_update(channel=general.id, ts=posted["ts"], text="y", blocks=section)
    client.chat_postEphemeral(channel=general.id, user=ana.id, text="x")
    client.chat_getPermalink(channel=general.id, message_ts=posted["ts"])
    client.conversations_replies(channel=general.id, ts=posted["ts"])
    client.auth_test()
    client.oauth_v2_access(
        client_id=fake.app.client_id,
        client_secret=fake.app.client_secret,
        code=fake.new_code(fake.team),
    )
    seen = set()
    for call in fake.calls()[-7:]:
        name = f"Answer_{call.method.replace('.', '_')}"
        seen.add(name)
        found = schema.wrong(name, call.response, "")
        assert [said for said in found if not said.startswith(_NO_DIFFERENCE)] == []
    assert len(seen) == 7
