"""What the bot remembers: one answer per question, whichever process asks; nothing is for ever."""

import multiprocessing
import sqlite3
import stat
from dataclasses import replace

import pytest

from assistant.asking.addressee import ThreadState
from assistant.slack.memory.database import _SCHEMA, Database, StoreRefused
from assistant.slack.memory.slack_question import RecordedReply, SlackQuestion
from assistant.slack.memory.store import Store

QUESTION = SlackQuestion(
    id="q1", team="T1", channel="C1", ts="1.000001", thread="1.000001", asker="U1",
    text="How?", surface="channel", insists=True, at=1000.0,
)  # fmt: skip
REPLY = RecordedReply(
    question=QUESTION, generation="g", passages=("p1", "p2"), quoted="words", answered=True,
    leads_on=True,
)  # fmt: skip


@pytest.fixture
def store(tmp_path):
    held = Store(tmp_path / "bot.sqlite")
    yield held
    held.close()


def test_an_event_or_a_message_counts_once(store):
    """The same event again, or another event of the same message, is no new question."""
    assert store.take(QUESTION, "Ev1")
    assert not store.take(replace(QUESTION, id="q2", ts="2"), "Ev1")
    assert not store.take(replace(QUESTION, id="q3"), "Ev2")
    assert store.take(replace(QUESTION, id="q4", team="T2"), "Ev3")
    assert store.take(replace(QUESTION, id="q5", channel="C2"), "Ev4")


def claim(path, start, results):
    store = Store(path)
    start.wait()
    taken = [
        at for at in range(50)
        if store.take(replace(QUESTION, id=f"{store._holder.name}{at}", ts=str(at)), f"Ev{at}")
    ]  # fmt: skip
    results.put(taken)


def test_claims_are_atomic_across_processes(tmp_path):
    """Four processes, fifty events each: every event is taken by exactly one."""
    context = multiprocessing.get_context("spawn")
    start, results = context.Event(), context.Queue()
    path = tmp_path / "bot.sqlite"
    workers = [context.Process(target=claim, args=(path, start, results)) for _ in range(4)]
    for worker in workers:
        worker.start()
    start.set()
    taken = [at for _ in workers for at in results.get(timeout=60)]
    for worker in workers:
        worker.join()
    assert sorted(taken) == list(range(50))


def test_a_reply_is_known_from_just_before_it_is_posted(store):
    """People may react to a reply as soon as they see it, before Slack has told us its place."""
    store.take(QUESTION, "Ev1")
    place = ("T1", "C1", "1.000001", "U1", 9.0)
    assert store.reply("q1") is None and store.thread_state(*place) is None
    assert store.posting(REPLY)
    assert store.reply("q1") == REPLY and store.thread_state(*place)
    store.posted(QUESTION, "5.0")
    assert store.reply_to("T1", "C1", "1.000001") == replace(REPLY, reply_ts="5.0")


def test_what_is_withdrawn_is_not_posted(store):
    """A question deleted before its turn is not answered; an answered one stays answered."""
    store.take(QUESTION, "Ev1")
    store.withdraw("T1", "C1", "1.000001", 1000)
    assert not store.posting(REPLY)
    store.withdraw("T1", "C1", "2.000001", 1000)  # Slack keeps no order
    assert not store.take(replace(QUESTION, id="q2", ts="2.000001"), "Ev2")


def test_earlier_questions_of_the_thread_alone(store):
    """In order, of this thread, those a follow-up could go on from; not what came later."""
    for at, (thread, leads_on) in enumerate([("1", True), ("2", True), ("1", False), ("1", True)]):
        held = replace(QUESTION, id=f"q{at}", ts=f"{at}", thread=thread, text=f"text {at}", at=at)
        store.take(held, f"Ev{at}")
        store.posting(replace(REPLY, question=held, leads_on=leads_on))
    follow_up = replace(QUESTION, id="new", thread="1", at=2.5)
    assert store.earlier(follow_up) == ["text 0"]
    assert store.earlier(replace(follow_up, at=9)) == ["text 0", "text 3"]


