"""Every way to ask, in both modes."""

import pytest

from .harness import FOLLOW_UP, NO, NOT_THERE, OTHER, SURE, answered, quiet, running, slack


def test_a_mention_is_answered_in_its_thread(fake, start, mode):
    """One reply, under the question, nothing unfurled, with a plain text for screen readers."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start(mode=mode) as bot:
        question = fake.say(general, ana, SURE, mention=True)
        [answer] = answered(fake, question)
        quiet(fake, bot)
    assert fake.posts(general) == [answer]
    assert answer.thread_ts == question.ts
    assert answer.blocks and "P20 WIN" in answer.text
    assert answer.arguments["unfurl_links"] in (False, "0", "false", "False")
    assert answer.arguments["unfurl_media"] in (False, "0", "false", "False")


def test_a_direct_message_is_answered(fake, start, mode):
    """In the message's own thread, without a mention; also in the agent view."""
    ana = fake.user("ana")
    with start(mode=mode):
        question = fake.dm(ana, OTHER)
        [answer] = answered(fake, question)
    assert answer.thread_ts == question.ts


def test_what_is_not_in_the_playbook_gets_a_plain_no(fake, start):
    """A mention is never met with silence."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start():
        [answer] = answered(fake, fake.say(general, ana, NOT_THERE, mention=True))
    assert NO in answer.text


def test_the_command_answers_only_the_asker(fake, start, mode):
    """Nothing in the channel; the reply can be shared."""
    ana, bob = fake.user("ana"), fake.user("bob")
    general = fake.channel("general", ana, bob)
    with start(mode=mode) as bot:
        sent = fake.command(general, ana, OTHER)
        [answer] = fake.wait_for(lambda: fake.ephemerals(general, ana))
        quiet(fake, bot)
    assert sent.acked
    assert not fake.posts(general) and not fake.ephemerals(general, bob)
    assert answer.blocks


@pytest.mark.parametrize("bot_in", [True, False])
def test_a_private_reply_is_shared_with_credit(fake, start, bot_in):
    """The channel sees who asked what and the answer, once; the private reply goes.

    Where the bot is no member it can't post, and says so to the one who shares.
    """
    ana = fake.user("ana")
    general = fake.channel("general", ana, bot_in=bot_in)
    with start() as bot:
        fake.command(general, ana, OTHER)
        [private] = fake.wait_for(lambda: fake.ephemerals(general, ana))
        fake.click(private, ana, "answer_share")
        fake.click(private, ana, "answer_share")
        fake.wait_for(
            lambda: fake.posts(general) if bot_in else len(fake.ephemerals(general, ana)) > 1
        )
        quiet(fake, bot)
    if bot_in:
        [shared] = fake.posts(general)
        assert ana.id in str(shared.blocks) and OTHER in str(shared.blocks)
        assert not fake.ephemerals(general, ana)
    else:
        assert "not in this channel" in fake.ephemerals(general, ana)[-1].text


def test_a_private_reply_is_shared_once_the_bot_was_invited(fake, start):
    """The button that did not work without it works then."""
    ana = fake.user("ana")
    general = fake.channel("general", ana, bot_in=False)
    with start() as bot:
        fake.command(general, ana, OTHER)
        [private] = fake.wait_for(lambda: fake.ephemerals(general, ana))
        fake.click(private, ana, "answer_share")
        fake.wait_for(lambda: len(fake.ephemerals(general, ana)) > 1)
        quiet(fake, bot)
        fake.workspace.members[general.id].add(fake.bot.id)
        fake.click(private, ana, "answer_share")
        [shared] = fake.wait_for(lambda: fake.posts(general))
        quiet(fake, bot)
    assert OTHER in str(shared.blocks)


@pytest.mark.parametrize("reason", ["off", "outsiders", "forgotten"])
def test_why_a_private_reply_can_not_be_shared(fake, start, reason):
    """The true reason: it is forgotten only if it is, and nothing appears in the channel."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start():
        fake.command(general, ana, OTHER)
        [private] = fake.wait_for(lambda: fake.ephemerals(general, ana))
    with start(settings='[default]\nmode = "off"' if reason == "off" else "") as bot:
        if reason == "outsiders":
            bot.bot.store.saw_outsiders(fake.team.id, general.id)
        if reason == "forgotten":
            bot.bot.store.forget(bot.bot.clock() + 1)
        fake.click(private, ana, "answer_share")
        told = fake.wait_for(lambda: fake.ephemerals(general, ana)[1:])[0]
        quiet(fake, bot)
    said = {
        "off": "told not to answer in this channel", "outsiders": "People from outside",
        "forgotten": "no longer have that answer",
    }  # fmt: skip
    assert [name for name, words in said.items() if words in told.text] == [reason]
    assert not fake.posts(general)


