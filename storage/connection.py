"""Opening the SQLite file, and the one way to write to it: a short BEGIN IMMEDIATE transaction.

A deferred transaction that reads and then writes fails with "database is locked" as soon as another
process writes in between (https://www.sqlite.org/lang_transaction.html), so we never open one.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from storage.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveFull,
    ArchiveLocked,
    ArchiveReplaced,
    WrongVersion,
)
from storage.schema import APPLICATION_ID, VERSION, migrations

BUSY_SECONDS = 30.0
RETRY_SECONDS = 0.02
PATIENCE_SECONDS = 300.0
"""A writer waits this long for another one before it gives up: longer than any backup or check takes."""
WORK_SECONDS = 0.05
"""Who writes much beside crawls goes on for about so long at a time: they do not notice the wait."""
PAUSE_SECONDS = 0.025
"""Then so long a pause follows, as SQLite's waiting writers ask only now and then: without it they starve."""


class Connection:
    """One open archive file."""

    def __init__(
        self, path: Path | str, *, create: bool = True, read_only: bool = False, migrate: bool = False
    ) -> None:
        """Open the file, and create its tables where there are none.

        `migrate`: bring an older file up to date instead of refusing it.

        Raises:
            WrongVersion: the file was written by another version of the program.
            ArchiveError: the file cannot be opened.
        """
        self.path = Path(path)
        self.read_only = read_only
        self.depth = 0
        self.torn = False
        with self.explained():
            self.db = self._open(create=create, read_only=read_only)
            if read_only and not self._is_readable():
                self.db.close()
                self.db = self._open(create=False, read_only=True, lasting=True)
        self.sql = self.db.conn
        self.inode: tuple[int, int] | None = None
        try:
            with self.explained():
                if read_only:
                    self._check_version()
                else:
                    self._prepare(migrate=migrate)
        except BaseException:
            self.sql.close()
            raise
        self.inode = self._inode()

    def _is_readable(self) -> bool:
        """Return whether the file can be read as one that others write to.

        SQLite wants to write an index of the log beside it, also to read, which nobody may in a folder or on a disk
        that is for reading alone. Where no log holds anything, nobody writes, and the file may be read as it is
        (https://www.sqlite.org/wal.html#read_only_databases).
        """
        try:
            self.db.conn.execute("PRAGMA user_version").fetchone()
        except sqlite3.OperationalError as error:
            log = Path(f"{self.path}-wal")
            return "unable to open" not in str(error) or (log.exists() and log.stat().st_size > 0)
        return True

    def _open(self, *, create: bool, read_only: bool, lasting: bool = False) -> Database:
        if (read_only or not create) and not self.path.exists():
            raise ArchiveError(
                f"{self.path}: there is no archive here; `kabarchy run` or `kabarchy demo` makes one"
            )
        if create and not read_only:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        mode = "ro&immutable=1" if lasting else "ro" if read_only else "rwc"
        connection = sqlite3.connect(
            f"{self.path.resolve().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            cached_statements=512,
            check_same_thread=False,
        )
        return Database(connection, execute_plugins=False)

    def _prepare(self, *, migrate: bool) -> None:
        self._patiently("PRAGMA journal_mode=WAL")
        self.sql.execute("PRAGMA synchronous=NORMAL")
        self.sql.execute("PRAGMA foreign_keys=ON")
        self.sql.execute("PRAGMA cache_size=-65536")
        self.sql.execute("PRAGMA journal_size_limit=67108864")
        is_empty = not self.sql.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if is_empty or (migrate and 0 < self.version() < VERSION):
            self.migrate()
        self._check_version()

    def version(self) -> int:
        """Return the schema's version as the file tells it."""
        return int(self.sql.execute("PRAGMA user_version").fetchone()[0])

    def _check_version(self) -> None:
        found = self.version()
        if self.sql.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise WrongVersion(
                f"{self.path}: this SQLite file is not an archive of Kabarchy: name another file"
            )
        if found > VERSION:
            raise WrongVersion(
                f"{self.path}: written by a newer Kabarchy (schema {found}, this program knows {VERSION}): update it"
            )
        if found < VERSION:
            raise WrongVersion(
                f"{self.path}: schema {found} is older than this program's {VERSION}: run `kabarchy db migrate`"
            )

    def migrate(self) -> list[str]:
        """Apply every migration that the file lacks; return their names."""
        with self.transaction():
            pending = [migration.name for migration in migrations.pending(self.db)]
            migrations.apply(self.db)
            self.sql.execute(f"PRAGMA user_version={VERSION}")
            self.sql.execute(f"PRAGMA application_id={APPLICATION_ID}")
        return pending

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write in one BEGIN IMMEDIATE transaction; inner uses become part of the outer one.

        Raises:
            ArchiveError: nothing of the transaction was written.
        """
        if self.depth:
            with self._part():
                yield self.sql
            return
        with self.explained():
            self._begin()
            self.depth = 1
            self.torn = False
            try:
                yield self.sql
                if self.torn:
                    raise ArchiveError(
                        f"{self.path}: a record failed half-way: nothing of its transaction was kept"
                    )
                self.sql.execute("COMMIT")
            except BaseException:
                if self.sql.in_transaction:
                    self.sql.execute("ROLLBACK")
                raise
            finally:
                self.depth = 0

    @contextmanager
    def _part(self) -> Iterator[None]:
        """Remember a failure inside an outer transaction, even where the caller swallows it."""
        try:
            yield
        except BaseException:
            self.torn = True
            raise

    def _begin(self) -> None:
        if self.inode and self._inode() != self.inode:
            raise ArchiveReplaced(
                f"{self.path}: the file was deleted or replaced while it was open; start the program again"
            )
        self._patiently("BEGIN IMMEDIATE")

    def _patiently(self, statement: str) -> None:
        """Execute a statement, again and again while others keep the file locked.

        SQLite waits by itself for most locks, but not where two processes that open a new file at once both turn its
        log on (https://www.sqlite.org/wal.html): one of them is told at once that the file is locked.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                self.sql.execute(statement)
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise
            time.sleep(RETRY_SECONDS)

    def _inode(self) -> tuple[int, int] | None:
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return None
        return stat.st_dev, stat.st_ino

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn what SQLite raises into an error that says what to do."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise self._explanation(error) from error
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
                raise
            raise ArchiveDamaged(
                f"{self.path}: {error}; keep the file, and go back to a copy of `kabarchy db backup`"
            ) from error

    def _explanation(self, error: sqlite3.OperationalError) -> ArchiveError:
        words = str(error)
        if "locked" in words:
            return ArchiveLocked(
                f"{self.path}: another process keeps it locked; `fuser {self.path}` names it"
            )
        if "full" in words or "disk I/O" in words:
            return ArchiveFull(f"{self.path}: {words}: free some space; nothing of this write was kept")
        if "readonly" in words or "unable to open" in words:
            return ArchiveError(f"{self.path}: {words}: check that the folder exists and may be written")
        return ArchiveError(f"{self.path}: {words}")

    def close(self) -> None:
        """Close the file."""
        self.sql.close()