def test_unanswered_questions_of_an_ended_process_are_taken_over_once(tmp_path):
    """Those that wait and those that may have been posted; none of a process that still runs."""
    one, two, three = (Store(tmp_path / "bot.sqlite") for _ in range(3))
    second = replace(QUESTION, id="q2", ts="2")
    one.take(QUESTION, "Ev1")
    one.take(second, "Ev2")
    one.posting(replace(REPLY, question=second))
    assert two.take_over() == []
    one.close()
    assert two.take_over() == [(QUESTION, False), (second, True)]
    assert three.take_over() == []
    two.close()
    three.close()


def test_once_in_a_while(store):
    """A key counts as new again only after its time."""
    assert store.first_since("moment", 100, 60)
    assert not store.first_since("moment", 159, 60)
    assert store.first_since("moment", 160, 60)
    assert store.first("note", 0) and not store.first("note", 10**9)


def test_what_is_old_is_forgotten(store):
    """Questions, answers, feedback and requests; what is not answered yet stays."""
    store.take(QUESTION, "Ev1")
    store.posting(REPLY)
    store.posted(QUESTION, "5.0")
    store.give_feedback("q1", "U1", "wrong", "no", 1000)
    store.ask_person("q1", "U2", "U1", 1000)
    waiting = replace(QUESTION, id="q2", ts="2")
    store.take(waiting, "Ev2")
    store.forget(1001)
    assert store.reply("q1") is None and store.person_asked("q1") is None
    assert store.counts() == {"waiting": 1, "answered": 0}
    assert not store._database.rows("SELECT * FROM feedback")


def test_feedback_and_requests(store):
    """The last verdict of a person counts; a request is passed on once and closed once."""
    store.give_feedback("q1", "U1", "helpful", "", 1)
    store.give_feedback("q1", "U1", "wrong", "no", 2)
    [row] = store._database.rows("SELECT * FROM feedback")
    assert row["verdict"] == "wrong"
    assert store.ask_person("q1", "U2", "U1", 1) and not store.ask_person("q1", "U3", "U1", 1)
    assert store.person_asked("q1").asker == "U1"
    assert store.close_request("q1", "U2") and not store.close_request("q1", "U2")


def test_outsiders_are_remembered(store):
    """A channel once seen as shared stays so."""
    assert not store.has_outsiders("T1", "C1")
    store.saw_outsiders("T1", "C1")
    store.saw_outsiders("T1", "C1")
    assert store.has_outsiders("T1", "C1")


def test_the_file_is_its_owners_alone(store, tmp_path):
    """It holds what people asked."""
    assert stat.S_IMODE((tmp_path / "bot.sqlite").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"not a database, but long enough to be read as one" * 9, "not a database"), (None, "is a")],
)
def test_files_that_are_no_store(tmp_path, content, said):
    """Damaged, or a folder: refused with the path."""
    path = tmp_path / "bot.sqlite"
    if content is None:
        path.mkdir()
        said = str(path)
    else:
        path.write_bytes(content)
    with pytest.raises(StoreRefused, match=said):
        Database(path)


def test_another_programs_database_is_left_alone(tmp_path):
    """Such a database has tables, but no version of ours."""
    path = tmp_path / "bot.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE songs (name)")
    with pytest.raises(StoreRefused, match="another program's"):
        Database(path)


def test_a_commit_that_fails_is_undone(store):
    """If the disk is full when a transaction ends, nothing of it stays, and the next one works."""
    store._database._connection.execute("PRAGMA max_page_count = 40")
    with pytest.raises(sqlite3.OperationalError, match="full"):
        store.take(replace(QUESTION, text="x" * 1_000_000), "Ev1")
    assert store.take(QUESTION, "Ev1")


def told(store, asker, ts, at):
    """Take a question of the thread "1.0" and reply to it at `at`."""
    question = replace(QUESTION, id=f"q{ts}", asker=asker, ts=ts, thread="1.0", at=float(ts))
    store.take(question, f"Ev{ts}")
    store.posting(replace(REPLY, question=question))
    store.posted(question, at)


