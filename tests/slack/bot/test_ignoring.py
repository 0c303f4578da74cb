"""What is no question gets no reply: bots, joins, edits, own posts, unfurled links; and no loop."""

from .harness import FOLLOW_UP, OTHER, SURE, answered, quiet


def test_other_bots_are_not_answered(fake, start, mode):
    """Another bot gets no answer, even if it mentions ours, in a channel or an answered thread."""
    ana, robot = fake.user("ana"), fake.user("robot", bot=True)
    general = fake.channel("general", ana, robot)
    with start(mode=mode) as bot:
        question = fake.say(general, ana, SURE, mention=True)
        answered(fake, question)
        fake.say(general, robot, SURE, mention=True)
        fake.say(general, robot, FOLLOW_UP, thread_ts=question.ts)
        quiet(fake, bot)
    assert len(fake.posts(general)) == 1


def test_two_bots_that_answer_everything_do_not_talk_for_ever(fake, start):
    """Where every question is answered, its own posts and another bot's are not questions."""
    ana, robot = fake.user("ana"), fake.user("robot", bot=True)
    general = fake.channel("general", ana, robot)
    with start(settings='[default]\nmode = "every question"') as bot:
        question = fake.say(general, ana, SURE)
        [answer] = answered(fake, question)
        for _ in range(3):
            fake.say(general, robot, f"What did you say? {answer.text[:80]}", thread_ts=question.ts)
        quiet(fake, bot)
    assert len(fake.posts(general)) == 1


def test_unfurls_and_reply_counts_are_no_edits(fake, start, mode):
    """`message_changed` comes for a link's preview and a reply's count too."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start(mode=mode) as bot:
        question = fake.say(general, ana, f"{SURE} https://example.org", mention=True)
        answered(fake, question)
        fake.unfurl(question, "https://example.org")
        fake.count_replies(question)
        quiet(fake, bot)
    assert len(fake.posts(general)) == 1
    assert not fake.calls("chat.update")


def test_joins_deletions_and_lines_of_slack_are_nothing(fake, start, mode):
    """Nor is anything else that Slack writes into a channel; all of it is acknowledged at once."""
    ana, bob = fake.user("ana"), fake.user("bob")
    general = fake.channel("general", ana)
    with start(mode=mode, settings='[default]\nmode = "every question"') as bot:
        fake.join(general, bob)
        fake.say(general, ana, "What is this channel for?", subtype="channel_topic")
        fake.delete(fake.say(general, ana, "Good morning everybody"))
        quiet(fake, bot)
    assert not fake.posts(general)
    sent = fake.deliveries()
    assert len(sent) >= 4
    assert all(len(held.attempts) == 1 and held.acked for held in sent)


def test_everything_that_can_come_is_acknowledged(fake, start, mode):
    """An event that the bot ignores is sent once, not four times."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start(mode=mode) as bot:
        question = fake.say(general, ana, SURE, mention=True)
        fake.settle()
        [mention] = fake.deliveries("app_mention")
        for kind in ("emoji_changed", "channel_rename", "something_new"):
            event = {"type": kind, "event_ts": question.ts, "user": ana.id}
            payload = {**mention.payload, "event": event, "event_id": f"Ev{kind}"}
            fake.events.send("events_api", payload)
        quiet(fake, bot)
        fake.settle()  # the echo of the bot's own post comes after it
    assert all(len(held.attempts) == 1 and held.acked for held in fake.deliveries())


def test_outsiders_are_refused_with_a_sentence(fake, start, mode):
    """In a channel shared with another organisation no word of the playbook is shown."""
    ana = fake.user("ana")
    shared = fake.channel("shared", ana, shared=True)
    with start(mode=mode, settings='[default]\nmode = "every question"') as bot:
        question = fake.say(shared, ana, SURE, mention=True)
        fake.say(shared, ana, OTHER)
        quiet(fake, bot)
        fake.command(shared, ana, SURE)
        [private] = fake.wait_for(lambda: fake.ephemerals(shared, ana))
    [refusal] = fake.posts(shared)
    assert refusal.thread_ts == question.ts
    assert "outside" in refusal.text and "P20" not in refusal.text
    assert "answer_share" not in str(private.blocks)


def test_outsiders_are_answered_where_that_is_set(fake, start):
    """An administrator may allow it, for one channel."""
    ana = fake.user("ana")
    shared = fake.channel("shared", ana, shared=True)
    with start(settings=f'[channels.{shared.id}]\nexternal = "answer"'):
        [answer] = answered(fake, fake.say(shared, ana, SURE, mention=True))
    assert "P20 WIN" in answer.text


def test_with_mentions_only_it_sees_no_other_message(start, index, tmp_path, served):
    """The smallest manifest: a mention is answered, a follow-up needs another mention."""
    from .harness import running, slack

    with slack(mentions_only=True) as fake, running(fake, index, tmp_path, opened=served) as bot:
        ana = fake.user("ana")
        general = fake.channel("general", ana)
        question = fake.say(general, ana, SURE, mention=True)
        answered(fake, question)
        fake.say(general, ana, FOLLOW_UP, thread_ts=question.ts)
        quiet(fake, bot)
        assert len(fake.replies(question)) == 1
        fake.say(general, ana, FOLLOW_UP, thread_ts=question.ts, mention=True)
        answered(fake, question, 2)
        assert not fake.workspace.complaints
