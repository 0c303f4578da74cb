"""The line "is looking…" stands in a thread only while a reply is on its way to it."""

import pytest

from assistant.slack.replies.typing_status import TypingStatuses

from .harness import NOT_THERE, OTHER, SURE, answered, quiet

LOOKING = "is looking in the playbook…"


def shown(fake, thread_ts):
    """Return the statuses that a thread has had, in order."""
    held = [status for status in fake.workspace.statuses if status["thread_ts"] == thread_ts]
    return [status.get("status") for status in held]


def held_up(fake, channel, ana):
    """Let Slack ask for a second's pause, so that whatever is asked next has to wait."""
    fake.rate_limit("chat.postMessage", retry_after=1)
    fake.say(channel, ana, OTHER, mention=True)
    fake.wait_for(lambda: fake.calls("chat.postMessage"))


def test_a_question_in_a_channel_shows_that_it_is_looked_up(fake, start):
    """In the question's own thread, before the answer; the answer takes it away."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start() as bot:
        held_up(fake, general, ana)
        question = fake.say(general, ana, SURE, mention=True)
        fake.wait_for(lambda: shown(fake, question.ts))
        answered(fake, question)
        quiet(fake, bot)
    assert shown(fake, question.ts) == [LOOKING]


def test_where_a_reply_is_not_sure_nothing_is_promised(fake, start):
    """In a quiet channel a question without an answer stays without any sign of the bot."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start(settings='[default]\nmode = "quiet"') as bot:
        fake.say(general, ana, NOT_THERE)
        fake.say(general, ana, SURE)
        fake.wait_for(lambda: fake.posts(general))
        quiet(fake, bot)
    assert not fake.calls("assistant.threads.setStatus")


def test_a_deleted_question_leaves_no_status(fake, start):
    """Whoever deletes a follow-up while it waits finds its thread as it was."""
    ana = fake.user("ana")
    direct = fake.workspace.direct_channel(ana)
    with start() as bot:
        first = fake.dm(ana, SURE)
        answered(fake, first)
        quiet(fake, bot)
        before = len(shown(fake, first.ts))
        fake.rate_limit("chat.postMessage", retry_after=1)
        fake.dm(ana, OTHER)
        fake.wait_for(lambda: len(fake.calls("chat.postMessage")) > 1 or None)
        follow_up = fake.dm(ana, "and who signs it?", thread_ts=first.ts)
        fake.wait_for(lambda: len(shown(fake, first.ts)) > before or None)
        fake.delete(follow_up)
        fake.wait_for(lambda: shown(fake, first.ts)[-1] == "" or None)
        quiet(fake, bot)
    assert len(fake.posts(direct)) == 2


def test_a_reply_that_slack_refuses_leaves_no_status(fake, start):
    """Nothing follows that would take it away."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start() as bot:
        held_up(fake, general, ana)
        question = fake.say(general, ana, SURE, mention=True)
        fake.wait_for(lambda: shown(fake, question.ts))
        fake.fail("chat.postMessage", "restricted_action", times=2)
        fake.wait_for(lambda: shown(fake, question.ts)[-1] == "" or None)
        quiet(fake, bot)
    assert not fake.replies(question)


@pytest.mark.parametrize("kind", ["home", "command"])
def test_where_there_is_no_thread_none_is_asked_for(fake, start, kind):
    """Slack would only refuse a status for App Home and for a command's private reply."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start() as bot:
        if kind == "command":
            fake.command(general, ana, SURE)
            fake.wait_for(lambda: fake.ephemerals(general, ana))
        else:
            direct = {"team": fake.team.id, "channel": ana.id, "ts": "home 1", "thread": ""}
            asked = bot.bot.question(**direct, asker=ana.id, text=SURE, surface="direct")
            bot.bot.replying.take(asked, "home 1")
            fake.wait_for(lambda: fake.posts(fake.workspace.direct_channel(ana)))
        quiet(fake, bot)
    assert not fake.calls("assistant.threads.setStatus")


def test_when_the_bot_stops_nothing_is_shown_any_more(fake, start):
    """A question that comes after the end is only not announced: nothing fails."""
    with start() as bot:
        asked = {"team": "T1", "channel": "C1", "ts": "1.1", "thread": "1.1", "asker": "U1"}
        question = bot.bot.question(**asked, text=SURE, surface="channel")
        statuses = TypingStatuses(bot.bot.clients)
        statuses.close()
        statuses.show(question)
        statuses.without_reply(question)
    assert not fake.calls("assistant.threads.setStatus")
