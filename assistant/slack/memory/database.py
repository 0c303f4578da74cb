"""The SQLite file of the bot's memory; several processes on one machine may share it.

Write-ahead logging lets one process write while others read, and needs a local file system. What is
committed survives, whenever the process is killed.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index_builder.index.errors import PlaybookError

VERSION = 2  # of the schema; a file with a newer one is refused
_PATIENCE = 10.0  # seconds to wait while another process writes, far longer than any write takes

_SCHEMA = """
CREATE TABLE once (key TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE questions (
    id TEXT PRIMARY KEY,
    team TEXT NOT NULL, channel TEXT NOT NULL, ts TEXT NOT NULL, thread TEXT NOT NULL,
    asker TEXT NOT NULL, text TEXT NOT NULL, surface TEXT NOT NULL, insists INTEGER NOT NULL,
    response_url TEXT NOT NULL, at REAL NOT NULL,
    state TEXT NOT NULL, holder TEXT NOT NULL,
    reply_ts TEXT NOT NULL DEFAULT '', generation TEXT NOT NULL DEFAULT '',
    passages TEXT NOT NULL DEFAULT '[]', quoted TEXT NOT NULL DEFAULT '',
    answered INTEGER NOT NULL DEFAULT 0, leads_on INTEGER NOT NULL DEFAULT 0,
    UNIQUE (team, channel, ts)
);
CREATE INDEX questions_of_thread ON questions (team, channel, thread);
CREATE INDEX questions_by_state ON questions (state, holder);
CREATE TABLE feedback (
    question TEXT NOT NULL, user TEXT NOT NULL, verdict TEXT NOT NULL, comment TEXT NOT NULL,
    at REAL NOT NULL, PRIMARY KEY (question, user)
) WITHOUT ROWID;
CREATE TABLE requests (
    question TEXT PRIMARY KEY, owner TEXT NOT NULL, asker TEXT NOT NULL, at REAL NOT NULL,
    answered_by TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE TABLE outside (
    team TEXT NOT NULL, channel TEXT NOT NULL, PRIMARY KEY (team, channel)
) WITHOUT ROWID;
"""

# What each later version added: from version 1 to 2, and so on. A new file gets all of them.
_ADDED: tuple[str, ...] = (
    """
CREATE TABLE speakers (
    team TEXT NOT NULL, channel TEXT NOT NULL, thread TEXT NOT NULL, user TEXT NOT NULL,
    at REAL NOT NULL, PRIMARY KEY (team, channel, thread, user)
) WITHOUT ROWID;
ALTER TABLE questions ADD COLUMN addressed REAL NOT NULL DEFAULT 0;
ALTER TABLE requests ADD COLUMN channel TEXT NOT NULL DEFAULT '';
ALTER TABLE requests ADD COLUMN ts TEXT NOT NULL DEFAULT '';
ALTER TABLE requests ADD COLUMN message TEXT NOT NULL DEFAULT '';
ALTER TABLE requests ADD COLUMN told_channel TEXT NOT NULL DEFAULT '';
ALTER TABLE requests ADD COLUMN told_ts TEXT NOT NULL DEFAULT '';
""",
)


class StoreRefused(PlaybookError):
    """Raised when the bot's memory can't be opened, is damaged, or is of a newer version."""


class Database:
    """One connection, used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        """Open or create the file, readable only by its owner: it holds what people asked.

        Raises:
            StoreRefused: it can't be opened, is not ours, or was written by a newer version.
        """
        self._lock = threading.RLock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            self._connection = sqlite3.connect(
                path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
            self._connection.row_factory = sqlite3.Row
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            with self.writing() as connection:
                _bring_up(connection, path)
        except (OSError, sqlite3.Error) as error:
            reason = getattr(error, "strerror", None) or error
            raise StoreRefused(
                f"{path}: {reason}; wanted a file that the bot can write or create (--state)"
            ) from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection within a transaction; no other process can write meanwhile."""
        with self._lock:
            connection = self._connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # a full disk refuses the commit itself
                    connection.execute("ROLLBACK")
                raise

    def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        """Return the rows that a query finds."""
        with self._lock:
            return self._connection.execute(query, values).fetchall()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()


def _bring_up(connection: sqlite3.Connection, path: Path) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise StoreRefused(
            f"{path} was written by a newer version (schema {version}, this one knows {VERSION}); "
            "run that version, or name another folder (--state)"
        )
    if version == 0:
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables:
            raise StoreRefused(f"{path} is another program's database; name another (--state)")
        version = 1
        _run(connection, _SCHEMA)
    for statements in _ADDED[version - 1 :]:
        _run(connection, statements)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _run(connection: sqlite3.Connection, statements: str) -> None:
    for statement in statements.split(";\n"):
        connection.execute(statement)