def test_a_shared_answer_opens_a_thread(fake, start):
    """Under it, follow-ups need no mention, like under any answer."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start():
        fake.command(general, ana, SURE)
        [private] = fake.wait_for(lambda: fake.ephemerals(general, ana))
        fake.click(private, ana, "answer_share")
        [shared] = fake.wait_for(lambda: fake.posts(general))
        fake.wait_for(lambda: not fake.ephemerals(general, ana) or None)
        fake.say(general, ana, FOLLOW_UP, thread_ts=shared.ts)
        fake.wait_for(lambda: len(fake.replies(shared)) == 2 or None)


def test_the_shortcut_looks_up_somebody_elses_message(fake, start, mode):
    """Whoever chose it sees an answer to the other person's message; nobody else sees anything."""
    ana, bob = fake.user("ana"), fake.user("bob")
    general = fake.channel("general", ana, bob, bot_in=False)
    message = fake.say(general, bob, SURE)
    with start(mode=mode):
        fake.shortcut(message, ana, "find_in_playbook")
        [answer] = fake.wait_for(lambda: fake.ephemerals(general, ana))
    assert "P20 WIN" in answer.text
    assert not fake.posts(general)


def test_a_follow_up_needs_no_mention(fake, start, mode):
    """In a thread that it has replied in, the thread's questions help it understand a follow-up."""
    ana, bob = fake.user("ana"), fake.user("bob")
    general = fake.channel("general", ana, bob)
    with start(mode=mode) as bot:
        question = fake.say(general, ana, SURE, mention=True)
        answered(fake, question)
        fake.say(general, bob, FOLLOW_UP, thread_ts=question.ts)
        answered(fake, question, 2)
        fake.say(general, ana, f"{bob.mention} could you look at it?", thread_ts=question.ts)
        fake.say(general, bob, "Thanks, I will ask Carol.", thread_ts=question.ts)
        quiet(fake, bot)
    first, second = fake.replies(question)
    assert "P20 WIN" in second.text and first.blocks != second.blocks


def test_other_threads_are_left_alone(fake, start, mode):
    """In a thread where it was not asked, it says nothing, whatever is asked there."""
    ana, bob = fake.user("ana"), fake.user("bob")
    general = fake.channel("general", ana, bob)
    with start(mode=mode) as bot:
        talk = fake.say(general, ana, "How do I get the key to the meeting room?")
        fake.say(general, bob, SURE, thread_ts=talk.ts)
        quiet(fake, bot)
    assert not fake.posts(general)


def test_an_edit_corrects_the_answer_in_place(fake, start, mode):
    """The same message gets another answer; so it does after a second edit."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start(mode=mode) as bot:
        question = fake.say(general, ana, NOT_THERE, mention=True)
        [first] = answered(fake, question)
        fake.edit(question, f"{fake.bot.mention} {SURE}")
        fake.wait_for(lambda: fake.now(first).text != first.text or None)
        quiet(fake, bot)
        fake.edit(question, f"{fake.bot.mention} {NOT_THERE}")
        fake.wait_for(lambda: fake.now(first).text == first.text or None)
        quiet(fake, bot)
    assert len(fake.posts(general)) == 1
    assert [NO in body["text"] for body in fake.now(first).before] == [True, False]


def test_a_late_edit_changes_nothing(fake, start):
    """After the minutes that are set, an answer stays as it was given."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start(settings="edit_minutes = 0") as bot:
        question = fake.say(general, ana, NOT_THERE, mention=True)
        answered(fake, question)
        fake.edit(question, f"{fake.bot.mention} {SURE}")
        quiet(fake, bot)
    assert not fake.calls("chat.update")


def test_an_edit_before_the_answer_comes_after_it(fake, start):
    """The reply is first posted, then corrected: the channel's order holds."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    fake.rate_limit("chat.postMessage", retry_after=1)
    with start():
        question = fake.say(general, ana, NOT_THERE, mention=True)
        fake.wait_for(lambda: fake.calls("chat.postMessage"))
        fake.edit(question, f"{fake.bot.mention} {SURE}")
        fake.wait_for(lambda: fake.calls("chat.update"))
    [answer] = fake.replies(question)
    assert "P20 WIN" in answer.text


@pytest.mark.parametrize(
    ("mode_set", "unasked", "unanswerable", "mentioned"),
    [
        ("mention", False, False, True),
        ("every question", True, True, True),
        ("quiet", True, False, False),
        ("off", False, False, False),
    ],
)
def test_modes(fake, start, mode_set, unasked, unanswerable, mentioned):
    """What each mode answers: a question without a mention, one that has no answer, a mention."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start(settings=f'[channels.{general.id}]\nmode = "{mode_set}"') as bot:
        plain = fake.say(general, ana, SURE)
        unknown = fake.say(general, ana, NOT_THERE)
        said = fake.say(general, ana, "The meeting is at noon.")
        asked = fake.say(general, ana, NOT_THERE, mention=True)
        quiet(fake, bot)
    replied = [bool(fake.replies(held)) for held in (plain, unknown, said, asked)]
    assert replied == [unasked, unanswerable, False, mentioned]


