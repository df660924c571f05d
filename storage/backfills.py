"""How far the backfill of each source has come: it goes on from here after a kill or a reboot.

A backfill is one or more walks into the past: one a listing, one a sitemap. The place of a walk is written in
the same transaction as the promises of the page before it, so that no page is missed, and at most one is
fetched again.
"""

from __future__ import annotations

import sqlite3
from dataclasses import astuple, dataclass, fields, replace
from datetime import datetime
from typing import Literal

from storage.timestamps import to_text

BackfillKind = Literal["listing", "sitemap"]
EndedBy = Literal["date", "end", "failures"]


@dataclass(frozen=True, slots=True)
class BackfillWalk:
    """One walk into the past, and how far it has come."""

    url: str
    kind: BackfillKind
    position: str | None = None
    """What is fetched next: the URL of a page, or a day (`YYYY-MM-DD`); None: its first page."""
    reached: str | None = None
    """UTC text of the oldest publication that was met."""
    pages: int = 0
    promised: int = 0
    """Teasers that were met."""
    waiting: int = 0
    """Entries of a sitemap that are still to be promised."""
    fingerprint: str | None = None
    """Of the promises of the page before: a site that repeats its last page for ever is left."""
    ended: EndedBy | None = None
    """`date`: it came to the day asked for; `end`: to the end of the listing; `failures`: it could not go on."""
    failures: int = 0
    """How many times in a row the next page could not be had."""
    last_error: str | None = None

    def failed(self, reason: str) -> BackfillWalk:
        """Return the walk after its next page could not be had."""
        return replace(self, failures=self.failures + 1, last_error=reason)


COLUMNS = ", ".join(column.name for column in fields(BackfillWalk))
PLACES = ", ".join("?" for _ in fields(BackfillWalk))


@dataclass(frozen=True, slots=True)
class Backfill:
    """The backfill of one source. Times are UTC text."""

    source: str
    since: str
    started_at: str
    paused_at: str | None
    """A person has stopped it: only a person goes on with it."""
    finished_at: str | None
    walks: tuple[BackfillWalk, ...]

    @property
    def is_through(self) -> bool:
        """Whether every walk has ended."""
        return all(walk.ended for walk in self.walks)

    @property
    def goes_on(self) -> bool:
        """Whether it is to be walked on: it is neither done nor paused."""
        return not self.finished_at and not self.paused_at


def begin_backfill(sql: sqlite3.Connection, source: str, since: datetime, at: datetime) -> None:
    """Begin the backfill of a source, or take it up with another day; walks that came to a day go on to an earlier
    one, and those that failed are tried again."""
    sql.execute(
        "INSERT INTO backfills (source, since, started_at) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (source) DO UPDATE SET since = ?2, paused_at = NULL, finished_at = iif(since <= ?2, finished_at, NULL)",
        (source, to_text(since), to_text(at)),
    )
    sql.execute(
        "UPDATE backfill_walks SET ended = NULL WHERE source = ?1 AND ended = 'date' AND coalesce(reached, '9') > ?2",
        (source, to_text(since)),
    )
    retried = sql.execute(
        "UPDATE backfill_walks SET ended = NULL, failures = 0 WHERE source = ? AND ended = 'failures'",
        (source,),
    ).rowcount
    if retried:
        sql.execute("UPDATE backfills SET finished_at = NULL WHERE source = ?", (source,))


def add_walk(sql: sqlite3.Connection, source: str, url: str, kind: BackfillKind) -> None:
    """Add a walk, where it is not there yet."""
    sql.execute(
        "INSERT OR IGNORE INTO backfill_walks (source, url, kind) VALUES (?, ?, ?)", (source, url, kind)
    )


def write_walk(sql: sqlite3.Connection, source: str, walk: BackfillWalk) -> None:
    """Replace what is known of a walk."""
    sql.execute(
        f"INSERT OR REPLACE INTO backfill_walks (source, {COLUMNS}) VALUES (?, {PLACES})",
        (source, *astuple(walk)),
    )


def pause_backfill(sql: sqlite3.Connection, source: str, at: datetime) -> None:
    """Say that a person has stopped the backfill of a source: nobody goes on with it but a person."""
    sql.execute(
        "UPDATE backfills SET paused_at = ? WHERE source = ? AND finished_at IS NULL", (to_text(at), source)
    )


def finish_backfill(sql: sqlite3.Connection, source: str, at: datetime) -> None:
    """Say that the backfill of a source is done."""
    sql.execute("UPDATE backfills SET finished_at = ? WHERE source = ?", (to_text(at), source))


def forget_backfill(sql: sqlite3.Connection, source: str) -> None:
    """Forget how far the backfill of a source came; what it brought stays."""
    sql.execute("DELETE FROM backfill_walks WHERE source = ?", (source,))
    sql.execute("DELETE FROM backfills WHERE source = ?", (source,))


def backfill_of(sql: sqlite3.Connection, source: str) -> Backfill | None:
    """Return the backfill of a source; None: there never was one."""
    return next(iter(backfills(sql, source)), None)


def backfills(sql: sqlite3.Connection, source: str | None = None) -> list[Backfill]:
    """Return all backfills (or that of one source), by source."""
    rows = sql.execute(
        "SELECT source, since, started_at, paused_at, finished_at FROM backfills WHERE ?1 IS NULL OR source = ?1 ORDER BY source",
        (source,),
    ).fetchall()
    return [
        Backfill(name, day, started, paused, finished, _walks(sql, name))
        for name, day, started, paused, finished in rows
    ]


def _walks(sql: sqlite3.Connection, source: str) -> tuple[BackfillWalk, ...]:
    rows = sql.execute(f"SELECT {COLUMNS} FROM backfill_walks WHERE source = ? ORDER BY url", (source,))
    return tuple(BackfillWalk(*row) for row in rows)
