"""The bot's memory: the questions it took, its replies, people's feedback and requests."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.asking.addressee import ThreadState
from assistant.slack.memory.database import Database
from assistant.slack.memory.process_lock import ProcessLock
from assistant.slack.memory.slack_question import (
    Opinion,
    PersonAsked,
    RecordedReply,
    SlackQuestion,
)

_DAY = 86_400.0
# A reply counts from just before it is posted: people react at once to what they see.
_REPLIED = "state IN ('posting', 'replied')"
_OF_QUESTION = (
    "id, team, channel, ts, thread, asker, text, surface, insists, addressed, response_url, at"
)


class Store:
    """The bot's memory; each change is one transaction, also if several processes share it."""

    def __init__(self, path: Path) -> None:
        """Open or create the file; this process gets a lock in its folder.

        Raises:
            StoreRefused: for the reasons of `Database`.
        """
        self._database = Database(path)
        self._holder = ProcessLock(path.parent)

    def close(self) -> None:
        """Close the file; another process may take over unanswered questions at once."""
        self._holder.leave()
        self._database.close()

    def take(self, question: SlackQuestion, event: str) -> bool:
        """Keep a question, unless it, its event or its deletion has come before.

        Return whether it is new.

        However many threads or processes offer it, only one gets True.
        """
        with self._database.writing() as connection:
            if not _first(connection, f"event {event}", question.at):
                return False
            place = (question.team, question.channel, question.ts)
            if connection.execute(_CLAIMED, (_deleted(*place),)).fetchone():
                return False
            new = connection.execute(
                f"INSERT OR IGNORE INTO questions ({_OF_QUESTION}, state, holder) "  # noqa: S608
                f"VALUES ({', '.join('?' * 12)}, 'waiting', ?)",
                (*_values(question), self._holder.name),
            ).rowcount
            return new == 1

    def untake(self, question: SlackQuestion, event: str) -> None:
        """Forget that a question and its event came: both may come again."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM questions WHERE id = ?", (question.id,))
            connection.execute("DELETE FROM once WHERE key = ?", (f"event {event}",))

    def first(self, key: str, now: float) -> bool:
        """Claim a key, for something to be done once; return whether this is the first claim."""
        with self._database.writing() as connection:
            return _first(connection, key, now)

    def first_since(self, key: str, now: float, seconds: float) -> bool:
        """Claim a key unless it was within the last `seconds`; return whether it is claimed now."""
        with self._database.writing() as connection:
            return (
                connection.execute(
                    "INSERT INTO once VALUES (?, ?) ON CONFLICT (key) "
                    "DO UPDATE SET at = excluded.at WHERE once.at <= excluded.at - ?",
                    (key, now, seconds),
                ).rowcount
                == 1
            )

    def posting(self, reply: RecordedReply) -> bool:
        """Note a reply that is about to be posted: after a crash, it may be there already.

        Return False if it must not be posted: the question was deleted or is no longer ours.
        """
        with self._database.writing() as connection:
            query = (
                "UPDATE questions SET state = 'posting' WHERE id = ? AND holder = ? "
                "AND state IN ('waiting', 'posting')"
            )
            ours = connection.execute(query, (reply.question.id, self._holder.name)).rowcount == 1
            if ours:
                _note(connection, reply)
            return ours

    def posted(self, question: SlackQuestion, ts: str) -> None:
        """Note where the reply was posted; a question without a thread has one now."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE questions SET state = 'replied', holder = '', response_url = '', "
                "channel = ?, thread = ?, reply_ts = ? WHERE id = ?",
                (question.channel, question.thread, ts, question.id),
            )

    def corrected(self, reply: RecordedReply) -> None:
        """Note that a question was edited, and its reply or an apology replaced by another."""
        with self._database.writing() as connection:
            _note(connection, reply)
            query = "UPDATE questions SET state = 'replied' WHERE id = ?"
            connection.execute(query, (reply.question.id,))

    def has(self, team: str, channel: str, ts: str) -> bool:
        """Return whether a message was taken as a question."""
        query = "SELECT 1 FROM questions WHERE team = ? AND channel = ? AND ts = ?"
        return bool(self._database.rows(query, team, channel, ts))

    def withdraw(self, team: str, channel: str, ts: str, now: float) -> None:
        """Note that a question was deleted: if it waits or is yet to come, it gets no reply."""
        with self._database.writing() as connection:
            _first(connection, _deleted(team, channel, ts), now)
            connection.execute(
                "UPDATE questions SET state = 'silent', text = '', leads_on = 0 "
                "WHERE team = ? AND channel = ? AND ts = ? AND state = 'waiting'",
                (team, channel, ts),
            )

    def removed(self, question_id: str) -> None:
        """Note that a question and its reply were deleted: nothing of them is kept."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE questions SET state = 'silent', text = '', passages = '[]', quoted = '', "
                "answered = 0, leads_on = 0, reply_ts = '' WHERE id = ?",
                (question_id,),
            )
            for table in ("feedback", "requests"):
                connection.execute(f"DELETE FROM {table} WHERE question = ?", (question_id,))  # noqa: S608

    def unseen(self, team: str, channel: str, ts: str) -> SlackQuestion | None:
        """Return a message's question if its channel sees no reply to it and none is on its way."""
        query = (
            "SELECT * FROM questions WHERE team = ? AND channel = ? AND ts = ? AND reply_ts = '' "
            "AND state NOT IN ('waiting', 'posting')"
        )
        rows = self._database.rows(query, team, channel, ts)
        return _question(rows[0]) if rows else None

    def again(self, question: SlackQuestion) -> bool:
        """Let a question wait once more, as it is now; False if it waits or is gone."""
        with self._database.writing() as connection:
            query = (
                "UPDATE questions SET text = ?, insists = ?, addressed = ?, at = ?, holder = ?, "
                "state = 'waiting', reply_ts = '' "
                "WHERE id = ? AND state NOT IN ('waiting', 'posting')"
            )
            values = (
                question.text, question.insists, question.addressed, question.at,
                self._holder.name, question.id,
            )  # fmt: skip
            return connection.execute(query, values).rowcount == 1

    def silent(self, question: SlackQuestion) -> None:
        """Note that a question gets no reply; what people said to each other is not kept."""
        with self._database.writing() as connection:
            query = "UPDATE questions SET state = 'silent', text = '' WHERE id = ?"
            connection.execute(query, (question.id,))

    def failed(self, question: SlackQuestion, ts: str = "") -> None:
        """Note where the apology was posted that a question got; "": Slack accepted no reply."""
        with self._database.writing() as connection:
            query = "UPDATE questions SET state = 'failed', reply_ts = ? WHERE id = ?"
            connection.execute(query, (ts, question.id))

    def requote(self, question_id: str, passage: str, quoted: str) -> None:
        """Replace what an answer quoted by what its thread was told is there now."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE questions SET passages = json_replace(passages, '$[0]', ?), quoted = ? "
                "WHERE id = ?",
                (passage, quoted, question_id),
            )

    def reply(self, question_id: str) -> RecordedReply | None:
        """Return a reply by its id, which is its question's."""
        return _one(self._replies("id = ?", question_id))

    def reply_to(self, team: str, channel: str, ts: str) -> RecordedReply | None:
        """Return the reply to a message, or the apology that it got instead."""
        query = (
            "SELECT * FROM questions WHERE team = ? AND channel = ? AND ts = ? "  # noqa: S608
            f"AND ({_REPLIED} OR reply_ts != '')"
        )
        rows = self._database.rows(query, team, channel, ts)
        return _replied(rows[0]) if rows else None

    def newest_reply(self, question: SlackQuestion) -> RecordedReply | None:
        """Return the newest reply in a question's thread to another that was looked up.

        One to the same person goes before those to others.
        In a direct message few people open a thread: there, any of the last day will do.
        """
        where = (
            "team = ? AND channel = ? AND leads_on AND id != ? AND at <= ? AND "
            "(thread = ? OR surface = 'direct' AND at >= ?) "
            "ORDER BY thread = ? DESC, asker = ? DESC, at DESC LIMIT 1"
        )
        place = (question.team, question.channel, question.id, question.at)
        day = question.at - _DAY
        order = (question.thread, question.asker)
        return _one(self._replies(where, *place, question.thread, day, *order))

    def answers_since(self, since: float) -> list[RecordedReply]:
        """Return the answers posted anywhere since a time, newest first."""
        return self._replies("answered AND reply_ts != '' AND at >= ? ORDER BY at DESC", since)

    def _replies(self, where: str, *values: object) -> list[RecordedReply]:
        query = f"SELECT * FROM questions WHERE {_REPLIED} AND {where}"  # noqa: S608
        return [_replied(row) for row in self._database.rows(query, *values)]

    def answered_before(self, question: SlackQuestion) -> bool:
        """Return whether an earlier reply in a question's thread was an answer."""
        query = (
            "SELECT 1 FROM questions WHERE team = ? AND channel = ? AND thread = ? AND id != ? "  # noqa: S608
            f"AND at <= ? AND {_REPLIED} AND answered LIMIT 1"
        )
        place = (question.team, question.channel, question.thread)
        return bool(self._database.rows(query, *place, question.id, question.at))

    def heard(self, team: str, channel: str, thread: str, user: str, at: float) -> None:
        """Note when somebody wrote in a thread; what they wrote is not kept."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO speakers VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE "
                "SET at = max(at, excluded.at)",
                (team, channel, thread, user, at),
            )

    def thread_state(
        self, team: str, channel: str, thread: str, user: str, at: float
    ) -> ThreadState | None:
        """Return what went on in a thread before `user` writes at a time; None if it has no reply.

        A reply that is still on its way counts from its question on.
        """
        place = (team, channel, thread)
        replies = self._database.rows(
            "SELECT asker, CAST(coalesce(nullif(reply_ts, ''), ts) AS REAL) AS since "  # noqa: S608
            f"FROM questions WHERE team = ? AND channel = ? AND thread = ? AND {_REPLIED} "
            "ORDER BY since",
            *place,
        )
        if not replies:
            return None
        query = (
            "SELECT user FROM speakers WHERE team = ? AND channel = ? AND thread = ? "
            "AND at > ? AND at < ?"
        )
        rows = self._database.rows(query, *place, replies[-1]["since"], at)
        since = {str(row["user"]) for row in rows}
        return ThreadState(
            asked=any(row["asker"] == user for row in replies),
            asked_last=replies[-1]["asker"] == user,
            others_since=len(since - {user}),
            wrote_since=user in since,
        )

    def has_replied_to(self, team: str, channel: str, thread: str, asker: str) -> bool:
        """Return whether somebody has had a reply in a thread."""
        place = "team = ? AND channel = ? AND thread = ? AND asker = ?"
        query = f"SELECT 1 FROM questions WHERE {place} AND {_REPLIED} LIMIT 1"  # noqa: S608
        return bool(self._database.rows(query, team, channel, thread, asker))

    def earlier(self, question: SlackQuestion) -> list[str]:
        """Return the thread's earlier questions that a follow-up could go on from, in order."""
        query = (
            "SELECT text FROM questions WHERE team = ? AND channel = ? AND thread = ? "
            "AND leads_on AND id != ? AND at <= ? ORDER BY at, ts"
        )
        place = (question.team, question.channel, question.thread)
        return [
            str(row["text"]) for row in self._database.rows(query, *place, question.id, question.at)
        ]

    def give_feedback(
        self, question_id: str, user: str, verdict: str, comment: str, now: float
    ) -> None:
        """Keep somebody's feedback on a reply, in place of any before."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?)",
                (question_id, user, verdict, comment, now),
            )

    def ask_person(self, question_id: str, owner: str, asker: str, now: float) -> bool:
        """Note that a question is passed on to a person; return False if it has been already."""
        with self._database.writing() as connection:
            values = (question_id, owner, asker, now)
            query = "INSERT OR IGNORE INTO requests (question, owner, asker, at) VALUES (?,?,?,?)"
            return connection.execute(query, values).rowcount == 1

    def drop_request(self, question_id: str) -> None:
        """Note that a question did not reach the person: it can be passed on again."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM requests WHERE question = ?", (question_id,))

    def close_request(self, question_id: str, user: str) -> bool:
        """Note who marked a request as answered; False if somebody already had, or it is gone."""
        with self._database.writing() as connection:
            query = "UPDATE requests SET answered_by = ? WHERE question = ? AND answered_by = ''"
            return connection.execute(query, (user, question_id)).rowcount == 1

    def saw_outsiders(self, team: str, channel: str) -> None:
        """Note that people from outside can read a channel."""
        with self._database.writing() as connection:
            connection.execute("INSERT OR IGNORE INTO outside VALUES (?, ?)", (team, channel))

    def has_outsiders(self, team: str, channel: str) -> bool:
        """Return whether people from outside are known to be able to read a channel."""
        query = "SELECT 1 FROM outside WHERE team = ? AND channel = ?"
        return bool(self._database.rows(query, team, channel))

    def take_over(self) -> list[tuple[SlackQuestion, bool]]:
        """Take the unanswered questions of processes that have ended, oldest first.

        Each comes with whether its reply may have been posted.
        """
        left = "state IN ('waiting', 'posting') AND holder != ?"
        rows = self._database.rows(
            f"SELECT DISTINCT holder FROM questions WHERE {left}",  # noqa: S608
            self._holder.name,
        )
        taken: list[tuple[SlackQuestion, bool]] = []
        for gone in [row["holder"] for row in rows if self._holder.is_gone(row["holder"])]:
            with self._database.writing() as connection:
                taken += [
                    (_question(row), row["state"] == "posting")
                    for row in connection.execute(
                        f"SELECT * FROM questions WHERE {left} AND holder = ? ORDER BY at, rowid",  # noqa: S608
                        (self._holder.name, gone),
                    )
                ]
                query = f"UPDATE questions SET holder = ? WHERE {left} AND holder = ?"  # noqa: S608
                connection.execute(query, (self._holder.name, self._holder.name, gone))
        return taken

    def forget(self, before: float) -> None:
        """Delete what is older than a time, except unanswered questions."""
        with self._database.writing() as connection:
            old = "(SELECT id FROM questions WHERE at < ? AND state NOT IN ('waiting', 'posting'))"
            for table in ("feedback", "requests"):
                connection.execute(
                    f"DELETE FROM {table} WHERE question IN {old}",  # noqa: S608
                    (before,),
                )
            connection.execute(f"DELETE FROM questions WHERE id IN {old}", (before,))  # noqa: S608
            connection.execute("DELETE FROM speakers WHERE at < ?", (before,))
            # Slack repeats an event for a few hours at most.
            connection.execute("DELETE FROM once WHERE at < ?", (before,))

    def counts(self) -> dict[str, int]:
        """Return how many questions are in each state, and how many were answered."""
        query = (
            "SELECT state AS name, count(*) AS n FROM questions GROUP BY state UNION ALL "
            "SELECT 'answered', count(*) FROM questions WHERE answered"
        )
        return {str(row["name"]): int(row["n"]) for row in self._database.rows(query)}

    def person_asked(self, question_id: str) -> PersonAsked | None:
        """Return to whom a question was passed on, or None."""
        query = (
            "SELECT owner, asker, answered_by, channel, ts, message, told_channel, told_ts "
            "FROM requests WHERE question = ?"
        )
        rows = self._database.rows(query, question_id)
        return PersonAsked(**dict(rows[0])) if rows else None

    def note_request(self, question_id: str, channel: str, ts: str, message: str) -> None:
        """Note where the owner's message is and what is in it, to say there that it is answered."""
        with self._database.writing() as connection:
            query = "UPDATE requests SET channel = ?, ts = ?, message = ? WHERE question = ?"
            connection.execute(query, (channel, ts, message, question_id))

    def note_told(self, question_id: str, channel: str, ts: str) -> None:
        """Note where the asker is told that a question was passed on."""
        with self._database.writing() as connection:
            query = "UPDATE requests SET told_channel = ?, told_ts = ? WHERE question = ?"
            connection.execute(query, (channel, ts, question_id))

    def reopen_request(self, question_id: str) -> None:
        """Note that a person's answer did not reach the asker: the request is open again."""
        with self._database.writing() as connection:
            query = "UPDATE requests SET answered_by = '' WHERE question = ?"
            connection.execute(query, (question_id,))

    def answered_questions(self, team: str) -> list[tuple[str, str, bool]]:
        """Return a workspace's questions that were answered, oldest first.

        Each comes with who asked it and whether nobody has said that the answer is of no help.
        """
        query = (
            "SELECT text, asker, NOT EXISTS (SELECT 1 FROM feedback WHERE question = id "
            "AND verdict != 'helpful') AS fine FROM questions WHERE team = ? AND answered "
            "AND state = 'replied' ORDER BY at, rowid"
        )
        rows = self._database.rows(query, team)
        return [(str(row["text"]), str(row["asker"]), bool(row["fine"])) for row in rows]

    def opinion(self, question_id: str, user: str) -> Opinion | None:
        """Return what `user` thinks of a reply or, if they have not said, the last to say it."""
        query = (
            "SELECT verdict, comment FROM feedback WHERE question = ? "
            "ORDER BY user = ? DESC, at DESC LIMIT 1"
        )
        rows = self._database.rows(query, question_id, user)
        return Opinion(**dict(rows[0])) if rows else None


