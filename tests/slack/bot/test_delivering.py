"""Replies reach Slack in their channel's order, whatever Slack answers at first."""

import logging
import re
from itertools import pairwise

import pytest

from ..fake.block_kit import BlockKit
from .harness import SURE, answered, quiet


def test_rate_limited_replies_keep_their_order(fake, start):
    """429s are waited out, as long as Slack says; nothing is lost and nothing overtakes."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    fake.rate_limit("chat.postMessage", retry_after=1, times=2)
    with start():
        questions = []
        for _ in range(4):
            questions.append(fake.say(general, ana, SURE, mention=True))
            fake.settle()
        for question in questions:
            answered(fake, question)
    assert [post.thread_ts for post in fake.posts(general)] == [held.ts for held in questions]
    calls = fake.calls("chat.postMessage")
    for refused, again in pairwise(calls):
        if refused.status == 429:
            assert again.at - refused.at >= 1


def test_one_channels_limit_keeps_no_other_waiting(fake, start):
    """While a channel waits, others are answered."""
    ana = fake.user("ana")
    slow, quick = fake.channel("slow", ana), fake.channel("quick", ana)
    fake.rate_limit("chat.postMessage", retry_after=3, channel=slow.id)
    with start():
        first = fake.say(slow, ana, SURE, mention=True)
        fake.wait_for(lambda: fake.calls("chat.postMessage"))
        answered(fake, fake.say(quick, ana, SURE, mention=True))
        assert not fake.replies(first)
        answered(fake, first)


@pytest.mark.slow
def test_a_burst_loses_none_and_says_a_moment_once(fake, start, mode):
    """Two hundred messages in a channel: each gets its reply, once."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    fake.rate_limit("chat.postMessage", retry_after=1, times=2)
    with start(mode=mode) as bot:
        questions = [fake.say(general, ana, "Hello!", mention=True) for _ in range(200)]
        fake.wait_for(lambda: len(fake.posts(general)) >= 201 or None, 60)
        quiet(fake, bot)
    posts = fake.posts(general)
    [moment] = [post for post in posts if "a moment" in post.text]
    replied = [post.thread_ts for post in posts if post is not moment]
    assert sorted(replied) == [question.ts for question in questions]
    # On a loaded machine Slack may send an event again; it gets no second reply.
    assert all(sent.acked for sent in fake.deliveries())


@pytest.mark.slow
def test_twenty_askers_do_not_starve_the_ack(fake, start, mode):
    """While twenty answers are stuck at Slack, whatever comes is acknowledged at once."""
    people = [fake.user(f"asker{at}") for at in range(20)]
    fake.break_calls("chat.postMessage", "hang", seconds=4, times=4, after=True)
    with start(mode=mode):
        questions = [fake.dm(user, SURE) for user in people]
        fake.settle()
        unanswered = [question for question in questions if not fake.replies(question)]
        assert unanswered
        assert all(len(sent.attempts) == 1 for sent in fake.deliveries())
        for question in questions:
            answered(fake, question)
    assert all(len(fake.replies(question)) == 1 for question in questions)


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_blocks_too_long"])
def test_refused_blocks_are_posted_again_as_text(fake, start, caplog, error):
    """Short plain text with the link; the log says what was refused, by a number."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    fake.fail("chat.postMessage", error)
    with start():
        [answer] = answered(fake, fake.say(general, ana, SURE, mention=True))
    assert not answer.blocks
    assert "https://" in answer.text and len(answer.text) <= 3000
    # In words quoted as mere text, nothing turns bold.
    assert str(fake.calls("chat.postMessage")[-1].arguments["mrkdwn"]).lower() == "false"
    assert re.search(rf"\[\d{{8}}\] blocks refused \({error}\)", caplog.text)


def test_refused_blocks_of_a_private_reply(fake, start, monkeypatch):
    """The same through a response_url."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    refusals = [["no such block"]]
    monkeypatch.setattr(BlockKit, "message", lambda *_: refusals.pop() if refusals else [])
    with start():
        fake.command(general, ana, SURE)
        [answer] = fake.wait_for(lambda: fake.ephemerals(general, ana))
    assert not answer.blocks and "https://" in answer.text
    [complaint] = fake.workspace.complaints
    assert "no such block" in complaint
    fake.workspace.complaints.clear()


def test_an_error_of_ours_is_an_apology_with_a_number(fake, start, caplog, monkeypatch):
    """The asker sees no word of the error; the number leads to its traceback in the log."""

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("xoxb-1234567890-secret in a traceback")

    monkeypatch.setattr("assistant.slack.replies.composing.answer_in", broken)
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start(), caplog.at_level(logging.ERROR):
        [sorry] = answered(fake, fake.say(general, ana, SURE, mention=True))
    [number] = re.findall(r"\d{8}", sorry.text)
    assert "ZeroDivision" not in sorry.text and "xoxb" not in sorry.text
    [record] = [held for held in caplog.records if number in held.getMessage()]
    assert record.exc_info


def test_what_slack_refuses_for_good_is_in_the_log(fake, start, caplog):
    """No reply can be posted in an archived channel: the log says so, and the bot goes on."""
    ana = fake.user("ana")
    general, other = fake.channel("general", ana), fake.channel("other", ana)
    fake.fail("chat.postMessage", "is_archived", channel=general.id)
    with start() as bot:
        fake.say(general, ana, SURE, mention=True)
        answered(fake, fake.say(other, ana, SURE, mention=True))
        quiet(fake, bot)
        assert bot.bot.store.counts().get("failed") == 1
    assert re.search(r"\[\d{8}\] not delivered: is_archived", caplog.text)


def test_quoted_text_pings_nobody(fake, start):
    """No reply, share or note mentions a channel or a person by what the playbook says."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start():
        [answer] = answered(fake, fake.say(general, ana, SURE, mention=True))
    assert not fake.pings(answer)


def test_the_question_pings_nobody_either(fake, start):
    """A question with mentions in it does not make the bot mention them."""
    ana, bob = fake.user("ana"), fake.user("bob")
    general = fake.channel("general", ana, bob)
    with start():
        question = fake.say(
            general, ana, f"{bob.mention} <!channel> what is the <https://x.example|price>?",
            mention=True,
        )  # fmt: skip
        [answer] = answered(fake, question)
    assert not fake.pings(answer)
