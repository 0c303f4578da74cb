"""An edited message is heard as it is now: it gets the reply that it would have got."""

import pytest

from .harness import FOLLOW_UP, NO, NOT_THERE, OTHER, SURE, SURE_LONG, answered, quiet, reply_id


def quiet_in(channel):
    """Settings that make the bot quiet in a channel."""
    return f'[channels.{channel.id}]\nmode = "quiet"'


@pytest.mark.parametrize(
    "now",
    [
        "never mind, thanks Carol, can you send me the form?",
        "thanks!",
        NOT_THERE,
        "{bob} and who reviews it?",
    ],
)
def test_a_follow_up_that_is_not_for_the_bot_any_more(fake, start, now):
    """Thanks, a request or a question to a colleague loses the answer; it never becomes a no."""
    ana, bob = fake.user("ana"), fake.user("bob")
    general = fake.channel("general", ana, bob)
    with start() as bot:
        question = fake.say(general, ana, SURE, mention=True)
        answered(fake, question)
        follow_up = fake.say(general, ana, FOLLOW_UP, thread_ts=question.ts)
        answered(fake, question, 2)
        fake.edit(follow_up, now.format(bob=bob.mention))
        quiet(fake, bot)
        assert len(fake.replies(question)) == 1
        fake.edit(follow_up, FOLLOW_UP + " ")
        fake.edit(follow_up, f"{fake.bot.mention} {FOLLOW_UP}")
        answered(fake, question, 2)
        quiet(fake, bot)
    assert len(fake.replies(question)) == 2


def test_a_mention_that_an_edit_adds_in_a_known_thread(fake, start, mode):
    """Silence without the mention, a reply with it, once."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start(mode=mode) as bot:
        question = fake.say(general, ana, SURE, mention=True)
        answered(fake, question)
        silent = fake.say(general, ana, NOT_THERE, thread_ts=question.ts)
        quiet(fake, bot)
        fake.edit(silent, f"{fake.bot.mention} {NOT_THERE}")
        answered(fake, question, 2)
        quiet(fake, bot)
    assert len(fake.replies(question)) == 2


def test_quiet_never_edits_an_answer_into_a_no(fake, start):
    """The answer goes, and the no is for whoever asked; a further edit brings an answer back."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start(settings=quiet_in(general)) as bot:
        question = fake.say(general, ana, SURE, mention=True)
        answered(fake, question)
        fake.edit(question, f"{fake.bot.mention} {NOT_THERE}")
        [told] = fake.wait_for(lambda: fake.ephemerals(general, ana))
        quiet(fake, bot)
        assert NO in told.text and not fake.posts(general)
        fake.edit(question, f"{fake.bot.mention} {SURE}")
        answered(fake, question)
        quiet(fake, bot)
    assert len(fake.posts(general)) == 1 and len(fake.ephemerals(general)) == 1


def test_where_nothing_may_be_answered_an_edit_changes_nothing(fake, start):
    """Outsiders who have come since read no further answer."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start() as bot:
        question = fake.say(general, ana, NOT_THERE, mention=True)
        [first] = answered(fake, question)
        bot.bot.store.saw_outsiders(fake.team.id, general.id)
        fake.edit(question, f"{fake.bot.mention} {SURE}")
        quiet(fake, bot)
    assert fake.now(first).text == first.text


def test_an_edit_keeps_the_notice_of_scope(fake, start):
    """It stands once a thread: under the first answer, however often that is corrected."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    scope = "What this playbook is for"
    with start(settings='notice = "index.md#about-the-data-sharing-playbook"') as bot:
        question = fake.say(general, ana, SURE, mention=True)
        answered(fake, question)
        fake.say(general, ana, OTHER, thread_ts=question.ts, mention=True)
        answered(fake, question, 2)
        fake.edit(question, f"{fake.bot.mention} {SURE_LONG}")
        quiet(fake, bot)
    first, second = (str(reply.blocks) for reply in fake.replies(question))
    assert "levels" in first and scope in first and scope not in second


@pytest.mark.parametrize("then", ["edited", "deleted"])
def test_an_apology_is_a_reply_too(fake, start, monkeypatch, then):
    """It becomes the answer once the question is edited, and goes with a question that goes."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)

    def fails(*_args, **_more):
        raise OSError("broken")

    with start() as bot:
        with monkeypatch.context() as broken:
            broken.setattr("assistant.slack.replies.composing.answer_in", fails)
            question = fake.say(general, ana, SURE, mention=True)
            [sorry] = answered(fake, question)
            quiet(fake, bot)
        if then == "edited":
            fake.edit(question, f"{fake.bot.mention} {OTHER}")
        else:
            fake.delete(question)
        quiet(fake, bot)
        if then == "edited":
            [answer] = fake.replies(question)
            assert answer.ts == sorry.ts and bot.bot.store.reply(reply_id(answer))
        else:
            assert not fake.posts(general)
