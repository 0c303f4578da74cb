"""Each question is answered exactly once, whatever comes twice and whoever stops."""

import sqlite3
import threading

from .harness import FOLLOW_UP, OTHER, SURE, answered, quiet


def test_a_mention_comes_as_two_events_and_gets_one_answer(fake, start, mode):
    """`message` and `app_mention` of one post: whichever is first is answered."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start(mode=mode) as bot:
        questions = [fake.say(general, ana, SURE, mention=True) for _ in range(5)]
        quiet(fake, bot)
    for question in questions:
        assert len(fake.deliveries(of=question)) == 2
        assert len(fake.replies(question)) == 1


def test_a_repeated_event_is_answered_once(fake, start, mode):
    """Slack promises to deliver at least once; each time it is acknowledged."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start(mode=mode) as bot:
        question = fake.say(general, ana, SURE, mention=True)
        fake.settle()
        again = [fake.repeat(sent) for sent in fake.deliveries(of=question) for _ in range(3)]
        quiet(fake, bot)
    assert all(sent.acked for sent in again)
    assert len(fake.posts(general)) == 1


def test_the_first_delivery_by_socket_is_no_retry(fake, start):
    """It carries the retry number 0, and is answered all the same."""
    ana = fake.user("ana")
    with start():
        question = fake.dm(ana, OTHER)
        answered(fake, question)
    [sent] = fake.deliveries("message", of=question)
    assert [attempt.number for attempt in sent.attempts] == [0]


def test_an_event_that_comes_again_after_a_restart(fake, start, mode):
    """What was answered before a restart is not answered after it."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start(mode=mode):
        question = fake.say(general, ana, SURE, mention=True)
        answered(fake, question)
    with start(mode=mode) as bot:
        for sent in fake.deliveries(of=question):
            fake.repeat(sent)
        quiet(fake, bot)
        fake.say(general, ana, FOLLOW_UP, thread_ts=question.ts)
        answered(fake, question, 2)
    assert len(fake.posts(general)) == 2


def test_two_replicas_answer_once(fake, start):
    """Two bots share one store: of the two events of each question, one is answered, once."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start() as one, start() as two:
        fake.wait_connected(2)
        questions = [fake.say(general, ana, SURE, mention=True) for _ in range(10)]
        for question in questions:
            for sent in fake.deliveries(of=question):
                fake.repeat(sent)
        quiet(fake, one)
        quiet(fake, two)
    used = {sent.attempts[-1].via for sent in fake.deliveries()}
    assert len(used) == 2
    assert [len(fake.replies(question)) for question in questions] == [1] * 10


def test_a_stop_finishes_what_was_taken(fake, start, mode):
    """Twenty questions acknowledged, none answered yet: all are, before the bot ends."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    fake.rate_limit("chat.postMessage", retry_after=1)
    with start(mode=mode):
        questions = [fake.say(general, ana, SURE, mention=True) for _ in range(20)]
        fake.settle()
    assert all(len(fake.replies(question)) == 1 for question in questions)


def test_a_post_whose_response_is_lost_is_not_repeated(fake, start):
    """Slack has the message, the bot doesn't know: it looks before it posts again."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    for kind in ("reset", "http"):
        fake.break_calls("chat.postMessage", kind, after=True)
        with start() as bot:
            question = fake.say(general, ana, SURE, mention=True)
            fake.wait_for(lambda: fake.calls("conversations.replies"))
            quiet(fake, bot)
        assert len(fake.replies(question)) == 1


def test_a_post_that_failed_is_repeated(fake, start):
    """Slack doesn't have the message: it is posted."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    fake.break_calls("chat.postMessage", "http", status=503)
    fake.fail("chat.postMessage", "internal_error")
    with start():
        answered(fake, fake.say(general, ana, SURE, mention=True))
    assert len(fake.posts(general)) == 1


def test_a_store_that_can_not_be_written_is_no_lost_question(fake, start, mode):
    """What can't be kept is not acknowledged, so that Slack sends it again."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start(mode=mode) as bot:
        database = bot.bot.store._database
        with database._lock:
            connection, database._connection = database._connection, _Full()
        fake.courier.pauses = (0.2, 0.2, 0.2)
        threading.Timer(0.3, lambda: setattr(database, "_connection", connection)).start()
        question = fake.say(general, ana, SURE, mention=True)
        answered(fake, question)
        quiet(fake, bot)
    assert len(fake.replies(question)) == 1


class _Full:
    """A database on a disk without room."""

    def execute(self, *_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")