def test_what_went_on_in_a_thread(store):
    """Who had a reply, whose was the newest, who wrote since then and before the message."""
    place = ("T1", "C1", "1.0")
    assert store.thread_state(*place, "U1", 9.0) is None
    told(store, "U1", "1.0", "2.0")
    for user, at in (("U2", 1.5), ("U2", 3.0), ("U3", 4.0), ("U1", 5.0), ("U4", 9.5)):
        store.heard(*place, user, at)
    state = ThreadState(asked=True, asked_last=True, others_since=2, wrote_since=True)
    assert store.thread_state(*place, "U1", 9.0) == state
    state = ThreadState(asked=False, asked_last=False, others_since=2, wrote_since=True)
    assert store.thread_state(*place, "U3", 9.0) == state
    told(store, "U3", "6.0", "7.0")
    state = ThreadState(asked=True, asked_last=False, others_since=0, wrote_since=False)
    assert store.thread_state(*place, "U1", 9.0) == state
    assert store.thread_state("T1", "C1", "8.0", "U1", 9.0) is None
    store.forget(9.2)
    rows = store._database.rows("SELECT user FROM speakers")
    assert [row["user"] for row in rows] == ["U4"]


def test_a_message_that_comes_late_changes_no_order(store):
    """Slack's order is by ts: what is heard later but was written before counts as before."""
    told(store, "U1", "1.0", "2.0")
    store.heard("T1", "C1", "1.0", "U2", 3.0)
    store.heard("T1", "C1", "1.0", "U2", 1.5)
    assert store.thread_state("T1", "C1", "1.0", "U1", 4.0).others_since == 1


def test_nothing_of_a_deleted_question_is_kept(store):
    """Neither its words nor what it quoted; it is still known as taken."""
    store.take(QUESTION, "Ev1")
    store.posting(REPLY)
    store.posted(QUESTION, "2.0")
    store.removed(QUESTION.id)
    [row] = store._database.rows("SELECT * FROM questions")
    assert "How" not in str(tuple(row)) and "words" not in str(tuple(row))
    assert store.has("T1", "C1", QUESTION.ts) and store.reply(QUESTION.id) is None


def test_a_file_of_the_version_before_is_brought_up(tmp_path):
    """What it holds stays, and what came since is there."""
    path = tmp_path / "bot.sqlite"
    connection = sqlite3.connect(path)
    for statement in _SCHEMA.split(";\n"):
        connection.execute(statement)
    connection.execute(
        "INSERT INTO questions (id, team, channel, ts, thread, asker, text, surface, insists, "
        "response_url, at, state, holder) VALUES "
        "('q1', 'T1', 'C1', '1.0', '1.0', 'U1', 'How?', 'channel', 1, '', 1000, 'waiting', 'gone')"
    )
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
    store = Store(path)
    [(question, maybe_there)] = store.take_over()
    assert (question.text, question.addressed, maybe_there) == ("How?", 0.0, False)
    store.heard("T1", "C1", "1.0", "U1", 1.0)
    store.close()
    Store(path).close()


def test_nothing_of_what_got_no_reply_is_kept(store):
    """People talk to each other; only that something was said is known, so that it counts once."""
    store.take(QUESTION, "Ev1")
    store.silent(QUESTION)
    [row] = store._database.rows("SELECT * FROM questions")
    assert row["text"] == "" and store.has("T1", "C1", "1.000001")


def test_nothing_of_what_was_deleted_is_kept(store):
    """Neither what was thought of the reply nor what somebody was asked."""
    store.take(QUESTION, "Ev1")
    store.posting(REPLY)
    store.give_feedback("q1", "U1", "wrong", "no", 1)
    store.ask_person("q1", "U2", "U1", 1)
    store.removed("q1")
    for table in ("feedback", "requests"):
        assert not store._database.rows(f"SELECT * FROM {table}")  # noqa: S608