def test_quiet_says_no_only_to_whoever_asked(fake, start):
    """The channel sees answers alone; a mention that has none is told so privately."""
    ana, bob = fake.user("ana"), fake.user("bob")
    general = fake.channel("general", ana, bob)
    with start(settings=f'[channels.{general.id}]\nmode = "quiet"') as bot:
        fake.say(general, ana, NOT_THERE, mention=True)
        quiet(fake, bot)
    [told] = fake.ephemerals(general, ana)
    assert NO in told.text
    assert not fake.posts(general) and not fake.ephemerals(general, bob)
    # Slack removes a status by itself only when a message follows in the thread.
    assert [held["status"] for held in fake.workspace.statuses][-1:] in ([], [""])


def test_off_is_off_everywhere(fake, start):
    """Mentions, direct messages and App Home get nothing; a command is told why."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start(settings='[default]\nmode = "off"') as bot:
        asked = fake.say(general, ana, SURE, mention=True)
        direct = fake.dm(ana, SURE)
        for text in (SURE, "help", ""):
            fake.command(general, ana, text)
        fake.open_home(ana, tab="home")
        home = fake.wait_for(lambda: fake.home(ana))
        fake.enter_in_view(home, ana, "home_search", SURE)
        quiet(fake, bot)
    assert not fake.replies(asked) and not fake.replies(direct)
    assert not fake.posts(fake.workspace.direct_channel(ana))
    told = [held.text for held in fake.ephemerals(general, ana)]
    assert told == ["The playbook is switched off here."] * 3
    shown = str(fake.home(ana)["blocks"])
    assert "switched off here" in shown and "You asked" not in shown


def test_help_and_status(fake, start):
    """Help is for everybody; the status only for those who are allowed to see it."""
    ana, bob = fake.user("ana"), fake.user("bob")
    general = fake.channel("general", ana, bob)
    with start(settings=f'admins = ["{ana.id}"]') as bot:
        for user in (ana, bob):
            for text in ("help", "status"):
                fake.command(general, user, text)
                quiet(fake, bot)  # commands sent at once are answered in any order
    helped, status = fake.ephemerals(general, ana)
    assert "/playbook" in helped.text
    assert bot.bot.serving.generation.name in status.text
    refused = fake.ephemerals(general, bob)[1]
    assert bot.bot.serving.generation.name not in refused.text


def test_the_status_line_never_outlives_the_answer(fake, start):
    """However late Slack takes the status, it is gone once the answer is there."""
    ana = fake.user("ana")
    fake.break_calls("assistant.threads.setStatus", "http", status=500)
    with start() as bot:
        answered(fake, fake.dm(ana, SURE))
        answered(fake, fake.dm(ana, OTHER))
        quiet(fake, bot)
    shown = [held.get("status") for held in fake.workspace.statuses]
    assert shown in ([], ["is looking in the playbook…"], ["is looking in the playbook…", ""])


@pytest.mark.parametrize("mentions_only", [False, True])
def test_an_edited_mention_is_no_new_question(index, tmp_path, served, mentions_only):
    """An edit sends `app_mention` again: the reply is corrected, and none is added."""
    with slack(mentions_only=mentions_only) as fake:
        ana = fake.user("ana")
        general = fake.channel("general", ana)
        with running(fake, index, tmp_path, opened=served) as bot:
            question = fake.say(general, ana, NOT_THERE, mention=True)
            [first] = answered(fake, question)
            fake.edit(question, f"{fake.bot.mention} {SURE}")
            fake.wait_for(lambda: fake.now(first).text != first.text or None)
            quiet(fake, bot)
        assert len(fake.posts(general)) == 1


def test_a_mention_that_an_edit_adds_is_a_question(fake, start):
    """Whoever forgot to mention the bot and adds that in an edit gets an answer, once."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start() as bot:
        question = fake.say(general, ana, SURE)
        fake.edit(question, f"{fake.bot.mention} {SURE}")
        answered(fake, question)
        quiet(fake, bot)
    assert len(fake.posts(general)) == 1


def test_a_deleted_question_gets_no_answer_in_the_channel(fake, start):
    """Slack would put the reply to a deleted message into the channel, for all to see."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    fake.rate_limit("chat.postMessage", retry_after=1)
    with start() as bot:
        first = fake.say(general, ana, SURE, mention=True)
        fake.wait_for(lambda: fake.calls("chat.postMessage"))
        second = fake.say(general, ana, OTHER, mention=True)
        fake.settle()
        fake.delete(first)
        fake.delete(second)
        quiet(fake, bot)
    assert not fake.posts(general)
