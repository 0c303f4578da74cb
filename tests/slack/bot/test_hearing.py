"""Which messages are questions for the bot. Pure, so that every kind of event can be tried."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.slack.events.messages.hearing import (
    HeardMessage,
    asks,
    due,
    edited_message,
    heard_message,
    plain_text,
)

BOT = "U0BOT"
EVENT = {
    "type": "message", "channel": "C1", "ts": "1.0", "user": "U1", "text": "How?",
    "channel_type": "channel",
}  # fmt: skip


@pytest.mark.parametrize(
    "changed",
    [
        {"bot_id": "B1"}, {"user": BOT}, {"user": "USLACKBOT"}, {"user": None}, {"hidden": True},
        {"subtype": "channel_join"}, {"subtype": "message_changed"}, {"subtype": "bot_message"},
        {"subtype": "message_deleted"}, {"subtype": "message_replied"}, {"subtype": "tombstone"},
        {"subtype": "channel_topic"}, {"subtype": "reminder_add"}, {"ts": ""}, {"channel": None},
        {"bot_profile": {"id": "B1"}},
    ],
    ids=str,
)  # fmt: skip
def test_what_no_person_said(changed):
    """Bots, the bot itself, Slack's own lines."""
    assert heard_message({**EVENT, **changed}, BOT) is None


@pytest.mark.parametrize("subtype", [None, "file_share", "thread_broadcast"])
def test_what_a_person_said(subtype):
    """Plain, with a file, or a reply shown in the channel too."""
    held = heard_message({**EVENT, "subtype": subtype, "thread_ts": "0.5"}, BOT)
    assert held and (held.thread, held.follows, held.direct, held.mentioned) == (
        "0.5", True, False, False,
    )  # fmt: skip


@given(
    st.dictionaries(st.sampled_from([*EVENT, "subtype", "bot_id", "edited"]), st.text() | st.none())
)
def test_no_event_breaks_it(event):
    """Whatever an event holds."""
    heard_message(event, BOT)
    edited_message({"message": event, "previous_message": {}, "channel": "C1"}, BOT)


def test_a_mention_is_one_in_either_event():
    """`app_mention`, or `message` with the bot's name in its text."""
    assert heard_message({**EVENT, "type": "app_mention"}, BOT).mentioned
    assert heard_message({**EVENT, "text": f"well, <@{BOT}|playbook> how?"}, BOT).mentioned
    assert not heard_message({**EVENT, "text": f"<@{BOT}2> how?"}, BOT).mentioned
    assert not heard_message({**EVENT, "text": "<@U2> how?"}, BOT).mentioned


@pytest.mark.parametrize(
    ("written", "others"),
    [
        ("How?", False), (f"<@{BOT}> how?", False), ("<@U2> how?", True), ("how, <@U2|bob>?", True),
        (f"<@{BOT}> <@U2> how?", True), ("<!here> how?", True), ("<!subteam^S1|@desk> how?", True),
        ("see <#C1|general> and <https://x.example>", False),
    ],
)  # fmt: skip
def test_who_else_is_called(written, others):
    """A person, a group or everybody, wherever in the message; a channel or a link is nobody."""
    assert heard_message({**EVENT, "text": written}, BOT).calls_others is others


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("<@U1> What is &lt;this&gt; &amp; that?", "What is <this> & that?"),
        ("see <https://x.example|the page> and <https://y.example>", "see the page and https://y.example"),
        ("<mailto:a@b.example|a@b.example> <#C1|general> <!channel> <!subteam^S1|@desk>?",
         "a@b.example general    ?"),
        ("&amp;lt; stays", "&lt; stays"),
    ],
)  # fmt: skip
def test_text_as_it_was_typed(written, typed):
    """Slack's escapes undone once; mentions left out."""
    assert plain_text(written) == typed


@pytest.mark.parametrize(
    "text",
    ["How do I send files?", "and for P20 WIN?", "what about minors", "Can we share it",
     "Please explain the E-MOU", "Who signs"],
)  # fmt: skip
def test_questions_among_people(text):
    """With or without a question mark."""
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    ["Thanks, I will ask Carol.", "Thanks!", "ok", "The meeting is at noon.", "", "+1"],
)  # fmt: skip
def test_talk_among_people(text):
    """Such talk is not for the bot."""
    assert not asks(text)


def of(**changed) -> HeardMessage:
    held = {
        "channel": "C1", "ts": "2", "thread": "2", "user": "U1", "text": "How?", "direct": False,
        "mentioned": False, "calls_others": False,
    }  # fmt: skip
    return HeardMessage(**{**held, **changed})


@pytest.mark.parametrize(
    ("held", "known", "wanted"),
    [
        (of(text="How do I send files?"), False, ("nothing", "reply", "answer", "nothing")),
        (of(text="Can you send me that?"), False, ("nothing", "answer", "answer", "nothing")),
        (of(text="do you have a minute?"), False, ("nothing", "answer", "answer", "nothing")),
        (of(mentioned=True), False, ("reply", "reply", "reply", "nothing")),
        (of(thread="1"), False, ("nothing", "nothing", "nothing", "nothing")),
        (of(thread="1"), True, ("answer", "answer", "answer", "nothing")),
        (of(thread="1", text="Thanks!"), True, ("nothing",) * 4),
        (of(thread="1", text="Can we share it"), True, ("answer", "answer", "answer", "nothing")),
        (of(thread="1", calls_others=True), True, ("nothing",) * 4),
        (of(calls_others=True), False, ("nothing",) * 4),
        (of(thread="1", mentioned=True), False, ("reply", "reply", "reply", "nothing")),
        (of(direct=True, text="hello"), False, ("reply", "reply", "reply", "nothing")),
    ],
)
def test_what_is_due(held, known, wanted):
    """By mode: mention, every question, quiet, off."""
    modes = ("mention", "every question", "quiet", "off")
    assert tuple(due(held, mode, in_known_thread=known) for mode in modes) == wanted


def test_edits_of_words_alone_count():
    """Not a preview beneath a link, not a count of replies."""
    before = {"type": "message", "user": "U1", "ts": "100.0", "text": "How?"}
    now = {**before, "text": "How much?", "edited": {"user": "U1", "ts": "160.0"}}
    event = {"channel": "C1", "channel_type": "channel", "message": now, "previous_message": before}
    held = edited_message(event, BOT)
    assert held and (held.text, held.edited_after) == ("How much?", 60)
    assert edited_message({**event, "message": {**before, "attachments": [{}]}}, BOT) is None
    assert edited_message({**event, "message": {**now, "text": "How?"}}, BOT) is None
    assert edited_message({**event, "message": {**now, "bot_id": "B1"}}, BOT) is None
    assert edited_message({"message": "x"}, BOT) is None