def keep_from(now: float, days: int) -> float:
    """Return the time before which everything is forgotten."""
    return now - days * _DAY


_CLAIMED = "SELECT 1 FROM once WHERE key = ?"


def _deleted(team: str, channel: str, ts: str) -> str:
    return f"deleted {team} {channel} {ts}"


def _first(connection: sqlite3.Connection, key: str, now: float) -> bool:
    query = "INSERT OR IGNORE INTO once VALUES (?, ?)"
    return connection.execute(query, (key, now)).rowcount == 1


def _note(connection: sqlite3.Connection, reply: RecordedReply) -> None:
    connection.execute(
        "UPDATE questions SET text = ?, generation = ?, passages = ?, quoted = ?, answered = ?, "
        "leads_on = ? WHERE id = ?",
        (
            reply.question.text, reply.generation, json.dumps(reply.passages), reply.quoted,
            reply.answered, reply.leads_on, reply.question.id,
        ),
    )  # fmt: skip


def _values(question: SlackQuestion) -> tuple[object, ...]:
    return (
        question.id, question.team, question.channel, question.ts, question.thread,
        question.asker, question.text, question.surface, question.insists,
        question.addressed, question.response_url, question.at,
    )  # fmt: skip


def _question(row: sqlite3.Row) -> SlackQuestion:
    question = SlackQuestion(**{name: row[name] for name in _OF_QUESTION.split(", ")})
    return replace(question, insists=bool(question.insists))


def _replied(row: sqlite3.Row) -> RecordedReply:
    return RecordedReply(
        question=_question(row),
        reply_ts=row["reply_ts"],
        generation=row["generation"],
        passages=tuple(json.loads(row["passages"])),
        quoted=row["quoted"],
        answered=bool(row["answered"]),
        leads_on=bool(row["leads_on"]),
    )


def _one(replies: Sequence[RecordedReply]) -> RecordedReply | None:
    return replies[0] if replies else None
